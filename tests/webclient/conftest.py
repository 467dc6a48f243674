"""People with things to browse; and a live server with a browser."""

from pathlib import Path

import pytest
from django.test import Client

from catalog_world import make_dataset, make_group, make_image, make_plate, make_project, make_screen, make_user
from live_server import NAME, Live, filled, samples, started
from live_server import PASSWORD as PASSWORD_OF_ADA
from machine import CHROMIUM_ARGUMENTS, chromium, required
from micrographia.web import bundles
from sign_in_people import PASSWORD, basic


@pytest.fixture
def group(db):
    return make_group("lab", "rwr---")


@pytest.fixture
def anna(group):
    return make_user("anna", group, password=PASSWORD)


@pytest.fixture
def browse(anna):
    """Asks for the browsing page in Anna's name: the text of the page, of the status that is expected."""
    return browsing_as("anna")


@pytest.fixture
def project(anna, group):
    """A project with one dataset of three images."""
    project = make_project(anna, group, "Mitosis")
    dataset = make_dataset(anna, group, "Monday", project=project)
    for name in ("b", "a", "c"):
        make_image(anna, group, f"cell {name}", dataset=dataset)
    return project


@pytest.fixture
def plate(anna, group):
    """A plate of 8 x 12 with wells A1 and A2 of two fields, in a screen."""
    return make_plate(anna, group, "Plate 7", screen=make_screen(anna, group, "Drugs"), wells=2, fields=2)


def browsing_as(name):
    client = Client(headers=basic(name))

    def ask(show=None, status=200, **query):
        response = client.get("/", query if show is None else {"show": show, **query})
        assert response.status_code == status, response.content
        return response.content.decode()

    return ask


@pytest.fixture(scope="session")
def live(tmp_path_factory):
    """The server, for all browser tests of this process."""
    if chromium() is None or not bundles.is_built():
        (pytest.fail if "browser" in required() else pytest.skip)("there is no Chromium, or the pages are not built")
    folder = tmp_path_factory.mktemp("live")
    samples(folder / "samples")
    images = filled(folder / "home", folder / "samples")
    process, url = started(folder / "home")
    cell, slide = images["A cell"], images["A slide"]
    yield Live(url, cell["image_id"], slide["image_id"], cell["dataset_id"])
    process.terminate()
    process.wait(30)


@pytest.fixture(scope="module")
def signed_in(live):
    """A browser in which Ada is signed in. It ends with the module: while it is there, Django refuses the database."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium()), args=list(CHROMIUM_ARGUMENTS))
        context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=live.url)
        page = context.new_page()
        page.goto("/")
        page.fill("#username", NAME)
        page.fill("#password", PASSWORD_OF_ADA)
        page.click("button[type=submit]")
        page.wait_for_url("**/")
        page.close()
        yield context
        context.close()
        browser.close()


@pytest.fixture
def page(signed_in):
    """A new page; at the end nothing may have gone wrong in it."""
    troubles = []
    page = signed_in.new_page()
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text) if message.type in ("error", "warning") else None)
    page.on("response", lambda answer: troubles.append(answer.url) if answer.status >= 400 else None)
    yield page
    page.close()
    assert troubles == []


@pytest.fixture
def axe(page):
    """Serious and critical findings of axe on what the page shows."""
    script = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        (pytest.fail if "browser" in required() else pytest.skip)("axe-core is not there: npm ci in frontend/")

    def findings():
        page.evaluate(script.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run().then((result) => result.violations)")
        return [
            (each["id"], [node["html"] for node in each["nodes"]])
            for each in found
            if each["impact"] in ("serious", "critical")
        ]

    return findings
