"""What the demo's people did with the samples: tags, key-values, a rating, a comment, a share."""

from __future__ import annotations

from typing import Any

from micrographia.accounts.models import Experimenter
from micrographia.catalog.models import (
    RATING,
    TAG_SET,
    Annotation,
    AnnotationKind,
    AnnotationLink,
    Comment,
    Dataset,
    Image,
    Owned,
    Plate,
    Share,
    ShareItem,
    ShareMember,
)
from micrographia.testing.demo.logins import MEMBER, OWNER

TAGS = {"Living cells": ("live", "confocal"), "Fixed cells": ("fixed", "confocal"), "Stained tissue": ("histology",)}
PAIRS = {
    "Living cells": [["Cell line", "MDCK II"], ["Dye", "CellMask Deep Red"], ["Temperature", "37 °C"]],
    "Stained tissue": [["Stain", "Haematoxylin and eosin"], ["Organ", "Breast"], ["Thickness", "4 µm"]],
}


def tell() -> None:
    """Writes it into a catalog that holds the samples of `OWNER` and nothing of this story."""
    ada, ben = (Experimenter.objects.get(username=name) for name in (OWNER, MEMBER))
    datasets = {dataset.name: dataset for dataset in Dataset.objects.filter(owner=ada)}
    _tag(datasets)
    for name, pairs in PAIRS.items():
        _annotate(datasets[name], kind=AnnotationKind.MAP, pairs=pairs)
    for plate in Plate.objects.filter(owner=ada):
        _annotate(plate, kind=AnnotationKind.MAP, pairs=[["Compound series", "8 compounds, 10 doses"]])
    cells, slide = (Image.objects.get(datasets=datasets[name]) for name in ("Living cells", "Stained tissue"))
    _annotate(cells, kind=AnnotationKind.LONG, namespace=RATING, long=5)
    _annotate(slide, by=ben, kind=AnnotationKind.COMMENT, text="The gland at the lower left would make a good figure.")
    _share(ada, ben, (cells, slide))


def _tag(datasets: dict[str, Dataset]) -> None:
    """Hangs the tags on the datasets; all of them are in one tag set."""
    first = next(iter(datasets.values()))
    whose = {"owner": first.owner, "group": first.group}
    tag_set = Annotation.objects.create(**whose, kind=AnnotationKind.TAG, text="Preparation", namespace=TAG_SET)
    tags: dict[str, Annotation] = {}
    for name, words in TAGS.items():
        for word in words:
            if word not in tags:
                tags[word] = Annotation.objects.create(**whose, kind=AnnotationKind.TAG, text=word)
                AnnotationLink.objects.create(**whose, tag=tag_set, child=tags[word])
            AnnotationLink.objects.create(**whose, dataset=datasets[name], child=tags[word])


def _annotate(thing: Owned, by: Experimenter | None = None, **values: Any) -> None:
    """Hangs a new annotation on a thing, in the name of its owner or of somebody else."""
    whose = {"owner": by or thing.owner, "group": thing.group}
    parent = {type(thing).__name__.lower(): thing}
    AnnotationLink.objects.create(**whose, **parent, child=Annotation.objects.create(**whose, **values))


def _share(owner: Experimenter, guest: Experimenter, images: tuple[Image, ...]) -> None:
    share = Share.objects.create(owner=owner, group=images[0].group, message="Two images for our meeting on Monday")
    ShareMember.objects.create(share=share, experimenter=guest)
    ShareItem.objects.bulk_create(ShareItem(share=share, image=image) for image in images)
    Comment.objects.create(share=share, owner=guest, text="Thank you, I will look at them today.")
