import pytest
from django.test import RequestFactory

from micrographia.web.address import absolute, is_local

ELSEWHERE = [
    "//evil.example", "///evil.example", "////evil.example", "//evil.example/%2e%2e", "/\\evil.example",
    "\\\\evil.example", "\\/evil.example", "/\\/evil.example", "/\\\\evil.example", "\\evil.example",
    "http://evil.example", "https://evil.example", "HTTP://evil.example", "https:evil.example", "https:/evil.example",
    "https:///evil.example", "http:\\\\evil.example", "https:\\evil.example", "http:evil.example/", "ftp://evil.example",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)",
    "\x01javascript:alert(1)", " javascript:alert(1)", "javascript://testserver/%0aalert(1)", "vbscript:x",
    "data:text/html,<script>alert(1)</script>", "data:text/html;base64,PHNjcmlwdD4=", "data://testserver/x",
    "file:///etc/passwd", "blob:https://evil.example/x", "mailto:a@evil.example", "about:blank", "view-source:x",
    "//testserver@evil.example", "http://testserver@evil.example", "http://testserver:80@evil.example/",
    "//testserver.evil.example", "http://testserver.evil.example", "//evil.example#testserver",
    "//evil.example?testserver", "//evil.example\\@testserver", "http://evil.example\\.testserver",
    "/\t/evil.example", "/\n/evil.example", "/\r/evil.example", "/\r\n/evil.example", "\t//evil.example",
    "\n//evil.example", " //evil.example", "\x00//evil.example", "/ /evil.example", "/\x0b/evil.example",
    "/\x0c/evil.example", "/\x00/evil.example", "/\x1f/evil.example", "/\x7f/evil.example",
    "/x\r\nLocation: https://evil.example", "/x\r\nSet-Cookie: a=b", "/x\nLocation: //evil.example", "/x\rY: z",
    "//evil。example", "//evil．example", "//ｅvil.example", "//xn--evil.example", "／／evil.example",
    "⁄⁄evil.example", "∕∕evil.example", "http://ⓔvil.example", "//2130706433", "//0x7f000001", "//[::1]",
    "http://[::ffff:127.0.0.1]", "//evil.example:443", "//%65vil.example", "%2f%2fevil.example", "%5cevil.example",
    "evil.example", "www.evil.example", "?url=//evil.example", "#//evil.example", ".", "..", "./x", "../x",
    "@evil.example",
    ":80", "", " ", "webclient/", "///", "//", "/" + "a" * 5000, "//evil.example/webclient/login/",
    "https://testserver//evil.example", "http:///\\evil.example", "///\\;@evil.example", "//;@evil.example",
]  # fmt: skip
HERE = [
    "/",
    "/webclient/",
    "/webgateway/img_detail/7/?c=1|0:5$FF0000&m=c",
    "/a#b",
    "/%2f%2fevil.example",
    "/x//y",
    "/ä",
]


def test_the_corpus_is_large_enough():
    assert len(set(ELSEWHERE)) >= 80


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_redirect_leads_away(client, target):
    assert not is_local(target)


@pytest.mark.parametrize("target", HERE)
def test_paths_of_this_server_are_followed(target):
    assert is_local(target)


def test_absolute_addresses_come_from_the_request(settings):
    request = RequestFactory().get("/x", headers={"Host": "localhost:4080"})
    assert absolute(request, "/api/v0/") == "http://localhost:4080/api/v0/"


def test_or_from_the_public_address(settings):
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"public_url": "https://lab.example:8443/omero"})
    request = RequestFactory().get("/x", headers={"Host": "localhost"})
    from django.urls import get_script_prefix, set_script_prefix

    before = get_script_prefix()
    set_script_prefix("/omero/")
    try:
        assert absolute(request, "/omero/api/v0/") == "https://lab.example:8443/omero/api/v0/"
    finally:
        set_script_prefix(before)
