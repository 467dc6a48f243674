"""Numbers that are kept so that nobody has to count."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    """What is counted below what; `group.…`: all things of a group; `tag.…`: things that carry the tag."""

    PROJECT_DATASETS = "project.datasets"
    DATASET_IMAGES = "dataset.images"
    SCREEN_PLATES = "screen.plates"
    PLATE_RUNS = "plate.runs"
    PLATE_WELLS = "plate.wells"
    IMAGE_ROIS = "image.rois"
    TAGSET_TAGS = "tagset.tags"
    TAG_PROJECTS = "tag.projects"
    TAG_DATASETS = "tag.datasets"
    TAG_IMAGES = "tag.images"
    TAG_SCREENS = "tag.screens"
    TAG_PLATES = "tag.plates"
    TAG_RUNS = "tag.runs"
    TAG_WELLS = "tag.wells"
    TAG_ROIS = "tag.rois"
    PROJECTS = "group.projects"
    DATASETS = "group.datasets"
    IMAGES = "group.images"
    SCREENS = "group.screens"
    PLATES = "group.plates"
    RUNS = "group.runs"
    TAGS = "group.tags"
    ORPHANED_DATASETS = "group.orphaned_datasets"
    ORPHANED_IMAGES = "group.orphaned_images"
    ORPHANED_PLATES = "group.orphaned_plates"
    ORPHANED_TAGS = "group.orphaned_tags"


class Counter(models.Model):
    """How many things of one owner there are of a kind below a parent; kept by the triggers of the catalog.

    kind: "dataset.images", "group.orphaned_images" … parent: the id of the container, or of the group. The sum over
    all owners is what a reader of the whole group counts; one owner's row is what she counts in a private group.
    """

    pk = models.CompositePrimaryKey("kind", "parent", "owner")
    kind = models.CharField(max_length=30)
    parent = models.BigIntegerField()
    owner = models.BigIntegerField()
    count = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.count} {self.kind} of {self.owner} in {self.parent}"


class Revision(models.Model):
    """The number that triggers raise whenever something changes that a remembered plan depends on.

    On PostgreSQL it is the sum over a few rows, so that writers do not wait for one another.
    """

    shard = models.PositiveSmallIntegerField(primary_key=True)
    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"revision {self.number} of shard {self.shard}"
