import pytest
from django.test import RequestFactory

from micrographia.errors import NotFound
from micrographia.web.files import file_answer, passed_on, wanted_range

pytestmark = pytest.mark.django_db  # closing a response gives connections back


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("", None),
        ("bytes=0-0", (0, 1)),
        ("bytes=2-", (2, 10)),
        ("bytes=-3", (7, 10)),
        ("bytes=-30", (0, 10)),
        ("bytes=5-99", (5, 10)),
        ("bytes=9-9", (9, 10)),
        ("bytes=5-2", None),
        ("bytes=-", None),
        ("bytes=0-1,3-4", None),
        ("items=0-1", None),
        ("bytes=x-1", None),
        ("bytes=" + "9" * 40 + "-", None),
    ],
)
def test_ranges_of_ten_bytes(header, part):
    assert wanted_range(header, 10) == part


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=10-20", "bytes=-0"])
def test_ranges_beyond_the_end(header):
    with pytest.raises(ValueError, match="beyond the end"):
        wanted_range(header, 10)


@pytest.fixture
def path(tmp_path):
    (tmp_path / "x.bin").write_bytes(b"0123456789")
    return tmp_path / "x.bin"


def asked(path, method="get", **headers):
    return file_answer(getattr(RequestFactory(), method)("/", headers=headers), path, "e1", "x y.bin")


def test_the_whole_file(path):
    response = asked(path)
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b"0123456789"
    assert response["Content-Length"] == "10"
    assert response["Content-Type"] == "application/force-download"
    assert response["Content-Disposition"] == 'attachment; filename="x y.bin"'
    assert (response["Accept-Ranges"], response["ETag"]) == ("bytes", '"e1"')
    response.close()


def test_a_part(path):
    response = asked(path, Range="bytes=2-4")
    assert (response.status_code, b"".join(response.streaming_content)) == (206, b"234")
    assert (response["Content-Range"], response["Content-Length"]) == ("bytes 2-4/10", "3")


@pytest.mark.parametrize(("if_range", "status"), [('"e1"', 206), ('"e0"', 200), ('W/"e1"', 200)])
def test_a_part_of_what_is_known(path, if_range, status):
    response = asked(path, Range="bytes=2-4", **{"If-Range": if_range})
    assert response.status_code == status
    response.close()


def test_beyond_the_end(path):
    response = asked(path, Range="bytes=10-")
    assert (response.status_code, response["Content-Range"]) == (416, "bytes */10")


def test_who_has_it_gets_nothing(path):
    assert asked(path, **{"If-None-Match": '"e1"'}).status_code == 304


def test_head_knows_no_ranges(path):
    response = asked(path, "head", Range="bytes=2-4")
    assert (response.status_code, response["Content-Length"]) == (200, "10")
    response.close()


def test_a_file_that_has_gone(tmp_path):
    with pytest.raises(NotFound):
        asked(tmp_path / "gone")


@pytest.mark.parametrize(
    ("method", "headers", "status", "length", "body"),
    [
        ("get", {}, 200, "10", b"0123456789"),
        ("get", {"Range": "bytes=2-4"}, 206, "3", b"234"),
        ("get", {"Range": "bytes=2-4", "If-Range": '"e0"'}, 200, "10", b"0123456789"),
        ("head", {}, 200, "10", b""),
    ],
)
def test_bytes_that_lie_elsewhere(method, headers, status, length, body):
    request = getattr(RequestFactory(), method)("/", headers=headers)
    response = passed_on(request, 10, lambda start, stop: iter([b"0123456789"[start:stop]]), "e1", "x")
    assert (response.status_code, response["Content-Length"], response["ETag"]) == (status, length, '"e1"')
    assert b"".join(response) == body
    response.close()
