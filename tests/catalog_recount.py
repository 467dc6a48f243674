"""What the kept numbers of the catalog should be, counted row by row."""

from collections import Counter as Sums

from micrographia.catalog.models import (
    Annotation,
    AnnotationLink,
    Dataset,
    DatasetImage,
    Image,
    Owned,
    Plate,
    Project,
    ProjectDataset,
    Roi,
    Run,
    Screen,
    ScreenPlate,
    Well,
)
from micrographia.catalog.triggers.declared import CARRYINGS, HANGINGS, TAGS_OF_SET, TALLIES

THINGS: tuple[type[Owned], ...] = (Project, Dataset, Image, Screen, Plate, Annotation)
LINKS = ((ProjectDataset, Project, Dataset), (DatasetImage, Dataset, Image), (ScreenPlate, Screen, Plate))


def counted() -> Sums[tuple[str, int, int]]:
    """What the counters should be, row by row in Python."""
    sums: Sums[tuple[str, int, int]] = Sums()
    models = {model._meta.db_table: model for model in (*THINGS, Run, Well, Roi)}
    for tally in TALLIES:
        for row in models[tally.table].objects.filter(deleted=None):
            tag, orphan = "tags" in tally.kind, "orphaned" in tally.kind
            if (not tag or row.kind == "tag") and (not orphan or row.parents == 0):
                sums[tally.kind, getattr(row, tally.parent), row.owner_id] += 1
    for (model, _, _), hanging in zip(LINKS, HANGINGS, strict=False):
        for link in model.objects.filter(deleted=None).select_related("child"):
            sums[str(hanging.kind), link.parent_id, link.child.owner_id] += 1
    in_sets = AnnotationLink.objects.filter(deleted=None, tag__isnull=False).values_list("tag", "child", "child__owner")
    for tag_set, _, owner in set(in_sets):
        sums[TAGS_OF_SET, tag_set, owner] += 1
    for carrying in CARRYINGS:
        ends = (carrying.column, f"{carrying.column}__owner", "child")
        tagged = AnnotationLink.objects.filter(deleted=None, child__kind="tag", **{f"{carrying.column}__isnull": False})
        for _, owner, tag in set(tagged.values_list(*ends)):
            sums[carrying.kind, tag, owner] += 1
    return sums


def check_parents() -> None:
    """`parents` is the number of live places of each child."""
    for image in Image.objects.all():
        places = image.dataset_links.filter(deleted=None).count() + image.well_fields.filter(deleted=None).count()
        assert image.parents == places
    for dataset in Dataset.objects.all():
        assert dataset.parents == dataset.project_links.filter(deleted=None).count()
    for plate in Plate.objects.all():
        assert plate.parents == plate.screen_links.filter(deleted=None).count()
    for tag in Annotation.objects.all():
        sets = tag.links.filter(deleted=None, tag__isnull=False).values("tag").distinct()
        assert tag.parents == sets.count()
