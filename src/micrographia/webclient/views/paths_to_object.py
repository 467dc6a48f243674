"""Where a thing stands, for viewers (reference json-api.md §8.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from micrographia.accounts.viewer import Viewer
from micrographia.api.shapes.path import counted, step
from micrographia.api.words import readable
from micrographia.catalog.image_places import Standing, standings
from micrographia.catalog.models import Image, Owned, Roi, Shape, WellField
from micrographia.catalog.paths import Path, Step, paths_to
from micrographia.web.auth import viewer_of
from micrographia.web.params import whole
from micrographia.web.responses import json_answer

LOWEST_FIRST = ("image", "well", "run", "plate", "screen", "dataset", "project", "tag", "tagset")


def _id(what: str) -> int | None:
    field: int | None = whole(f"The id of {what}.", example="1")
    return field


@dataclass(frozen=True, slots=True)
class Asked:
    """The thing: the lowest that is named; of those above it, only paths through them are told."""

    shape: int | None = _id("a shape: its image is meant")
    roi: int | None = _id("a region of interest: its image is meant")
    image: int | None = _id("an image")
    well: int | None = _id("a well")
    acquisition: int | None = _id("a run")
    run: int | None = _id("a run, as well")
    plate: int | None = _id("a plate")
    screen: int | None = _id("a screen")
    dataset: int | None = _id("a dataset")
    project: int | None = _id("a project")
    tag: int | None = _id("a tag")
    tagset: int | None = _id("a tag set")
    experimenter: int | None = _id("the owner of the topmost container")
    group: int | None = _id("the group of the thing")
    page_size: int | None = whole(
        "Tell on which page of so many the image is, in longer datasets.", None, (1, 10**9), "200"
    )

    def named(self, viewer: Viewer) -> dict[str, int]:
        """Kind → id of all that is named, a shape and a region as their image; -1: one that is not there."""
        given = {word: getattr(self, word) for word in (*LOWEST_FIRST, "experimenter")}
        given["run"] = self.acquisition if self.acquisition is not None else self.run
        for model, id_ in ((Shape, self.shape), (Roi, self.roi)):
            if id_ is not None:
                image = "roi__image" if model is Shape else "image"
                row = model.objects.visible_to(viewer).filter(pk=id_).values_list(image, flat=True).first()
                given["image"] = -1 if row is None else row
        return {word: id_ for word, id_ in given.items() if id_ is not None}


def list_paths_to_object(request: HttpRequest, parameters: Asked) -> HttpResponse:
    """All paths from an owner through containers down to a thing; none for what is hidden, gone or not named."""
    viewer = viewer_of(request)
    named = parameters.named(viewer)
    word = next((word for word in LOWEST_FIRST if word in named), None)
    thing: Owned | None = None if word is None else readable(viewer, word).filter(pk=named[word]).first()
    if thing is None or parameters.group not in (None, thing.group_id):
        return json_answer({"paths": []})
    wanted = {Step(kind, id_) for kind, id_ in named.items()}
    paths = [path for path in paths_to(viewer, thing) if wanted <= set(path)]
    image = thing if isinstance(thing, Image) else None
    page_size = parameters.page_size or settings.MICROGRAPHIA.page_size
    there = standings(viewer, paths, image, page_size)
    told = [[_element(each, there.get(each)) for each in path] for path in _with_fields(viewer, paths)]
    return json_answer({"paths": told})


def _with_fields(viewer: Viewer, paths: list[Path]) -> Iterator[Path]:
    """The paths; those that end in a well and its image once for each field of the well that shows it."""
    for path in paths:
        *above, last = path
        at = {each.kind: each.id for each in path}
        if last.kind != "image" or "well" not in at:
            yield path
            continue
        fields = WellField.objects.visible_to(viewer).filter(well=at["well"], image=last.id)
        fields = fields.filter(run=at["run"]) if "run" in at else fields
        for field in fields.order_by("index").values_list("pk", flat=True):
            yield (*above, Step("wellsample", field), last)


def _element(each: Step, there: Standing | None) -> dict[str, Any]:
    """An element as clients of the web client know it: a run is an acquisition there."""
    return counted(step("acquisition" if each.kind == "run" else each.kind, each.id), there)
