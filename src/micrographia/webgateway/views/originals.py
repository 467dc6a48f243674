"""The files that images were imported from (reference webgateway.md §9.1, §9.4)."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import IO

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from micrographia.catalog.models import Fileset, Image, OriginalFile
from micrographia.errors import Forbidden, NotFound
from micrographia.importing.models import ImportedFile, Status
from micrographia.pictures.originals import StoredOriginal, downloadable, files_below, originals_of
from micrographia.pictures.subject import folder_of, seeing
from micrographia.web.attachment import MEDIA_TYPE, content_disposition, file_name
from micrographia.web.auth import viewer_of
from micrographia.web.files import file_answer, passed_on
from micrographia.web.responses import jsonp_answer
from micrographia.web.zips import Member, zipped
from micrographia.webgateway.parameters import OriginalPaths, Selection, written
from micrographia.webgateway.query.picture import share_of
from micrographia.webgateway.selected import selected_images

BLOCK_BYTES = 1024 * 1024
Folders = list[tuple[str, StoredOriginal]]
"""Files with the folder of the archive they go to, "" or "1/" …"""


def archived_files(request: HttpRequest, parameters: Selection, image_id: int | None = None) -> HttpResponseBase:
    """One file as it is, with ranges; several, and formats that are folders, as a ZIP that keeps their folders."""
    viewer = viewer_of(request)
    images = selected_images(viewer, image_id, parameters)
    placed = _placed([originals_of(fileset) for fileset in downloadable(viewer, images)])
    if not placed:
        raise NotFound(f"Image {images[0].pk} has no original files")
    if len(placed) == 1 and not placed[0][1].is_folder:
        (_, only), *_ = placed
        if isinstance(only.root, Path):
            return file_answer(request, only.root / only.key, only.etag, file_name(only.name))
        _refuse_too_much(placed)
        (_, opened), *_ = files_below(only)
        return passed_on(request, only.size, partial(_blocks, opened), only.etag, file_name(only.name))
    _refuse_too_much(placed)
    for _, original in placed:
        if original.is_folder and not isinstance(original.root, Path):
            next(files_below(original))
    name = _archive_name(parameters.zipname or images[-1].name, placed)
    headers = {"Content-Disposition": content_disposition(name)}
    return StreamingHttpResponse(zipped(_members(placed)), content_type=MEDIA_TYPE, headers=headers)


def original_file_paths(request: HttpRequest, parameters: OriginalPaths, image_id: int) -> HttpResponse:
    """Where the files lie on the server, where they were imported from, and the fileset; {} without a fileset."""
    viewer = seeing(viewer_of(request), image_id, share_of(written(parameters)))
    image: Image = Image.objects.visible_to(viewer).select_related("group").one(image_id)
    filesets = downloadable(viewer, [image])
    if not filesets:
        return jsonp_answer(request, {})
    (fileset,) = filesets
    keys = list(OriginalFile.objects.filter(fileset=fileset).order_by("pk").values_list("key", flat=True))
    there = Path(fileset.root) if fileset.copied else folder_of(fileset)
    paths = {"repo": [str(there / key) for key in keys], "client": _imported_from(fileset, keys)}
    return jsonp_answer(request, {**paths, "fileset": {"id": fileset.pk}})


def _blocks(opened: Callable[[], IO[bytes]], start: int, stop: int) -> Iterator[bytes]:
    with opened() as file:
        file.seek(start)
        while start < stop and (block := file.read(min(BLOCK_BYTES, stop - start))):
            start += len(block)
            yield block


def _placed(filesets: Iterable[tuple[StoredOriginal, ...]]) -> Folders:
    """Each file with its folder of the archive; a fileset that would cover another's files gets a numbered one."""
    found: Folders = []
    taken: set[str] = set()
    for number, files in enumerate(filesets):
        keys = {file.key for file in files}
        folder = f"{number}/" if keys & taken else ""
        taken |= keys
        found += [(folder, file) for file in files]
    return found


def _refuse_too_much(placed: Folders) -> None:
    total, most = sum(file.size for _, file in placed), settings.MICROGRAPHIA.max_download_bytes
    if most and total > most:
        raise Forbidden(f"These files have {total} bytes, and one download at most {most}: ask for fewer images")


def _archive_name(wanted: str, placed: Folders) -> str:
    name = file_name(wanted).removesuffix(".zip")
    inside = {file.name for _, file in placed}
    return f"{name}_folder.zip" if name in inside else f"{name}.zip"


def _members(placed: Folders) -> Iterator[Member]:
    for folder, original in placed:
        for key, opened in files_below(original):
            yield Member(folder + key, opened)


def _imported_from(fileset: Fileset, keys: list[str]) -> list[str]:
    """The paths as they were when the files were imported, as far as that was noted."""
    notes = ImportedFile.objects.filter(fileset=fileset, status=Status.IMPORTED).order_by("pk")
    entry = notes.values_list("path", flat=True).first()
    place = folder_of(fileset)
    if not isinstance(place, Path) or entry is None or not entry.endswith(fileset.entries[0]):
        return [] if fileset.copied else [str(place / key) for key in keys]
    folder = entry.removesuffix(fileset.entries[0])
    return [folder + key for key in keys]
