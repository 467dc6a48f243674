"""What everything that belongs to somebody has: owner, group, dates, and the mark of soft deletion."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from micrographia.accounts.models import ExperimenterGroup
from micrographia.accounts.sort_key import SortKeyField, with_sort_keys
from micrographia.accounts.viewer import Viewer
from micrographia.catalog.visibility import readable
from micrographia.errors import NotFound

THERE = models.Q(deleted__isnull=True)


class Deletion(models.Model):
    """One act of deleting; everything that went with it is marked with it, so that it can come back together.

    kind, root: model name and id of the thing that was asked to go.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=40)
    root = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["kind", "root"], name="deletion_by_root")]

    def __str__(self) -> str:
        return f"deletion of {self.kind} {self.root}"


class VisibleQuerySet(models.QuerySet[Any]):
    """Rows that know who may see them."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Those that the viewer may read and that are not deleted."""
        return self.filter(readable(viewer, self.model.image_path))

    def one(self, id: int) -> Any:
        """The row of that id; raises NotFound, in the same words for hidden and absent."""
        try:
            return self.get(pk=id)
        except (self.model.DoesNotExist, OverflowError):
            raise NotFound(f"{self.model.word} {id} not found") from None


class Owned(models.Model):
    """A row with exactly one owner and one group; its permissions are those of the group.

    deleted: empty while the thing exists. word: what messages call it. image_path: the column with the id of the image
    in whose share this is shown; None: in no share. movable: whether it can be moved or given on its own.
    open_to_group: False: only its owner, administrators and those it invites may read it.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    group = models.ForeignKey(ExperimenterGroup, on_delete=models.PROTECT, related_name="+", db_index=False)
    created = models.DateTimeField(default=timezone.now)
    updated = models.DateTimeField(auto_now=True)
    deleted = models.ForeignKey(
        Deletion, null=True, editable=False, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    word: ClassVar[str] = "Object"
    image_path: ClassVar[str | None] = None
    movable: ClassVar[bool] = True
    open_to_group: ClassVar[bool] = True

    objects = VisibleQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["deleted"], name="%(class)s_gone", condition=models.Q(deleted__isnull=False)),
            models.Index(fields=["group", "owner", "id"], name="%(class)s_whose"),
        ]

    def __str__(self) -> str:
        return f"{self.word} {self.pk}"

    def invites(self, experimenter: int) -> bool:
        """Whether that user was asked to read this, beyond what the group says."""
        return False

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Writes the row; a sort key goes with its name, `updated` with everything."""
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = with_sort_keys(type(self), kwargs["update_fields"]) | {"updated"}
        super().save(*args, **kwargs)


class Named(Owned):
    """Something owned that has a name, by which lists are ordered, and a description."""

    name = models.TextField()
    sort_key = SortKeyField()
    description = models.TextField(default="", blank=True)

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["deleted"], name="%(class)s_gone", condition=models.Q(deleted__isnull=False)),
            # Only what is there: so a page of a list is found in the index alone.
            models.Index(fields=["group", "sort_key", "id"], name="%(class)s_by_group", condition=THERE),
            models.Index(fields=["owner", "group", "sort_key", "id"], name="%(class)s_by_owner", condition=THERE),
        ]


class ParentCount(models.PositiveIntegerField):  # type: ignore[type-arg]
    """In how many places a thing hangs; kept by the triggers of the catalog, never written by a save."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"default": 0, "editable": False, **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        return 0 if add else models.F(self.attname)


class Hung(Named):
    """Something named that hangs in others. parents: in how many."""

    parents = ParentCount()

    class Meta(Named.Meta):
        abstract = True
        indexes = [
            *Named.Meta.indexes,
            models.Index(
                fields=["group", "sort_key", "id"], name="%(class)s_orphans", condition=THERE & models.Q(parents=0)
            ),
            models.Index(
                fields=["owner", "group", "sort_key", "id"],
                name="%(class)s_own_orphans",
                condition=THERE & models.Q(parents=0),
            ),
        ]


class ContainerLink(Owned):
    """That a child hangs in a container. A link that is not deleted joins two ends that are not deleted."""

    word = "Link"
    movable = False

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "child"], name="one_%(class)s", condition=models.Q(deleted__isnull=True)
            )
        ]
        indexes = [models.Index(fields=["deleted"], name="%(class)s_gone", condition=models.Q(deleted__isnull=False))]
