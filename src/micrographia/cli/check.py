"""`micrographia check` and `micrographia relink`: what became of the original files, and what to think of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from micrographia.cli.exit_codes import ExitCode
from micrographia.cli.home import HomeOption, JsonOption, open_home
from micrographia.cli.listing import plain, print_object
from micrographia.errors import Invalid, MicrographiaError, NotFound, Unreadable

if TYPE_CHECKING:
    from micrographia.catalog.models import Fileset
    from micrographia.importing.checking import Checked
    from micrographia.importing.relocation import Haystack
    from micrographia.importing.sandbox import Sandbox

ALL = "all"
STATES = ("ok", "changed", "gone", "moved", "quarantined")


def check(
    filesets: Annotated[list[int] | None, typer.Argument(metavar="[ID…]", help="Only these filesets.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Read all bytes and compare their checksums.")] = False,
    look_in: Annotated[
        list[Path] | None,
        typer.Option("--look-in", metavar="DIR", help="Look for files that are gone in this folder. Repeat for more."),
    ] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option(metavar="ID|all", help="Take this fileset, or all, as the files are now. Repeat for more."),
    ] = None,
    state: Annotated[str, typer.Option(help=f"List only those that are {', '.join(STATES)}.")] = "",
    json: JsonOption = False,
    home: HomeOption = None,
) -> int:
    """Look at all original files: are they there, and as they were imported? Changes nothing but what the catalog
    knows of them; --accept brings the catalog to what the files are now."""
    accepted = _accepted(accept or [])
    if state and state not in STATES:
        raise Invalid(f"--state is one of {', '.join(STATES)}, not {state!r}", "--state")
    for folder in look_in or []:
        if not folder.is_dir():
            raise NotFound(f"{folder}: no such folder")
    opened = open_home()
    from micrographia.importing.importer import swept

    swept(opened.originals)
    _require_there([*(filesets or []), *(accepted or [])])
    counts: Counter[str] = Counter()
    for one in _objects(filesets or [], strict, look_in or [], accepted):
        counts[one["state"]] += 1
        if state in ("", one["state"]):
            print_object(one) if json else typer.echo(_line(one))
    if not json:
        typer.echo(_summary(counts), err=True)
    return ExitCode.DONE if set(counts) <= {"ok"} else ExitCode.INCOMPLETE


def relink(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The folder in which the originals were.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The folder in which they are now.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done; change nothing.")] = False,
    json: JsonOption = False,
    home: HomeOption = None,
) -> int:
    """Tell the catalog that a folder of originals has moved. Each fileset below OLD is looked for at the same place
    below NEW, and relinked if all its files are there as they were imported."""
    open_home()
    from micrographia.catalog.models import Fileset

    if not new.is_dir():
        raise NotFound(f"{new}: no such folder")
    here = old.absolute()
    counts: Counter[bool] = Counter()
    for fileset in Fileset.objects.filter(copied=False, deleted__isnull=True, root__startswith=str(here)).order_by(
        "pk"
    ):
        if Path(fileset.root) == here or here in Path(fileset.root).parents:
            root = new.absolute() / Path(fileset.root).relative_to(here)
            one = _relinked(fileset, root, dry_run)
            counts[one["relinked"]] += 1
            words = "would be relinked" if dry_run else "relinked"
            line = f"fileset {one['fileset_id']}: {words if one['relinked'] else one['reason']}"
            print_object(one) if json else typer.echo(plain(line))
    if not counts:
        raise NotFound(f"no originals are known in {old}")
    return ExitCode.DONE if not counts[False] else ExitCode.INCOMPLETE


def _accepted(words: list[str]) -> list[int] | None:
    """The ids; None for all."""
    if ALL in words:
        return None
    try:
        return [int(word) for word in words]
    except ValueError:
        raise Invalid(f"--accept takes the id of a fileset, or {ALL}", "--accept") from None


def _require_there(ids: Iterable[int]) -> None:
    from micrographia.catalog.models import Fileset

    for id in ids:
        if not Fileset.objects.filter(pk=id, deleted__isnull=True).exists():
            raise NotFound(f"Fileset {id} not found")


def _objects(
    filesets: list[int], strict: bool, folders: list[Path], accepted: list[int] | None
) -> Iterator[dict[str, Any]]:
    from micrographia.importing.checking import checked
    from micrographia.importing.importer import limits
    from micrographia.importing.sandbox import Sandbox

    haystack: Haystack | None = None
    with Sandbox(limits()) as sandbox:
        for found in checked(filesets, strict):
            root = None
            if folders and found.state == "gone":
                haystack = haystack or _haystack(folders)
                root = haystack.root_of(found.fileset)
            said = _said(found, root)
            if said["state"] != "ok" and (accepted is None or found.fileset.pk in accepted):
                _accept(said, found.fileset, root, sandbox)
            yield said


def _haystack(folders: list[Path]) -> Haystack:
    from micrographia.catalog.models import Fileset
    from micrographia.importing.relocation import Haystack

    entries = Fileset.objects.filter(deleted__isnull=True).values_list("entries", flat=True)
    return Haystack([folder.resolve() for folder in folders], (keys[0].rpartition("/")[2] for keys in entries if keys))


def _said(found: Checked, root: Path | None) -> dict[str, Any]:
    from micrographia.importing.checking import path_of

    return {
        "fileset_id": found.fileset.pk,
        "state": "ok" if found.state == "there" else "moved" if root is not None else str(found.state),
        "path": str(path_of(found.fileset)),
        "reader": found.fileset.reader,
        "files": found.files,
        "images": found.images,
        "reason": found.reason,
        "moved_to": None if root is None else str(root / found.fileset.entries[0]),
        "accepted": False,
    }


def _accept(said: dict[str, Any], fileset: Fileset, root: Path | None, sandbox: Sandbox) -> None:
    """What cannot be accepted stays as it is, with the reason."""
    from micrographia.importing.acceptance import accept
    from micrographia.importing.relocation import relink

    try:
        if root is not None:
            relink(fileset, root)
        else:
            accept(fileset, sandbox)
    except MicrographiaError as error:
        said["reason"] = f"{said['reason']}; not accepted: {error}"
        return
    said |= {"state": "ok", "accepted": True}


def _relinked(fileset: Fileset, root: Path, dry_run: bool) -> dict[str, Any]:
    from micrographia.importing.relocation import lies_at, relink

    said: dict[str, Any] = {"fileset_id": fileset.pk, "from": fileset.root, "to": str(root)}
    try:
        reason = lies_at(fileset, root) if dry_run else None
        if not dry_run:
            relink(fileset, root)
    except Unreadable as error:
        reason = str(error)
    return {**said, "relinked": reason is None, "reason": reason or ""}


def _line(one: dict[str, Any]) -> str:
    note = f": {one['reason']}" if one["reason"] and not one["accepted"] else ""
    moved = f", now {one['moved_to']}" if one["moved_to"] else ""
    state = "accepted" if one["accepted"] else one["state"]
    return plain(f"{state}: fileset {one['fileset_id']}, {one['path']}{moved}{note}")


def _summary(counts: Counter[str]) -> str:
    told = ", ".join(f"{counts[state]} {state}" for state in STATES if counts[state])
    return f"{counts.total()} filesets" + (f": {told}" if told else "")
