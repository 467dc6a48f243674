"""docs/json-api.md: its examples answer, and its table of lists names exactly the parameters that there are."""

import json
import re
from pathlib import Path

import pytest

from api_people import Asker
from documents.collection import make_collection
from micrographia.api.urls import ROUTES
from micrographia.web.params import parameters_of

PAGE = (Path(__file__).parents[2] / "docs" / "json-api.md").read_text()
EXAMPLES = re.findall(r"^GET (/\S+)$", PAGE, re.MULTILINE)
TABLE = re.findall(
    r"^\| (`[a-z].*?) \| (.*?) \| .*? \|$", PAGE.split("## Lists")[1].split("## Single")[0], re.MULTILINE
)
ADDRESSES = PAGE.split("## All addresses")[1].split("## Lists")[0]
PAGING = {"page", "limit", "start"}
SYNONYMS = {"experimenter", "acquisition", "tag"}


@pytest.mark.django_db
@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_answer(example):
    there = make_collection()
    ids = {"dataset=5": f"dataset={there.mitosis.pk}", "owner=3": f"owner={there.will.pk}"}
    ids |= {"projects/3/": f"projects/{there.yeast.pk}/", "7/": f"{there.cells.pk}/"}
    ids |= {"image=7": f"image={there.cells.pk}"}
    for written, real in ids.items():
        example = example.replace(written, real)
    assert Asker("will").client.get(example).status_code == 200


def described():
    """Address without names of places → the parameters the page tells."""
    for addresses, parameters in TABLE:
        for address in re.findall(r"`([^`]+)`", addresses):
            words = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]+)`", parameters))))
            yield re.sub(r"<\w+>", "<>", address.split("?")[0]), words


def test_the_table_names_every_list_with_its_parameters():
    there = {}
    for route in ROUTES:
        if route.methods == "GET" and "meta" in route.answers[0].schema["properties"]:
            names = {bound.name for bound in parameters_of(route.params)} - PAGING - SYNONYMS
            there[re.sub(r"<[^>]+>", "<>", route.path)] = names
    there.pop("project/<>/datasets/")
    assert dict(described()) == there


def test_every_address_is_told_with_its_methods():
    told = set()
    for addresses, *does in re.findall(r"^\| (`.*?) \|(.*?)\|(.*?)\|(.*?)\|$", ADDRESSES, re.MULTILINE):
        for address in re.findall(r"`([^`]+)`", addresses):
            told |= {(method, address) for method, what in zip(METHODS, does, strict=True) if what.strip()}
    there = {(route.methods, NAMES.sub(called, route.path)) for route in ROUTES}
    assert told == there


METHODS = ("GET", "POST", "DELETE")
NAMES = re.compile(r"(tagged/)?<\w+:(\w+)>")


def called(place):
    word = "<type>" if place[2] == "object_type" else "<tag>" if place[1] else "<id>"
    return (place[1] or "") + word


@pytest.mark.django_db
def test_errors_are_as_the_page_prints_them():
    make_collection()
    for query, printed in zip(
        ("images/?limit=many", "projects/668/"), re.findall(r'^{"message".*}$', PAGE, re.MULTILINE), strict=True
    ):
        assert Asker("will").client.get(f"/api/{query}").json() == json.loads(printed)
