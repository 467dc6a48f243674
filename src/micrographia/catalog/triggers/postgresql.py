"""The triggers in PostgreSQL's words: a function for each, counters row by row, the revision once a statement."""
# ruff: noqa: S608  (every name below is declared in this package)

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from micrographia.catalog.triggers.declared import (
    CARRYINGS,
    HANGINGS,
    TAGS_OF_SET,
    TALLIES,
    WATCHES,
    Hanging,
    Tally,
    Watch,
)

SHARDS = 64
"""Rows among which the revision is spread, so that no transaction waits for another one to end."""

_COUNT = "INSERT INTO catalog_counter (kind, parent, owner, count)"
_ADDED = "ON CONFLICT (kind, parent, owner) DO UPDATE SET count = catalog_counter.count + excluded.count"
# As in `micrographia.catalog.turns`, for those who did not ask for their turn before.
_TURN = "PERFORM pg_advisory_xact_lock(hashtext('micrographia counters'), coalesce(NEW.group_id, OLD.group_id)::int);"

PRESENT = (
    "SELECT tgname, tgrelid::regclass::text FROM pg_trigger "
    "WHERE NOT tgisinternal AND tgfoid::regproc::text LIKE 'catalog\\_%'"
)
"""Asks for the triggers that are there, and their tables."""


def removals(present: Iterable[tuple[str, str]]) -> Iterator[str]:
    """SQL that takes these triggers away."""
    for name, table in present:
        yield f'DROP TRIGGER "{name}" ON {table}'


def statements() -> Iterator[str]:
    """SQL that makes all triggers anew."""
    yield _function("raise_revision", _raise_revision())
    for tally in TALLIES:
        yield from _tally(tally)
    for hanging in HANGINGS:
        yield from _hanging(hanging)
    yield from _tag_sets()
    yield from _carrying()
    for watch in WATCHES:
        yield from _watch(watch)


def _function(name: str, body: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION catalog_{name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$body$ BEGIN {body} RETURN NULL; END $body$"
    )


def _trigger(name: str, event: str, each: str, function: str, when: str = "AFTER") -> Iterator[str]:
    table = event.rsplit(" ", 1)[1]
    yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
    yield f"CREATE TRIGGER {name} {when} {event} FOR EACH {each} EXECUTE FUNCTION catalog_{function}()"


def _unless_equal(columns: Sequence[str], answer: str = "NULL") -> str:
    """Nothing is done where an update leaves these columns as they were."""
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("OLD", "NEW"))
    return f"IF TG_OP = 'UPDATE' AND ({old}) IS NOT DISTINCT FROM ({new}) THEN RETURN {answer}; END IF;"


def _raise_revision() -> str:
    """Raises the first row that no other transaction is raising just now."""
    raised = (
        "INSERT INTO catalog_revision (shard, number) VALUES ({shard}, 1) "
        "ON CONFLICT (shard) DO UPDATE SET number = catalog_revision.number + 1;"
    )
    free = "pg_try_advisory_xact_lock(hashtext('micrographia revision'), free_shard)"
    return (
        f"FOR free_shard IN 0..{SHARDS - 1} LOOP "
        f"IF {free} THEN {raised.format(shard='free_shard')} RETURN NULL; END IF; "
        f"END LOOP; {raised.format(shard=SHARDS)}"
    )


def _row_by_row(name: str, table: str, columns: Sequence[str], body: str) -> Iterator[str]:
    """A trigger whose function begins where something of these columns changed, in its turn."""
    yield _function(name, f"{_unless_equal(columns)} {_TURN} {body}")
    yield from _trigger(name, f"INSERT OR DELETE OR UPDATE OF {', '.join(columns)} ON {table}", "ROW", name)


def _before_and_after(before: str, after: str) -> str:
    return (
        f"IF TG_OP <> 'INSERT' THEN {before} END IF; "
        f"IF TG_OP <> 'DELETE' THEN {after} END IF;"
    )  # fmt: skip


def _tally(tally: Tally) -> Iterator[str]:
    def count(row: str, change: int) -> str:
        values = f"'{tally.kind}', {row}.{tally.parent}, {row}.owner_id, {change}"
        insert = f"INSERT INTO catalog_counter (kind, parent, owner, count) VALUES ({values}) {_ADDED};"
        return f"IF {tally.counted.format(row=row)} THEN {insert} END IF;"

    yield from _row_by_row(tally.name, tally.table, tally.watched, _before_and_after(count("OLD", -1), count("NEW", 1)))


