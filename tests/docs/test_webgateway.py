"""docs/webgateway.md: its examples answer, and show every address with every parameter that it has."""

import re
from collections import defaultdict
from pathlib import Path
from urllib.parse import parse_qsl, unquote

import pytest
from django.test import Client
from django.urls import resolve

from catalog_world import make_plate
from documents.library import CELLS, make_library
from micrographia.catalog.models import (
    Run,
    Share,
    ShareItem,
    ShareMember,
    StoredSettings,
    Well,
    WellField,
)
from micrographia.home.folder import Home
from micrographia.pictures.workshop import workshop
from micrographia.web.params import parameters_of
from micrographia.webgateway.urls import ROUTES
from picture_world import make_picture
from sign_in_people import PASSWORD

PAGE = (Path(__file__).parents[2] / "docs" / "webgateway.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^(GET|POST) /webgateway/(\S*)(?: (\S+))?$", PAGE, re.MULTILINE)
"""Method, address with its query, form."""


@pytest.fixture
def here(db, settings, tmp_path):
    """What the examples call image 7 and so on, as they are called here."""
    settings.MICROGRAPHIA_HOME = Home(tmp_path / "home")
    settings.MICROGRAPHIA_HOME.create()
    workshop.cache_clear()
    library = make_library(tmp_path)
    plate = make_plate(library.will, library.group)
    well = Well.objects.filter(plate=plate).first()
    WellField.objects.filter(well=well).update(image=library.cells)
    like_it = make_picture(library.will, library.group, tmp_path, CELLS, name="more", dataset=library.dataset)
    share = Share.objects.create(owner=library.will, group=library.group, active=True)
    ShareItem.objects.create(share=share, image=library.cells)
    ShareMember.objects.create(share=share, experimenter=library.will)
    settings_id = StoredSettings.objects.get(image=library.cells, owner=library.will).pk
    real = {
        "image": {"7": library.cells.pk, "8": like_it.pk},
        "project": {"3": library.project.pk},
        "dataset": {"5": library.dataset.pk},
        "plate": {"2": plate.pk},
        "well": {"4": well.pk},
        "run": {"6": Run.objects.get(plate=plate).pk},
        "share": {"1": share.pk},
        "rdefId": {"31": settings_id},
    }
    yield {kind: {old: str(new) for old, new in numbers.items()} for kind, numbers in real.items()}
    workshop().sources.close()
    workshop.cache_clear()


IN_PATH = {"proj": "project", "dataset": "dataset", "plate": "plate", "well": "well", "wellData": "well"}
IN_QUERY = {"id": "image", "image": "image", "fromid": "image", "imageId": "image", "well": "well", "run": "run"}


def really(address, here):
    """The path of an example, with the numbers of this place."""
    first, _, rest = address.partition("/")
    numbers = here[IN_PATH.get(first, "image")] if first != "su" else {}
    path = re.sub(r"(?<=/)\d+", lambda found: numbers.get(found[0], found[0]), "/" + rest, count=1)
    if first == "plate":
        path = path.replace("/6/", f"/{here['run']['6']}/")
    return f"/webgateway/{first}{path}" if rest or address.endswith("/") else f"/webgateway/{first}"


def pairs(text, here):
    """The parameters of a query or form, with the numbers of this place."""
    written = parse_qsl(text, keep_blank_values=True)
    kinds = {**IN_QUERY, "share": "share", "rdefId": "rdefId"}
    kinds["toids"] = "dataset" if ("to_type", "dataset") in written else "image"
    return [(name, here.get(kinds.get(name), {}).get(value, value)) for name, value in written]


def signed_in(name):
    browser = Client()
    assert browser.post("/webclient/login/", {"username": name, "password": PASSWORD}).status_code == 302
    return browser


def test_examples_answer(here):
    will, boss = signed_in("will"), signed_in("boss")
    for method, address, form in EXAMPLES:
        path, _, query = address.partition("?")
        browser = boss if path.startswith("su/") else will
        target = really(path, here).replace("su/ada", "su/will")
        asked = dict(multi(pairs(query, here)))
        if method == "GET":
            answer = browser.get(target, asked)
        else:
            answer = browser.post(target, dict(multi(pairs(form, here))), query_params=asked)
        expected = 302 if form == "url=/" else 200
        assert answer.status_code == expected, (method, address, answer.content)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if address != "original_file_paths/7/?share=1":  # of which a share has none
            assert body.strip(b"()show") not in (b"false", b"null", b"[]", b"{}"), (method, address, body)


def multi(written):
    found = defaultdict(list)
    for name, value in written:
        found[name].append(value)
    return found


def shown():
    """(declaration, whether it is of a form) → names of parameters in examples; and the routes that have one."""
    names, routes = defaultdict(set), set()
    for method, address, form in EXAMPLES:
        path, _, query = address.partition("?")
        route = resolve("/webgateway/" + unquote(path)).func.by_method[method]
        routes.add((route.path, method))
        names[route.params, False] |= {name for name, _ in parse_qsl(query)}
        names[route.body, True] |= {name for name, _ in parse_qsl(form)}
    return names, routes


def test_every_address_has_an_example():
    _, routes = shown()
    assert routes == {(route.path, route.methods) for route in ROUTES}


def test_every_parameter_has_an_example_and_its_line():
    names, _ = shown()
    for route in ROUTES:
        for declaration, of_form in ((route.params, False), (route.body, True)):
            if declaration is not None:
                declared = {bound.name for bound in parameters_of(declaration)}
                assert declared - names[declaration, of_form] == set(), (route.path, of_form)
                assert {name for name in declared if f"`{name}`" not in PAGE} == set(), route.path
