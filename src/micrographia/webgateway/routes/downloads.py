"""The addresses of downloads (reference webgateway.md §9)."""

from micrographia.web.answer import (
    BAD_PARAMETER,
    BUSY,
    NOT_FOUND,
    NOT_SIGNED_IN,
    PAGE,
    TEXT,
    WHOLE,
    Answer,
    list_of,
    object_of,
)
from micrographia.web.attachment import MEDIA_TYPE
from micrographia.web.route import Kind, Policy, Route
from micrographia.webgateway.parameters import Export, OriginalPaths, Said, Selection
from micrographia.webgateway.views import exports, originals, said

FILE = Answer("a file, or a ZIP of several", media_type=MEDIA_TYPE)
PART = Answer("the range that was asked", 206, MEDIA_TYPE)
BEYOND = Answer("the range lies beyond the end", 416, "text/plain")
_TOO_MUCH = Answer("more bytes than one download may have", 403, "text/plain")
_PATHS = object_of(
    {"repo": list_of(TEXT), "client": list_of(TEXT), "fileset": object_of({"id": WHOLE})},
    optional=("repo", "client", "fileset"),
)
_SAID = object_of({"id": WHOLE, "name": TEXT, "count": WHOLE, "metadata": list_of(list_of(TEXT))})

ROUTES: tuple[Route, ...] = (
    Route(
        "archived_files/download/[<int:image_id>/]",
        originals.archived_files,
        names=("archived_files", "webgateway.views.archived_files"),
        policy=Policy.SIGNED_IN,
        kind=Kind.PICTURE,
        params=Selection,
        answers=(FILE, PART, BAD_PARAMETER, _TOO_MUCH, NOT_SIGNED_IN, NOT_FOUND, BEYOND),
    ),
    Route(
        "download_as/[<int:image_id>/]",
        exports.download_as,
        names=("download_as", "webgateway.views.download_as"),
        policy=Policy.PICTURE,
        kind=Kind.PICTURE,
        params=Export,
        answers=(FILE, BAD_PARAMETER, NOT_SIGNED_IN, NOT_FOUND, BUSY),
    ),
    Route(
        "original_file_paths/<int:image_id>/",
        originals.original_file_paths,
        names=("original_file_paths", "webgateway.views.original_file_paths"),
        policy=Policy.PICTURE,
        kind=Kind.GATEWAY,
        params=OriginalPaths,
        answers=(Answer("paths and fileset", schema=_PATHS), NOT_SIGNED_IN, NOT_FOUND),
    ),
    Route(
        "original_metadata/<int:image_id>/",
        said.original_metadata_json,
        names=("webgateway_original_metadata",),
        policy=Policy.PICTURE,
        kind=Kind.GATEWAY,
        params=Said,
        answers=(Answer("keys and values", schema=_SAID), BAD_PARAMETER, NOT_SIGNED_IN, NOT_FOUND),
    ),
    Route(
        "original_metadata/<int:image_id>/page/",
        said.original_metadata_page,
        names=("original_metadata_page",),
        policy=Policy.PICTURE,
        params=Said,
        answers=(PAGE, BAD_PARAMETER, NOT_FOUND),
    ),
)
