"""The triggers in SQLite's words: one per table and act, run for each row."""
# ruff: noqa: S608  (every name below is declared in this package)

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from micrographia.catalog.triggers.declared import (
    CARRYINGS,
    HANGINGS,
    TAGS_OF_SET,
    TALLIES,
    WATCHES,
    Carrying,
    Hanging,
    Tally,
    Watch,
)

_COUNT = "INSERT INTO catalog_counter (kind, parent, owner, count)"
_ADDED = "ON CONFLICT (kind, parent, owner) DO UPDATE SET count = catalog_counter.count + excluded.count"
_RAISE = (
    "INSERT INTO catalog_revision (shard, number) VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET number = number + 1"
)

PRESENT = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
"""Asks for the triggers that are there."""


def removals(present: Iterable[tuple[str]]) -> Iterator[str]:
    """SQL that takes these triggers away."""
    for (name,) in present:
        yield f'DROP TRIGGER "{name}"'


def statements() -> Iterator[str]:
    """SQL that makes all triggers anew."""
    for tally in TALLIES:
        yield from _tally(tally)
    for hanging in HANGINGS:
        yield from _hanging(hanging)
    yield from _tag_sets()
    for carrying in CARRYINGS:
        yield from _carrying(carrying)
    for watch in WATCHES:
        yield from _watch(watch)


def _trigger(name: str, event: str, when: str, body: Sequence[str]) -> Iterator[str]:
    yield f"DROP TRIGGER IF EXISTS {name}"
    yield f"CREATE TRIGGER {name} AFTER {event} FOR EACH ROW WHEN {when} BEGIN {'; '.join(body)}; END"


def _changed(columns: Sequence[str]) -> str:
    return "(" + " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns) + ")"


def _tally(tally: Tally) -> Iterator[str]:
    before, after = tally.counted.format(row="OLD"), tally.counted.format(row="NEW")

    def count(row: str, change: int, when: str) -> str:
        values = f"'{tally.kind}', {row}.{tally.parent}, {row}.owner_id, {change}"
        return f"INSERT INTO catalog_counter (kind, parent, owner, count) SELECT {values} WHERE {when} {_ADDED}"

    less, more = count("OLD", -1, before), count("NEW", 1, after)
    columns = ", ".join(tally.watched)
    yield from _trigger(f"{tally.name}_in", f"INSERT ON {tally.table}", after, [more])
    yield from _trigger(f"{tally.name}_out", f"DELETE ON {tally.table}", before, [less])
    yield from _trigger(
        f"{tally.name}_on", f"UPDATE OF {columns} ON {tally.table}", _changed(tally.watched), [less, more]
    )


def _hanging(hanging: Hanging) -> Iterator[str]:
    def hang(row: str, sign: str) -> Iterator[str]:
        child, live = f"{row}.{hanging.child}", f"{row}.deleted_id IS NULL"
        if hanging.kind is not None:
            values = f"'{hanging.kind}', {row}.parent_id, owner_id, {sign}1"
            whose = f"SELECT {values} FROM {hanging.child_table} WHERE id = {child} AND {live}"
            yield f"INSERT INTO catalog_counter (kind, parent, owner, count) {whose} {_ADDED}"
        yield f"UPDATE {hanging.child_table} SET parents = parents {sign} 1 WHERE id = {child} AND {live}"

    more, less = list(hang("NEW", "+")), list(hang("OLD", "-"))
    columns = ("deleted_id", hanging.child, *(("parent_id",) if hanging.kind else ()))
    yield from _trigger(f"{hanging.name}_in", f"INSERT ON {hanging.table}", "NEW.deleted_id IS NULL", more)
    yield from _trigger(f"{hanging.name}_out", f"DELETE ON {hanging.table}", "OLD.deleted_id IS NULL", less)
    yield from _trigger(
        f"{hanging.name}_on",
        f"UPDATE OF {', '.join(columns)} ON {hanging.table}",
        _changed(columns),
        [*less, *more],
    )
    if hanging.kind is not None:
        yield from _given_away(hanging)


def _given_away(hanging: Hanging) -> Iterator[str]:
    """A child that changes its owner is counted below its parents under the new one."""

    def count(owner: str, change: int) -> str:
        links = f"FROM {hanging.table} WHERE {hanging.child} = NEW.id AND deleted_id IS NULL"
        values = f"'{hanging.kind}', parent_id, {owner}.owner_id, {change}"
        return f"INSERT INTO catalog_counter (kind, parent, owner, count) SELECT {values} {links} {_ADDED}"

    body = [count("OLD", -1), count("NEW", 1)]
    event = f"UPDATE OF owner_id ON {hanging.child_table}"
    yield from _trigger(f"{hanging.name}_given", event, "OLD.owner_id IS NOT NEW.owner_id", body)


