"""A file as an answer: whole by the server itself, or a part of it (RFC 9110 §14)."""

import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeAlias

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)

from micrographia.errors import NotFound
from micrographia.web.attachment import MEDIA_TYPE, content_disposition
from micrographia.web.conditional import has_it, quoted

BLOCK_BYTES = 256 * 1024
Part: TypeAlias = Callable[[int, int], Iterator[bytes]]
"""The bytes from one place to another."""
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.ASCII)


def file_answer(request: HttpRequest, path: Path, etag: str, name: str) -> HttpResponseBase:
    """The file as a download under `name`: 200, 206 for one range, 304, or 416 for a range beyond its end.

    etag: without quotes, different whenever the bytes are. Raises NotFound where no file is.
    """
    return _answer(request, etag, name, lambda: _content(request, path, etag))


def passed_on(request: HttpRequest, size: int, part: Part, etag: str, name: str) -> HttpResponseBase:
    """As `file_answer`, of `size` bytes that lie elsewhere."""

    def content() -> HttpResponseBase:
        answer = _headers_or_part(request, size, part, etag)
        whole = {"Content-Length": str(size)}
        return answer or StreamingHttpResponse(part(0, size), content_type=MEDIA_TYPE, headers=whole)

    return _answer(request, etag, name, content)


def wanted_range(header: str, size: int) -> tuple[int, int] | None:
    """First and one past the last byte of a file of that size that a Range header wants; None: the whole file.

    Several ranges and headers that cannot be read count as none. Raises ValueError where nothing of it is there.
    """
    found = _RANGE.fullmatch(header.replace(" ", ""))
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if first and last and int(first) > int(last):
        return None
    start = int(first) if first else max(0, size - int(last))
    stop = min(size, int(last) + 1) if first and last else size
    if start >= stop:
        raise ValueError("beyond the end")
    return start, stop


def _answer(request: HttpRequest, etag: str, name: str, content: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    if has_it(request, etag):
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        response = content()
        response.headers["Content-Disposition"] = content_disposition(name)
        response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = quoted(etag)
    return response


def _content(request: HttpRequest, path: Path, etag: str) -> HttpResponseBase:
    try:
        file = open(str(path), "rb")  # noqa: SIM115  the response closes it; a str, so that the server can send it itself
    except OSError as error:
        raise NotFound(f"{path.name}: {error.strerror}") from error
    size = os.fstat(file.fileno()).st_size
    answer = _headers_or_part(request, size, partial(_part, path), etag)
    if answer is None:
        return FileResponse(file, content_type=MEDIA_TYPE)
    file.close()
    return answer


def _headers_or_part(request: HttpRequest, size: int, part: Part, etag: str) -> HttpResponseBase | None:
    """The answer to HEAD, and to GET with a range; None: the whole is wanted."""
    wanted = None
    if request.method == "GET" and request.META.get("HTTP_IF_RANGE", quoted(etag)) == quoted(etag):
        try:
            wanted = wanted_range(request.META.get("HTTP_RANGE", ""), size)
        except ValueError:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    if request.method == "HEAD":
        return HttpResponse(content_type=MEDIA_TYPE, headers={"Content-Length": str(size)})
    if wanted is None:
        return None
    start, stop = wanted
    headers = {"Content-Range": f"bytes {start}-{stop - 1}/{size}", "Content-Length": str(stop - start)}
    return StreamingHttpResponse(part(start, stop), status=206, content_type=MEDIA_TYPE, headers=headers)


def _part(path: Path, start: int, stop: int) -> Iterator[bytes]:
    with open(path, "rb", buffering=0) as file:
        file.seek(start)
        while start < stop and (block := file.read(min(BLOCK_BYTES, stop - start))):
            start += len(block)
            yield block
