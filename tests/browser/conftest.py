"""A live server, and a browser in which somebody is signed in."""

from contextlib import contextmanager
from pathlib import Path

import pytest

from live_server import COLLEAGUE, NAME, SYNTHETIC, Live, filled, samples
from machine import CHROMIUM_ARGUMENTS, chromium, required
from micrographia.web import bundles
from running import PASSWORD, serving


@pytest.fixture(scope="session")
def live(tmp_path_factory):
    """The server, for all browser tests of this process."""
    if not bundles.is_built():
        (pytest.fail if "browser" in required() else pytest.skip)("the pages are not built")
    folder = tmp_path_factory.mktemp("live")
    samples(folder / "samples")
    images = filled(folder / "home", folder / "samples")
    cell, slide = images["A cell"], images["A slide"]
    with serving(folder / "home") as server:
        synthetic = {name: images[name]["image_id"] for name in SYNTHETIC}
        yield Live(server.url, cell["image_id"], slide["image_id"], cell["dataset_id"], synthetic)


@pytest.fixture(scope="module")
def browser():
    """It ends with the module: while it is there, Django refuses the database."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium()), args=list(CHROMIUM_ARGUMENTS))
        yield browser
        browser.close()


def session(browser, live, name):
    """A browser's memory in which somebody is signed in."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=live.url)
    page = context.new_page()
    page.goto("/")
    page.fill("#username", name)
    page.fill("#password", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/")
    page.close()
    return context


@pytest.fixture(scope="module")
def signed_in(browser, live):
    """Ada is signed in."""
    context = session(browser, live, NAME)
    yield context
    context.close()


@pytest.fixture(scope="module")
def colleague_signed_in(browser, live):
    """Bob is signed in."""
    context = session(browser, live, COLLEAGUE)
    yield context
    context.close()


@contextmanager
def watched(context):
    """A new page; at the end nothing may have gone wrong in it."""
    troubles = []
    page = context.new_page()
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text) if message.type in ("error", "warning") else None)
    page.on("response", lambda answer: troubles.append(answer.url) if answer.status >= 400 else None)
    yield page
    page.close()
    assert troubles == []


@pytest.fixture
def page(signed_in):
    """Ada's page."""
    with watched(signed_in) as page:
        yield page


@pytest.fixture
def colleague(colleague_signed_in):
    """Bob's page."""
    with watched(colleague_signed_in) as page:
        yield page


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
