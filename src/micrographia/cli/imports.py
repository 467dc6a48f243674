"""`micrographia import` and `micrographia imports`: files → catalog, and what happened to each file."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from micrographia.cli.exit_codes import ExitCode
from micrographia.cli.home import HomeOption, JsonOption, open_home
from micrographia.cli.listing import plain, print_object, show
from micrographia.errors import NotFound

if TYPE_CHECKING:
    from micrographia.importing.importer import Outcome
    from micrographia.importing.plan import PlannedFileset
    from micrographia.importing.sandbox import Sandbox
    from micrographia.importing.scan import Left
    from micrographia.storage import Place


def import_files(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH…", help="Image files, folders that hold some, and addresses of images."),
    ],
    user: Annotated[str | None, typer.Option(help="Whose the images are to be: the first administrator's.")] = None,
    group: Annotated[str | None, typer.Option(help="In which of the user's groups: the first one.")] = None,
    project: Annotated[str | None, typer.Option(metavar="NAME", help="A project for the datasets.")] = None,
    dataset: Annotated[str | None, typer.Option(metavar="NAME", help="One dataset instead of one a folder.")] = None,
    screen: Annotated[str | None, typer.Option(metavar="NAME", help="A screen for the plates.")] = None,
    copy: Annotated[bool, typer.Option("--copy", help="Copy the files into the home folder.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be imported; change nothing.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object an image (and a refused file).")] = False,
    home: HomeOption = None,
) -> int:
    """Import images. Files stay where they are; what was imported before is recognised; what cannot be read is
    reported with its reason, and the rest goes on."""
    from micrographia.importing.sandbox import Sandbox

    with Sandbox() as sandbox:
        sandbox.start()  # first of all: it loads the format libraries while this process loads Django
        open_home()
        from micrographia.importing.importer import Order, imported, limits
        from micrographia.importing.plan import Wish
        from micrographia.importing.whose import whose_by_name
        from micrographia.storage import place_of

        sandbox.limits = limits()
        places = tuple(place_of(path) for path in paths)
        wish = Wish(project=project, dataset=dataset, screen=screen)
        if dry_run:
            return _run(_plans(places, wish, sandbox), json)
        order = Order(places, whose_by_name(user, group), wish, copy)
        return _run((_objects(outcome) for outcome in imported(order, sandbox)), json)


def imports(
    path: Annotated[str, typer.Option(metavar="TEXT", help="Only files whose path contains this.")] = "",
    json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    """List what happened to each file that was to be imported, the oldest first."""
    open_home()
    from micrographia.importing.models import ImportedFile

    found = ImportedFile.objects.filter(path__contains=path).order_by("pk")
    show((_past(one) for one in found.select_related("imported_by__owner", "imported_by__group").iterator()), json)


def _run(answers: Iterator[list[dict[str, Any]]], json: bool) -> int:
    """Prints as it goes; the exit code says whether something was refused."""
    taken = refused = 0
    with _Progress(quiet=json) as progress:
        for objects in answers:
            progress.step(objects)
            for one in objects:
                refused += one["status"] == "refused"
                taken += one["status"] != "refused"
            if json:
                for one in objects:
                    print_object(one)
            else:
                progress.say(_line(objects))
    if not json:
        typer.echo(f"{taken} images, {refused} files refused", err=True)
    if not taken and not refused:
        raise NotFound("there is no image file there")
    if not refused:
        return ExitCode.DONE
    return ExitCode.INCOMPLETE if taken else ExitCode.UNREADABLE


def _line(objects: list[dict[str, Any]]) -> str:
    first = objects[0]
    path = plain(first["path"])
    note = f": {plain(first['reason'])}" if first["reason"] else ""
    count = "" if first["status"] == "refused" else f" ({len(objects)} image{'s' * (len(objects) != 1)})"
    return f"{first['status']}: {path}{count}{note}"


def _objects(outcome: Outcome) -> list[dict[str, Any]]:
    """One object per image; one for a refused file."""
    said = {"path": _shown(outcome.path), "status": outcome.status.value, "reason": outcome.reason}
    if outcome.committed is None or not outcome.committed.images:
        fileset = outcome.committed.fileset_id if outcome.committed else None
        return [{**_NOTHING, "fileset_id": fileset, **said}]
    return [
        {
            "image_id": image.image_id,
            "fileset_id": outcome.committed.fileset_id,
            "dataset_id": image.dataset_id,
            "plate_id": image.plate_id,
            "well": image.well,
            "series": image.series,
            "name": image.name,
            **said,
        }
        for image in outcome.committed.images
    ]


_NOTHING: dict[str, Any] = dict.fromkeys(
    ("image_id", "fileset_id", "dataset_id", "plate_id", "well", "series", "name"), None
)


def _plans(places: Iterable[Place], wish: Any, sandbox: Sandbox) -> Iterator[list[dict[str, Any]]]:
    from micrographia.importing.importer import planned
    from micrographia.importing.scan import Left

    for one in planned(tuple(places), wish, sandbox):
        yield [_left(one)] if isinstance(one, Left) else _planned(one)


def _left(left: Left) -> dict[str, Any]:
    return {**_NOTHING, "path": _shown(left.path), "status": "refused", "reason": left.reason}


def _planned(fileset: PlannedFileset) -> list[dict[str, Any]]:
    return [
        {
            **_NOTHING,
            "well": fileset.well_name(series),
            "series": series,
            "name": name,
            "path": _shown(fileset.found.path),
            "status": "planned",
            "reason": "; ".join(fileset.examined.inspection.warnings),
            "dataset": fileset.dataset,
            "project": fileset.project,
            "screen": fileset.screen,
        }
        for series, name in enumerate(fileset.names)
    ]


def _past(one: Any) -> dict[str, Any]:
    return {
        "import_id": one.imported_by_id,
        "at": one.at,
        "user": one.imported_by.owner.username,
        "group": one.imported_by.group.name,
        "status": one.status,
        "fileset_id": one.fileset_id,
        "files": one.files,
        "images": one.images,
        "path": one.path,
        "reason": one.reason,
    }


def _shown(path: Place) -> str:
    """A path as text; bytes that are no UTF-8 as \\x.."""
    return str(path).encode("utf-8", "backslashreplace").decode()


class _Progress:
    """Counts on a terminal while an import runs; nothing where standard error is no terminal."""

    def __init__(self, quiet: bool) -> None:
        self.display: Any = None
        if sys.stderr.isatty() and not quiet:
            from rich.console import Console
            from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

            columns = (SpinnerColumn(), MofNCompleteColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
            self.display = Progress(*columns, console=Console(stderr=True), transient=True)
            self.task = self.display.add_task("looking", total=None)

    def __enter__(self) -> _Progress:
        if self.display is not None:
            self.display.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.display is not None:
            self.display.stop()

    def step(self, objects: list[dict[str, Any]]) -> None:
        if self.display is not None:
            from rich.markup import escape

            self.display.update(self.task, advance=len(objects), description=escape(plain(objects[0]["path"])[-60:]))

    def say(self, line: str) -> None:
        typer.echo(line)
