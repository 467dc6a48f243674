"""The sorts of things that lists hold: which numbers are kept of them, in which order they stand, what is told of each.

Lists read columns, not objects: a row is a named tuple of the columns of its sort.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from micrographia.catalog.models import (
    Annotation,
    AnnotationKind,
    AnnotationLink,
    Dataset,
    DatasetImage,
    Image,
    Kind,
    Owned,
    Plate,
    Project,
    ProjectDataset,
    Run,
    Screen,
    ScreenPlate,
    Well,
)

BY_NAME = ("sort_key", "id")
BY_ID = ("id",)
WHOSE = ("id", "owner_id", "group_id")
NAMED = (*WHOSE, "name", "sort_key")
LEVEL = {"level": "group__level"}


@dataclass(frozen=True, slots=True)
class Listable:
    """A sort of thing with its list.

    word: what messages call one. columns: what is read of each. joined: further columns, and the path to each.
    counted: the number by group. orphans: the number of those in no container. parent, below: the model of the
    container and the number of things in one. links: the model that joins the two; None: the thing names its container
    itself. carried: how many carry a tag. only: which rows of the model these are.
    """

    model: type[Owned]
    word: str
    carried: Kind
    columns: tuple[str, ...] = NAMED
    joined: Mapping[str, str] = field(default_factory=lambda: LEVEL)
    order: tuple[str, ...] = BY_NAME
    counted: Kind | None = None
    orphans: Kind | None = None
    parent: type[Owned] | None = None
    below: Kind | None = None
    links: type[Owned] | None = None
    only: Mapping[str, str] = field(default_factory=dict)

    @property
    def table(self) -> str:
        """The name of the model's table."""
        return self.model._meta.db_table


PROJECTS = Listable(Project, "Project", Kind.TAG_PROJECTS, counted=Kind.PROJECTS)
DATASETS = Listable(
    Dataset,
    "Dataset",
    Kind.TAG_DATASETS,
    counted=Kind.DATASETS,
    orphans=Kind.ORPHANED_DATASETS,
    parent=Project,
    below=Kind.PROJECT_DATASETS,
    links=ProjectDataset,
)
IMAGES = Listable(
    Image,
    "Image",
    Kind.TAG_IMAGES,
    (*NAMED, "created", "acquired", "fileset_id"),
    {**LEVEL, **{f"size_{axis}": f"pixels__size_{axis}" for axis in "xyzct"}},
    counted=Kind.IMAGES,
    orphans=Kind.ORPHANED_IMAGES,
    parent=Dataset,
    below=Kind.DATASET_IMAGES,
    links=DatasetImage,
)
SCREENS = Listable(Screen, "Screen", Kind.TAG_SCREENS, counted=Kind.SCREENS)
PLATES = Listable(
    Plate,
    "Plate",
    Kind.TAG_PLATES,
    counted=Kind.PLATES,
    orphans=Kind.ORPHANED_PLATES,
    parent=Screen,
    below=Kind.SCREEN_PLATES,
    links=ScreenPlate,
)
RUNS = Listable(
    Run,
    Run.word,
    Kind.TAG_RUNS,
    (*NAMED, "started", "ended"),
    order=BY_ID,
    counted=Kind.RUNS,
    parent=Plate,
    below=Kind.PLATE_RUNS,
)
WELLS = Listable(
    Well,
    "Well",
    Kind.TAG_WELLS,
    (*WHOSE, "row", "column"),
    {
        **LEVEL,
        "in_plate": "plate_id",
        **{f"plate_{name}": f"plate__{name}" for name in ("name", "row_naming", "column_naming")},
    },
    order=BY_ID,
)
TAGS = Listable(
    Annotation,
    "Tag",
    Kind.TAGSET_TAGS,
    (*WHOSE, "text", "description", "namespace"),
    order=BY_ID,
    counted=Kind.TAGS,
    orphans=Kind.ORPHANED_TAGS,
    parent=Annotation,
    below=Kind.TAGSET_TAGS,
    links=AnnotationLink,
    only={"kind": AnnotationKind.TAG.value},
)
