"""Django behind WSGI as this server runs it: what its own handler would answer, and connections given back."""

import io

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.urls import path
from django.utils.cache import patch_vary_headers

from micrographia.server.handler import Handler

closed = []


def plain(request):
    response = HttpResponse("ä" + request.GET.get("q", ""), content_type="text/plain; charset=utf-8", status=203)
    response.set_cookie("a", "1")
    response.set_cookie("b", "2")
    patch_vary_headers(response, ("Cookie",))
    return response


def streamed(request):
    return StreamingHttpResponse(iter([b"a", b"b"]))


class Noticed(io.BytesIO):
    def close(self):
        closed.append(True)
        super().close()


def file(request):
    return FileResponse(Noticed(b"content"))


def breaking(request):
    connection.ensure_connection()
    connection.errors_occurred = True
    return HttpResponse("answered all the same")


urlpatterns = [path("plain/", plain), path("streamed/", streamed), path("file/", file), path("breaking/", breaking)]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


def environ(address, **changes):
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": address,
        "QUERY_STRING": "q=1",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "http",
        "wsgi.file_wrapper": lambda file, block_size: file,
    } | changes


@pytest.fixture
def handler(settings):
    settings.MIDDLEWARE = []
    closed.clear()
    return Handler()


@pytest.mark.parametrize("address", ["/plain/", "/streamed/", "/nowhere/"])
def test_the_answer_is_that_of_djangos_handler(handler, address):
    ours, theirs = [], []
    body = b"".join(handler(environ(address), lambda *start: ours.append(start)))
    answer = WSGIHandler()(environ(address), lambda *start: theirs.append(start))
    assert (ours, body) == (theirs, b"".join(answer))


def test_a_file_is_left_to_the_server_and_closed_with_the_answer(handler):
    found = handler(environ("/file/"), lambda *start: None)
    assert isinstance(found, Noticed)
    assert (found.read(), closed) == (b"content", [])
    found.close()
    assert closed == [True]


@pytest.mark.django_db(transaction=True)
def test_a_broken_connection_does_not_outlive_its_request(handler, monkeypatch):
    monkeypatch.setattr(connection, "is_usable", lambda: False)
    monkeypatch.setattr(connection, "close", lambda: closed.append(True))
    assert handler(environ("/plain/"), lambda *start: None) == ("ä1".encode(),)
    assert closed == []
    handler(environ("/breaking/"), lambda *start: None)
    assert closed == [True]
    connection.errors_occurred = False