def _hanging(hanging: Hanging) -> Iterator[str]:
    def hang(row: str, sign: str) -> str:
        child = f"{row}.{hanging.child}"
        acts = [f"UPDATE {hanging.child_table} SET parents = parents {sign} 1 WHERE id = {child};"]
        if hanging.kind is not None:
            values = f"'{hanging.kind}', {row}.parent_id, owner_id, {sign}1"
            whose = f"SELECT {values} FROM {hanging.child_table} WHERE id = {child}"
            acts.insert(0, f"INSERT INTO catalog_counter (kind, parent, owner, count) {whose} {_ADDED};")
        return f"IF {row}.deleted_id IS NULL THEN {' '.join(acts)} END IF;"

    columns = ("deleted_id", hanging.child, *(("parent_id",) if hanging.kind else ()))
    yield from _row_by_row(hanging.name, hanging.table, columns, _before_and_after(hang("OLD", "-"), hang("NEW", "+")))
    if hanging.kind is not None:
        links = f"FROM {hanging.table} WHERE {hanging.child} = NEW.id AND deleted_id IS NULL"
        yield from _given_away(f"{hanging.name}_given", hanging.child_table, hanging.kind, f"parent_id {links}")


def _given_away(name: str, table: str, kind: str, parents: str) -> Iterator[str]:
    """A child that changes its owner is counted below its parents under the new one. parents: "column FROM …"."""
    column, links = parents.split(" ", 1)
    counts = " ".join(
        "INSERT INTO catalog_counter (kind, parent, owner, count) "
        f"SELECT DISTINCT '{kind}', {column}, {row}.owner_id, {change} {links} {_ADDED};"
        for row, change in (("OLD", -1), ("NEW", 1))
    )
    yield _function(name, f"{_unless_equal(['owner_id'])} {_TURN} {counts}")
    yield from _trigger(name, f"UPDATE OF owner_id ON {table}", "ROW", name)


def _tag_sets() -> Iterator[str]:
    live = "catalog_annotationlink WHERE deleted_id IS NULL AND tag_id IS NOT NULL"

    def recount(row: str) -> str:
        return (
            f"IF {row}.tag_id IS NOT NULL THEN "
            f"DELETE FROM catalog_counter WHERE kind = '{TAGS_OF_SET}' AND parent = {row}.tag_id; "
            "INSERT INTO catalog_counter (kind, parent, owner, count) "
            f"SELECT '{TAGS_OF_SET}', {row}.tag_id, owner_id, count(*) FROM catalog_annotation "
            f"WHERE id IN (SELECT child_id FROM {live} AND tag_id = {row}.tag_id) GROUP BY owner_id; "
            "UPDATE catalog_annotation SET parents = "
            f"(SELECT count(DISTINCT tag_id) FROM {live} AND child_id = {row}.child_id) WHERE id = {row}.child_id; "
            "END IF;"
        )

    columns = ("deleted_id", "tag_id", "child_id")
    body = _before_and_after(recount("OLD"), recount("NEW"))
    yield from _row_by_row("hang_tag", "catalog_annotationlink", columns, body)
    yield from _given_away(
        "hang_tag_given", "catalog_annotation", TAGS_OF_SET, f"tag_id FROM {live} AND child_id = NEW.id"
    )


def _carrying() -> Iterator[str]:
    """Runs before each row is changed, when it sees the rows that the same statement changed before, and no others:
    of two links between the same ends that come or go together, one counts."""
    columns = ("deleted_id", "child_id", *(f"{carrying.column}_id" for carrying in CARRYINGS))

    def count(row: str, change: int) -> str:
        return " ".join(
            f"IF {row}.{carrying.column}_id IS NOT NULL THEN {_COUNT} {carrying.counted(row, change)} {_ADDED}; END IF;"
            for carrying in CARRYINGS
        )

    counts = _before_and_after(count("OLD", -1), count("NEW", 1))
    end = "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
    yield _function("carry", f"{_unless_equal(columns, 'NEW')} {_TURN} {counts} {end}")
    event = f"INSERT OR DELETE OR UPDATE OF {', '.join(columns)} ON catalog_annotationlink"
    yield from _trigger("carry", event, "ROW", "carry", "BEFORE")
    for carrying in CARRYINGS:
        given = " ".join(
            f"{_COUNT} {carrying.given(row, change)} {_ADDED};" for row, change in (("OLD", -1), ("NEW", 1))
        )
        name = f"{carrying.name}_given"
        yield _function(name, f"{_unless_equal(['owner_id'])} {_TURN} {given}")
        yield from _trigger(name, f"UPDATE OF owner_id ON {carrying.table}", "ROW", name)


def _watch(watch: Watch) -> Iterator[str]:
    events = [f"UPDATE OF {', '.join(watch.updates)}" if watch.updates else "UPDATE"]
    events += ["INSERT"] if watch.inserts else []
    events += ["DELETE"] if watch.deletes else []
    yield from _trigger(watch.name, f"{' OR '.join(events)} ON {watch.table}", "STATEMENT", "raise_revision")
