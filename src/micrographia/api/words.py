"""The words for things, as links and paths write them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.models import (
    TAG_SET,
    Annotation,
    AnnotationKind,
    Dataset,
    Image,
    Owned,
    Plate,
    Project,
    Run,
    Screen,
    VisibleQuerySet,
    Well,
)

MODELS: Mapping[str, type[Owned]] = {
    "project": Project,
    "dataset": Dataset,
    "image": Image,
    "screen": Screen,
    "plate": Plate,
    "run": Run,
    "well": Well,
    "tag": Annotation,
    "tagset": Annotation,
}
"""What each word of a link means; `tag` also means tag sets."""
SYNONYMS: Mapping[str, str] = {"acquisition": "run"}
PERSON = "experimenter"


def readable(viewer: Viewer, word: str) -> VisibleQuerySet:
    """The things of that word that the viewer may see."""
    model = MODELS[SYNONYMS.get(word, word)]
    rows: VisibleQuerySet = model.objects.visible_to(viewer)
    if model is not Annotation:
        return rows
    rows = rows.filter(kind=AnnotationKind.TAG)
    return rows.filter(namespace=TAG_SET) if word == "tagset" else rows


class PathType:
    """What may stand in the address of a path; with another word it is no address."""

    words = (*MODELS, *SYNONYMS, PERSON)
    regex = "|".join(words)
    schema: ClassVar[dict[str, object]] = {"type": "string", "enum": list(words)}

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: object) -> str:
        return str(value)
