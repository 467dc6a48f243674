"""Copying settings and pasting them on other images (reference webgateway.md §8.2–8.4)."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.contained_images import Holder, images_in
from micrographia.catalog.models import Run
from micrographia.errors import NotFound
from micrographia.pictures.copying import Pasted, compatible, paste_change, paste_from
from micrographia.pictures.effective import settings_seen
from micrographia.pictures.saving import pictured
from micrographia.web.auth import viewer_of
from micrographia.web.dispatch import MethodNotAllowed
from micrographia.web.params import read
from micrographia.web.responses import jsonp_answer
from micrographia.webgateway.clipboard import Clipboard, clipboard_of, remember
from micrographia.webgateway.parameters import Copying, Jsonp, PastedForm, written
from micrographia.webgateway.query.number import whole
from micrographia.webgateway.query.saving import pasting_query, settings_in
from micrographia.webgateway.shapes.stored_settings import copied_settings, remembered_query


def compatible_images(request: HttpRequest, parameters: Jsonp, image_id: int) -> HttpResponse:
    """Ids of the images of the same project that settings can be pasted on; false where the image is not there."""
    try:
        return jsonp_answer(request, compatible(viewer_of(request), image_id))
    except NotFound:
        return jsonp_answer(request, False)


def copy_settings(request: HttpRequest, parameters: Copying) -> HttpResponse:
    """Remembers settings in the session: those of the image `fromid`, or those that the query tells."""
    query = written(parameters)
    if "fromid" not in query and "c" not in query:
        raise MethodNotAllowed("Say what to copy: fromid, or c with the rest. Pasting is a POST.", "POST")
    return jsonp_answer(request, _remembered(request, _copied(query, {})))


def paste_settings(request: HttpRequest, parameters: Copying) -> HttpResponse:
    """Saves settings for the images `toids`: those told here, else those remembered; or remembers those told here."""
    query, body = written(parameters), written(read(PastedForm, request.POST))
    given = {**body, **query}
    copied = _copied(query, body)
    told = ",".join([*request.POST.getlist("toids"), *request.GET.getlist("toids")])
    if copied is not None and (given.get("store") or ("fromid" in query and not told)):
        return jsonp_answer(request, _remembered(request, copied))
    targets = [whole(word) for word in told.split(",")]
    source = copied if "fromid" in query else copied or clipboard_of(request)
    if source is None or None in targets:
        return jsonp_answer(request, False)
    ids = [target for target in targets if target is not None]
    return jsonp_answer(request, _result(_paste(viewer_of(request), source, ids, given.get("to_type", ""))))


def copied_rdef(request: HttpRequest, parameters: Jsonp) -> HttpResponse:
    """The settings that the session remembers, as parameters; null where there are none."""
    copied, viewer = clipboard_of(request), viewer_of(request)
    if copied is None:
        return jsonp_answer(request, {"rdef": None})
    if copied.query:
        return jsonp_answer(request, {"rdef": remembered_query(copied.query, copied.image_id)})
    try:
        image = pictured(viewer, copied.image_id or 0)
    except NotFound:
        return jsonp_answer(request, {"rdef": None})
    settings = settings_seen(image, list(image.channels.order_by("index")), viewer)
    return jsonp_answer(request, {"rdef": copied_settings(image, settings)})


def _copied(query: Mapping[str, str], body: Mapping[str, str]) -> Clipboard | None:
    """What the request itself tells; None where that is nothing, or no number where one is needed."""
    if "fromid" in query:
        source = whole(query["fromid"])
        return None if source is None else Clipboard(source)
    settings = settings_in(query, body)
    if not settings:
        return None
    beside = {**body, **query}
    kept = {"pixel_range": beside["pixel_range"]} if "pixel_range" in beside else {}
    return Clipboard(whole(beside.get("imageId", "")), {**settings, **kept})


def _remembered(request: HttpRequest, copied: Clipboard | None) -> bool:
    if copied is None:
        return False
    if copied.query:
        pasting_query(copied.query)
    else:
        try:
            pictured(viewer_of(request), copied.image_id or 0)
        except NotFound:
            return False
    return remember(request, copied)


def _paste(viewer: Viewer, source: Clipboard, ids: Sequence[int], word: str) -> Pasted:
    """Where things that hold images are meant, the image that the settings were made on gets them too."""
    targets = _targets(viewer, ids, word)
    image_id = next(iter(targets), 0) if source.image_id is None else source.image_id
    try:
        if source.query:
            change = pasting_query(source.query)
            pasted = paste_change(viewer, image_id, change, targets, keep=word in _HOLDERS)
        else:
            pasted = paste_from(viewer, image_id, targets)
    except NotFound:
        return Pasted(refused=tuple(dict.fromkeys(targets)))
    return Pasted(tuple(id for id in pasted.done if id != source.image_id), pasted.refused)


_HOLDERS = {"dataset": Holder.DATASET, "plate": Holder.PLATE, "acquisition": Holder.PLATE}


def _targets(viewer: Viewer, ids: Sequence[int], word: str) -> Sequence[int]:
    """The images that are meant; of a run those of its plate."""
    holder = _HOLDERS.get(word)
    if holder is None:
        return ids
    if word == "acquisition":
        ids = list(Run.objects.visible_to(viewer).filter(pk__in=ids).values_list("plate_id", flat=True))
    return images_in(viewer, holder, ids)


def _result(pasted: Pasted) -> dict[str, list[int]]:
    """Under both spellings: pages that look for `True` and scripts that look for `true` exist."""
    done, refused = list(pasted.done), list(pasted.refused)
    return {"true": done, "false": refused, "True": done, "False": refused}
