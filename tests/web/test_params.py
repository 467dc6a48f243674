from dataclasses import dataclass

import pytest
from django.http import QueryDict

from micrographia.errors import Invalid
from micrographia.web.params import REQUIRED, choice, number, parameters_of, read, switch, text, whole, wholes


@dataclass(frozen=True, slots=True)
class Query:
    offset: int = whole("First object, from 0.", 0, (0, 1000), "7")
    quality: float | None = number("Quality.", None, (0, 1), name="q")
    model: str | None = choice("Model.", {"c": "color", "g": "greyscale"}, name="m")
    children: bool = switch("With children.", name="childCount")
    word: str = text("A word.", "", longest=3)
    ids: tuple[int, ...] = wholes("Ids.", bounds=(0, None), name="id")


@dataclass(frozen=True, slots=True)
class Needy:
    image: int = whole("The image.", REQUIRED)


def test_nothing_written_gives_the_defaults():
    assert read(Query, QueryDict("")) == Query(offset=0, quality=None, model=None, children=False, word="", ids=())


def test_values_are_read_by_their_written_names_and_others_ignored():
    query = QueryDict("offset=12&q=0.9&m=g&childCount=true&word=abc&id=3,4&id=5&_=1&offset=13")
    assert read(Query, query) == Query(
        offset=13, quality=0.9, model="greyscale", children=True, word="abc", ids=(3, 4, 5)
    )


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("offset=foo", "offset should be a whole number from 0 to 1000, not 'foo'"),
        ("offset=", "offset should be a whole number from 0 to 1000, not ''"),
        ("offset=1e3", "offset should be a whole number from 0 to 1000, not '1e3'"),
        ("offset=1_0", "offset should be a whole number from 0 to 1000, not '1_0'"),
        ("offset=٣", "offset should be a whole number from 0 to 1000, not '٣'"),
        ("offset=-1", "offset should be a whole number from 0 to 1000, not '-1'"),
        ("offset=" + "9" * 40, "offset should be a whole number from 0 to 1000, not '" + "9" * 40 + "'"),
        ("q=nan", "q should be a number from 0 to 1, not 'nan'"),
        ("q=1.5", "q should be a number from 0 to 1, not '1.5'"),
        ("q=x", "q should be a number from 0 to 1, not 'x'"),
        ("m=rgb", "m should be one of c, g, not 'rgb'"),
        ("word=abcd", "word should be at most 3 characters, not 'abcd'"),
        ("id=1,x", "id should be whole numbers between commas, not '1,x'"),
        ("id=-1", "id should be whole numbers from 0, not '-1'"),
    ],
)
def test_a_bad_value_is_named_with_what_would_be_right(written, sentence):
    with pytest.raises(Invalid) as raised:
        read(Query, QueryDict(written))
    assert str(raised.value) == sentence
    assert raised.value.parameter == written.partition("=")[0]


def test_only_the_exact_word_switches_on():
    assert not read(Query, QueryDict("childCount=True")).children


def test_a_required_parameter_is_missed_by_name():
    with pytest.raises(Invalid, match="Missing required parameter: image"):
        read(Needy, QueryDict(""))
    assert read(Needy, QueryDict("image=-4")) == Needy(image=-4)


def test_the_declaration_documents_what_it_parses():
    bounds = {bound.name: bound.parameter for bound in parameters_of(Query)}
    assert list(bounds) == ["offset", "q", "m", "childCount", "word", "id"]
    assert bounds["offset"].schema == {"type": "integer", "minimum": 0, "maximum": 1000}
    assert bounds["offset"].example == "7"
    assert bounds["m"].schema == {"type": "string", "enum": ["c", "g"]}