def _tag_sets() -> Iterator[str]:
    def recount(row: str) -> list[str]:
        live = "catalog_annotationlink WHERE deleted_id IS NULL AND tag_id IS NOT NULL"
        return [
            f"DELETE FROM catalog_counter WHERE kind = '{TAGS_OF_SET}' AND parent = {row}.tag_id",
            "INSERT INTO catalog_counter (kind, parent, owner, count) "
            f"SELECT '{TAGS_OF_SET}', {row}.tag_id, owner_id, count(*) FROM catalog_annotation "
            f"WHERE id IN (SELECT child_id FROM {live} AND tag_id = {row}.tag_id) GROUP BY owner_id",
            "UPDATE catalog_annotation SET parents = "
            f"(SELECT count(DISTINCT tag_id) FROM {live} AND child_id = {row}.child_id) WHERE id = {row}.child_id",
        ]

    table = "catalog_annotationlink"
    yield from _trigger("hang_tag_in", f"INSERT ON {table}", "NEW.tag_id IS NOT NULL", recount("NEW"))
    yield from _trigger("hang_tag_out", f"DELETE ON {table}", "OLD.tag_id IS NOT NULL", recount("OLD"))
    columns = ("deleted_id", "tag_id", "child_id")
    yield from _trigger(
        "hang_tag_on",
        f"UPDATE OF {', '.join(columns)} ON {table}",
        f"{_changed(columns)} AND coalesce(OLD.tag_id, NEW.tag_id) IS NOT NULL",
        [*recount("OLD"), *recount("NEW")],
    )
    counted = (
        "INSERT INTO catalog_counter (kind, parent, owner, count) "
        f"SELECT DISTINCT '{TAGS_OF_SET}', tag_id, {{row}}.owner_id, {{change}} FROM catalog_annotationlink "
        f"WHERE child_id = NEW.id AND tag_id IS NOT NULL AND deleted_id IS NULL {_ADDED}"
    )
    body = [counted.format(row="OLD", change=-1), counted.format(row="NEW", change=1)]
    event = "UPDATE OF owner_id ON catalog_annotation"
    yield from _trigger("hang_tag_given", event, "OLD.owner_id IS NOT NEW.owner_id", body)


def _carrying(carrying: Carrying) -> Iterator[str]:
    def count(row: str, change: int) -> str:
        return f"{_COUNT} {carrying.counted(row, change)} {_ADDED}"

    table, thing = "catalog_annotationlink", f"{carrying.column}_id"
    less, more = count("OLD", -1), count("NEW", 1)
    yield from _trigger(f"{carrying.name}_in", f"INSERT ON {table}", f"NEW.{thing} IS NOT NULL", [more])
    yield from _trigger(f"{carrying.name}_out", f"DELETE ON {table}", f"OLD.{thing} IS NOT NULL", [less])
    columns = ("deleted_id", "child_id", thing)
    when = f"{_changed(columns)} AND coalesce(OLD.{thing}, NEW.{thing}) IS NOT NULL"
    yield from _trigger(f"{carrying.name}_on", f"UPDATE OF {', '.join(columns)} ON {table}", when, [less, more])
    body = [f"{_COUNT} {carrying.given(row, change)} {_ADDED}" for row, change in (("OLD", -1), ("NEW", 1))]
    event = f"UPDATE OF owner_id ON {carrying.table}"
    yield from _trigger(f"{carrying.name}_given", event, "OLD.owner_id IS NOT NEW.owner_id", body)


def _watch(watch: Watch) -> Iterator[str]:
    if watch.inserts:
        yield from _trigger(f"{watch.name}_in", f"INSERT ON {watch.table}", "1", [_RAISE])
    if watch.deletes:
        yield from _trigger(f"{watch.name}_out", f"DELETE ON {watch.table}", "1", [_RAISE])
    if watch.updates:
        event = f"UPDATE OF {', '.join(watch.updates)} ON {watch.table}"
        yield from _trigger(f"{watch.name}_on", event, _changed(watch.updates), [_RAISE])
    else:
        yield from _trigger(f"{watch.name}_on", f"UPDATE ON {watch.table}", "1", [_RAISE])
