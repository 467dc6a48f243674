"""The file of an annotation as a download."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase

from micrographia.pictures.attached import attached_file
from micrographia.web.attachment import file_name
from micrographia.web.auth import viewer_of
from micrographia.web.files import file_answer


def download_annotation(request: HttpRequest, annotation_id: int) -> HttpResponseBase:
    """Its bytes, with ranges, under its own name."""
    found = attached_file(viewer_of(request), annotation_id)
    return file_answer(request, found.path, found.etag, file_name(found.name))
