from dataclasses import dataclass

import pytest
from django.test import RequestFactory

from micrographia.web.conditional import answer

GET = RequestFactory().get


@dataclass(frozen=True)
class Drawn:
    body: bytes = b"\xff\xd8"
    media_type: str = "image/jpeg"
    etag: str = "abc"


def must_not_draw():
    raise AssertionError("drawn although the browser has it")


def test_the_first_answer_has_body_type_and_etag():
    response = answer(GET("/"), "abc", Drawn)
    assert (response.status_code, response.content, response["Content-Type"]) == (200, b"\xff\xd8", "image/jpeg")
    assert response["ETag"] == '"abc"'


@pytest.mark.parametrize("header", ['"abc"', 'W/"abc"', '"x", "abc"', "*"])
def test_who_has_it_gets_a_304_and_nothing_is_drawn(header):
    response = answer(GET("/", headers={"If-None-Match": header}), "abc", must_not_draw)
    assert (response.status_code, response.content, response["ETag"]) == (304, b"", '"abc"')


@pytest.mark.parametrize("header", ['"abd"', "abc", '"ab', ""])
def test_who_has_another_gets_the_picture(header):
    assert answer(GET("/", headers={"If-None-Match": header}), "abc", Drawn).status_code == 200
