"""The query string as everybody reads it; Django's own reader is the other opinion."""

import pytest
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from micrographia.web.query import KEPT_LENGTH, query_of


def query(written):
    request = HttpRequest()
    request.META["QUERY_STRING"] = written
    return query_of(request)


def test_values_are_decoded_in_the_order_written():
    found = query("tile=0%2C3%2C1&c=1%7C100%3A600%24FF0000&id=2&q&id=1+1&%69d=%C3%A4&=nameless&&a=b=c")
    assert found.getlist("tile") == ["0,3,1"]
    assert found.getlist("c") == ["1|100:600$FF0000"]
    assert found.getlist("id") == ["2", "1 1", "ä"]
    assert found.getlist("q") == [""]
    assert found.getlist("") == ["nameless"]
    assert found.getlist("a") == ["b=c"]
    assert list(found.getlist("absent")) == []
    assert list(query("").getlist("tile")) == []


def test_long_values_are_read_too():
    assert query("c=" + "%2C" * KEPT_LENGTH).getlist("c") == ["," * KEPT_LENGTH]


def test_a_query_of_too_many_parameters_is_refused():
    with pytest.raises(TooManyFieldsSent):
        query("&".join(["a=1"] * 1001))


PIECES = ["a", "b", "=", "&", "+", "%", "%41", "%C3%A4", "%ff", ";", "ä".encode().decode("latin-1")]
WRITTEN = st.lists(st.sampled_from(PIECES), max_size=16).map("".join)


@settings(deadline=None)
@given(WRITTEN)
def test_it_is_what_django_reads(written):
    django = QueryDict(written.encode("latin-1"))
    ours = query(written)
    for name in ("a", "b", "", "ä", "A", "aa", "ab"):
        assert list(ours.getlist(name)) == django.getlist(name)
