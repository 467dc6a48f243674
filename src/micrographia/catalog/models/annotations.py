"""What people hang on things: tags, comments, key-values, files, numbers."""

from __future__ import annotations

from django.db import models

from micrographia.catalog.models.containers import Dataset, Project
from micrographia.catalog.models.details import THERE, Owned, ParentCount
from micrographia.catalog.models.filesets import OriginalFile
from micrographia.catalog.models.images import Image
from micrographia.catalog.models.rois import Roi
from micrographia.catalog.models.screens import Plate, Run, Screen, Well

TAG_SET = "openmicroscopy.org/omero/insight/tagset"
"""The namespace that makes a tag a tag set."""
RATING = "openmicroscopy.org/omero/insight/rating"
"""The namespace that makes a long annotation a rating."""


class AnnotationKind(models.TextChoices):
    """What sort of value an annotation holds."""

    TAG = "tag"
    COMMENT = "comment"
    MAP = "map"
    FILE = "file"
    LONG = "long"
    DOUBLE = "double"
    BOOLEAN = "boolean"
    TIMESTAMP = "timestamp"
    TERM = "term"
    XML = "xml"


TAGS_THERE = THERE & models.Q(kind=AnnotationKind.TAG)


class Annotation(Owned):
    """One annotation; which value column counts is said by `kind` (text: tag, comment, term, xml).

    pairs: of a map, [[key, value], …] in order. parents: in how many tag sets a tag is.
    """

    word = "Annotation"

    kind = models.CharField(max_length=10, choices=AnnotationKind.choices)
    namespace = models.CharField(max_length=255, default="", blank=True)
    description = models.TextField(default="", blank=True)
    text = models.TextField(default="", blank=True)
    pairs = models.JSONField(null=True)
    long = models.BigIntegerField(null=True)
    double = models.FloatField(null=True)
    boolean = models.BooleanField(null=True)
    timestamp = models.DateTimeField(null=True)
    file = models.ForeignKey(OriginalFile, null=True, on_delete=models.PROTECT, related_name="annotations")
    parents = ParentCount()

    class Meta(Owned.Meta):
        indexes = [
            *Owned.Meta.indexes,
            models.Index(fields=["kind", "group", "id"], name="annotation_by_kind"),
            models.Index(fields=["group", "owner", "id"], name="annotation_tags", condition=TAGS_THERE),
            models.Index(fields=["group", "id"], name="annotation_loose", condition=TAGS_THERE & models.Q(parents=0)),
        ]

    @property
    def is_tag_set(self) -> bool:
        return self.kind == AnnotationKind.TAG and self.namespace == TAG_SET


ANNOTATABLE: tuple[str, ...] = ("project", "dataset", "image", "screen", "plate", "run", "well", "roi", "tag")
"""The columns of AnnotationLink that can be the parent; `tag`: the tag set, or tag, that a tag is in."""


def _exactly_one_parent() -> models.Q:
    """That one of the parents is given and the others are not."""
    either = models.Q()
    for parent in ANNOTATABLE:
        either |= models.Q(**{f"{other}__isnull": other != parent for other in ANNOTATABLE})
    return either


class AnnotationLink(Owned):
    """That an annotation hangs on a thing: one per thing, annotation and the person who attached it."""

    word = "Link"
    movable = False

    child = models.ForeignKey(Annotation, on_delete=models.CASCADE, related_name="links")
    project = models.ForeignKey(
        Project, null=True, on_delete=models.CASCADE, related_name="annotation_links", db_index=False
    )
    dataset = models.ForeignKey(
        Dataset, null=True, on_delete=models.CASCADE, related_name="annotation_links", db_index=False
    )
    image = models.ForeignKey(
        Image, null=True, on_delete=models.CASCADE, related_name="annotation_links", db_index=False
    )
    screen = models.ForeignKey(
        Screen, null=True, on_delete=models.CASCADE, related_name="annotation_links", db_index=False
    )
    plate = models.ForeignKey(
        Plate, null=True, on_delete=models.CASCADE, related_name="annotation_links", db_index=False
    )
    run = models.ForeignKey(Run, null=True, on_delete=models.CASCADE, related_name="annotation_links", db_index=False)
    well = models.ForeignKey(Well, null=True, on_delete=models.CASCADE, related_name="annotation_links", db_index=False)
    roi = models.ForeignKey(Roi, null=True, on_delete=models.CASCADE, related_name="annotation_links", db_index=False)
    tag = models.ForeignKey(
        Annotation, null=True, on_delete=models.CASCADE, related_name="annotation_links", db_index=False
    )

    class Meta(Owned.Meta):
        indexes = [
            *Owned.Meta.indexes,
            models.Index(
                fields=["child", "image"], name="annotationlink_images", condition=THERE & models.Q(image__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=_exactly_one_parent(), name="annotation_link_one_parent"),
            *(
                models.UniqueConstraint(
                    fields=[parent, "child", "owner"],
                    name=f"one_annotation_on_{parent}",
                    condition=models.Q(**{f"{parent}__isnull": False, "deleted__isnull": True}),
                )
                for parent in ANNOTATABLE
            ),
        ]

    @property
    def parent(self) -> Owned:
        """The thing that the annotation hangs on. One query, unless it was selected with the link."""
        for parent in ANNOTATABLE:
            if getattr(self, f"{parent}_id") is not None:
                thing: Owned = getattr(self, parent)
                return thing
        raise AssertionError("the database lets no link be without a parent")
