import pytest
from django.test import RequestFactory

from micrographia.web.responses import InvalidCallback, callback_of, json_answer, jsonp_answer

GET = RequestFactory().get

BAD_CALLBACKS = [
    "", " ", "a b", "1a", ".a", "a-b", "a()", "a;b", "a[0]", "a'b", 'a"b', "<script>", "a<b", "a\n", "a\nb", "\na",
    "alert(1)//", "a/**/", "a%0a", "a\u2028", "é", "ａ", "a\x00", "x" * 65, "javascript:a", "a=b", "a,b", "a|b", "a&b",
    "function(){}", "{}", "[]", "a{", "a}", "a\\u0062", "`a`", "a`", "~a", "!a", "+a", "@a", "#a", "a?b:c", "*",
    "a\t", "\ufeffa", "a\u200b", "a\r\nSet-Cookie: x=1", "--a", "a>b", "^a", "a%", "(a)", "new a", "0", "9$", "-",
    "a'-alert(1)-'", "</script>", "a\x0b", "a\x7f", "\u0430",
]  # fmt: skip


def test_keys_become_texts_as_javascript_has_them():
    response = json_answer({"0": 1, 12: None, True: "µ"})
    assert response.content.decode() == '{"0":1,"12":null,"true":"µ"}'
    assert response["Content-Type"] == "application/json"


def test_without_a_callback_plain_json():
    response = jsonp_answer(GET("/"), [1])
    assert (response.content, response["Content-Type"]) == (b"[1]", "application/json")


@pytest.mark.parametrize("name", ["jQuery1234_5678", "cb", "$", "_a.b.c", "A" * 64])
def test_with_a_callback_a_script_that_calls_it(name):
    response = jsonp_answer(GET("/", {"callback": name}), {"a": 1})
    assert response.content.decode() == name + '({"a":1})'
    assert response["Content-Type"] == "application/javascript"


@pytest.mark.parametrize("name", BAD_CALLBACKS)
def test_a_callback_that_is_no_plain_name_is_refused(name):
    with pytest.raises(InvalidCallback, match="Invalid callback"):
        callback_of(GET("/", {"callback": name}))


def test_sixty_bad_names_are_tried():
    assert len(set(BAD_CALLBACKS)) >= 60
