"""What is counted, and what raises the revision: the same for both databases.

Expressions are SQL that both understand; `{row}` stands for the row before or after the change.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows of a table counted below one of their columns, by owner, as long as they are not deleted.

    condition: what else must hold. columns: those that the condition reads.
    """

    kind: str
    table: str
    parent: str
    condition: str = "1 = 1"
    columns: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The trigger's name."""
        return "count_" + self.kind.replace(".", "_")

    @property
    def counted(self) -> str:
        """Whether `{row}` is counted."""
        return f"({{row}}.deleted_id IS NULL AND {self.condition})"

    @property
    def watched(self) -> tuple[str, ...]:
        """The columns whose change can change a count."""
        return (self.parent, "owner_id", "deleted_id", *self.columns)


@dataclass(frozen=True, slots=True)
class Hanging:
    """Links that hang children in parents: each live one is counted below its parent by the child's owner, and in the
    child's `parents`. kind None: only in the child's `parents`."""

    table: str
    child_table: str
    kind: str | None = None
    child: str = "child_id"

    @property
    def name(self) -> str:
        """The trigger's name."""
        return "hang_" + self.table.removeprefix("catalog_")


@dataclass(frozen=True, slots=True)
class Carrying:
    """Things that carry a tag: each is counted once below the tag, by its owner, however many people attached it.

    column: of the link, without "_id".
    """

    column: str

    @property
    def kind(self) -> str:
        """The kind of the counter."""
        return f"tag.{self.column}s"

    @property
    def table(self) -> str:
        """The table of the things."""
        return f"catalog_{self.column}"

    @property
    def name(self) -> str:
        """The trigger's name."""
        return f"carry_{self.column}"

    def counted(self, row: str, change: int) -> str:
        """SQL: a row for the counters, where `row`, a live link, is the only one between its ends."""
        ends = f"child_id = {row}.child_id AND {self.column}_id = {row}.{self.column}_id"
        other = f"SELECT 1 FROM catalog_annotationlink WHERE {ends} AND deleted_id IS NULL AND id <> {row}.id"  # noqa: S608
        return (
            f"SELECT '{self.kind}', {row}.child_id, owner_id, {change} FROM {self.table} "  # noqa: S608
            f"WHERE id = {row}.{self.column}_id AND {row}.deleted_id IS NULL AND {_IS_TAG.format(row + '.child_id')} "
            f"AND NOT EXISTS ({other})"
        )

    def given(self, owner: str, change: int) -> str:
        """SQL: the rows for the counters of all tags of a thing `NEW`, under the owner of the row `owner`."""
        return (
            f"SELECT DISTINCT '{self.kind}', link.child_id, {owner}.owner_id, {change} "  # noqa: S608
            f"FROM catalog_annotationlink AS link WHERE link.{self.column}_id = NEW.id AND link.deleted_id IS NULL "
            f"AND {_IS_TAG.format('link.child_id')}"
        )


_IS_TAG = "EXISTS (SELECT 1 FROM catalog_annotation AS tag WHERE tag.id = {} AND tag.kind = 'tag')"


@dataclass(frozen=True, slots=True)
class Watch:
    """A table whose change raises the revision. updates: the columns that matter; empty: all. inserts, deletes:
    whether new and vanishing rows matter."""

    table: str
    updates: tuple[str, ...] = ()
    inserts: bool = True
    deletes: bool = True

    @property
    def name(self) -> str:
        """The trigger's name."""
        return "raise_" + self.table


TALLIES = (
    Tally("group.projects", "catalog_project", "group_id"),
    Tally("group.datasets", "catalog_dataset", "group_id"),
    Tally("group.images", "catalog_image", "group_id"),
    Tally("group.screens", "catalog_screen", "group_id"),
    Tally("group.plates", "catalog_plate", "group_id"),
    Tally("group.runs", "catalog_run", "group_id"),
    Tally("group.tags", "catalog_annotation", "group_id", "{row}.kind = 'tag'", ("kind",)),
    Tally("group.orphaned_datasets", "catalog_dataset", "group_id", "{row}.parents = 0", ("parents",)),
    Tally("group.orphaned_images", "catalog_image", "group_id", "{row}.parents = 0", ("parents",)),
    Tally("group.orphaned_plates", "catalog_plate", "group_id", "{row}.parents = 0", ("parents",)),
    Tally(
        "group.orphaned_tags",
        "catalog_annotation",
        "group_id",
        "{row}.kind = 'tag' AND {row}.parents = 0",
        ("kind", "parents"),
    ),
    Tally("plate.runs", "catalog_run", "plate_id"),
    Tally("plate.wells", "catalog_well", "plate_id"),
    Tally("image.rois", "catalog_roi", "image_id"),
)

HANGINGS = (
    Hanging("catalog_projectdataset", "catalog_dataset", "project.datasets"),
    Hanging("catalog_datasetimage", "catalog_image", "dataset.images"),
    Hanging("catalog_screenplate", "catalog_plate", "screen.plates"),
    Hanging("catalog_wellfield", "catalog_image", child="image_id"),
)

TAGS_OF_SET = "tagset.tags"
"""Counted anew for the set at every change: several people may put the same tag into it, and it counts once."""

CARRYINGS = tuple(map(Carrying, ("project", "dataset", "image", "screen", "plate", "run", "well", "roi")))

_WHOSE = ("owner_id", "group_id", "deleted_id")

WATCHES = (
    Watch("accounts_experimenter"),
    Watch("accounts_experimentergroup"),
    Watch("accounts_membership"),
    Watch("accounts_session", ("experimenter_id", "secret_hash", "active_group_id")),
    Watch("catalog_share", (*_WHOSE, "active", "expires")),
    Watch("catalog_sharemember"),
    Watch("catalog_shareitem"),
    # Where things hang. Annotations are no part of any plan: tagging does not raise.
    Watch("catalog_projectdataset"),
    Watch("catalog_datasetimage"),
    Watch("catalog_screenplate"),
    Watch("catalog_wellfield"),
    # Whose things are, and whether they are still there.
    Watch("catalog_project", _WHOSE, inserts=False),
    Watch("catalog_dataset", _WHOSE, inserts=False),
    Watch("catalog_screen", _WHOSE, inserts=False),
    Watch("catalog_plate", _WHOSE, inserts=False),
    Watch("catalog_run", _WHOSE, inserts=False),
    Watch("catalog_well", _WHOSE, inserts=False),
    Watch("catalog_roi", _WHOSE, inserts=False),
    Watch("catalog_shape", _WHOSE, inserts=False),
    Watch("catalog_image", (*_WHOSE, "fileset_id", "series"), inserts=False),
    # How pictures look, and from which bytes they are made.
    Watch("catalog_pixels", inserts=False),
    Watch("catalog_channel", inserts=False),
    Watch("catalog_storedsettings"),
    Watch("catalog_storedchannel"),
    Watch("catalog_fileset"),
    Watch("catalog_originalfile", (*_WHOSE, "fileset_id", "scheme", "key", "size", "version", "latest"), inserts=False),
)
