"""One call of import: scan, plan, commit, fileset by fileset, with a note of what happened to each file."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from micrographia.catalog.models import DatasetImage, Fileset
from micrographia.errors import MicrographiaError, Unreadable
from micrographia.importing.attaching import keep_attachments
from micrographia.importing.checksum import with_checksums
from micrographia.importing.commit import commit, dataset_named
from micrographia.importing.copying import copied, sweep
from micrographia.importing.known import Committed, known_fileset, recognise
from micrographia.importing.models import Import, ImportedFile, Status
from micrographia.importing.originals import originals_of
from micrographia.importing.plan import PlannedFileset, Wish, plan
from micrographia.importing.question import Limits
from micrographia.importing.rows import rows_of
from micrographia.importing.sandbox import Sandbox
from micrographia.importing.scan import Found, Left, scan
from micrographia.importing.whose import Whose
from micrographia.storage import Place


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody wants imported, for whom, and where to. copy: into the home folder."""

    paths: tuple[Place, ...]
    whose: Whose
    wish: Wish
    copy: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one fileset, or of one file that is in none. committed: None when refused."""

    path: Place
    status: Status
    reason: str = ""
    committed: Committed | None = None


def limits() -> Limits:
    """What reading a file of a stranger may cost, as configured."""
    config = settings.MICROGRAPHIA
    return Limits(
        memory=config.import_memory_bytes,
        seconds=config.import_seconds,
        statistics=config.import_statistics_bytes,
    )


def planned(paths: Sequence[Place], wish: Wish, sandbox: Sandbox | None = None) -> Iterator[PlannedFileset | Left]:
    """What an import would do; it writes neither files nor rows, and reads none. sandbox: as for `imported`."""
    with sandbox or Sandbox(limits()) as sandbox:
        for found in scan(sandbox, paths):
            try:
                yield found if isinstance(found, Left) else _plan(sandbox, found, wish)
            except MicrographiaError as error:
                yield Left(found.path, str(error))


def imported(order: Order, sandbox: Sandbox | None = None) -> Iterator[Outcome]:
    """Imports, and says after each fileset what became of it.

    sandbox: one that was started before, else one of its own; it is closed at the end.
    What was said is in the catalog; closing the iterator, or killing the process, leaves nothing half done.
    """
    swept(settings.MICROGRAPHIA_HOME.originals)
    call = Import.objects.create(paths=[str(path) for path in order.paths], **order.whose.columns)
    with sandbox or Sandbox(limits()) as sandbox:
        for found in scan(sandbox, order.paths):
            try:
                yield _refused(call, found) if isinstance(found, Left) else _import(sandbox, found, order, call)
            except MicrographiaError as error:
                yield _refused(call, Left(found.path, str(error)))
    Import.objects.filter(pk=call.pk).update(ended=timezone.now())
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA optimize")


def swept(originals: Path) -> int:
    """Removes copies without rows that killed imports have left. How many."""
    return sweep(originals, _is_copy)


def _plan(sandbox: Sandbox, found: Found, wish: Wish) -> PlannedFileset:
    originals = originals_of(found)
    return plan(found, originals, sandbox.examine(found.root, found.reader, found.keys), wish)


def _import(sandbox: Sandbox, found: Found, order: Order, call: Import) -> Outcome:
    """Raises one of the five kinds when the fileset is refused."""
    known = known_fileset(originals_of(found).fingerprint, order.whose)
    if known is not None:
        return Outcome(found.path, Status.KNOWN, "imported before", _recognised(known, found, order, call))
    fileset = _plan(sandbox, found, order.wish)
    with ExitStack() as stack:
        root = str(found.root)
        if order.copy:
            folder = stack.enter_context(copied(settings.MICROGRAPHIA_HOME.originals, found, _is_copy))
            fileset, root = _moved(fileset, folder), folder.name
        fileset = _with_checksums(fileset, folder if order.copy else found.root)
        keep_attachments(settings.MICROGRAPHIA_HOME.path, fileset.examined.inspection.annotations)
        with _uncollected():
            rows = rows_of(fileset, order.whose, root, order.copy)
            committed = commit(fileset, rows, order.whose, call)
    status = Status.KNOWN if committed.known else Status.IMPORTED
    return Outcome(found.path, status, "; ".join(fileset.examined.inspection.warnings), committed)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for unreachable cycles meanwhile: among a plate's tens of thousands of rows, all reachable, it takes
    a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _recognised(known: Fileset, found: Found, order: Order, call: Import) -> Committed:
    """A dataset that was asked for by name gets the images, if it has not."""
    with transaction.atomic():
        committed = recognise(known, found.path, call)
        if order.wish.dataset is None:
            return committed
        dataset = dataset_named(order.wish.dataset, order.wish.project, order.whose)
        loose = [image for image in committed.images if image.plate_id is None]
        there = DatasetImage.objects.filter(parent=dataset, deleted__isnull=True)
        linked = set(there.values_list("child_id", flat=True)) if loose else set()
        DatasetImage.objects.bulk_create(
            DatasetImage(parent=dataset, child_id=image.image_id, **order.whose.columns)
            for image in loose
            if image.image_id not in linked
        )
        images = (replace(one, dataset_id=dataset.pk) if one.plate_id is None else one for one in committed.images)
        return replace(committed, images=tuple(images))


def _moved(fileset: PlannedFileset, folder: Path) -> PlannedFileset:
    """The same plan for the copies; the fingerprint stays that of the originals. Raises Unreadable."""
    if originals_of(fileset.found).fingerprint != fileset.originals.fingerprint:
        raise Unreadable(f"{fileset.found.path.name} changed while it was copied; import it again")
    files = originals_of(replace(fileset.found, root=folder)).files
    return replace(fileset, originals=replace(fileset.originals, files=files))


def _with_checksums(fileset: PlannedFileset, root: Place) -> PlannedFileset:
    """Small files are read whole anyway."""
    files = with_checksums(root, fileset.originals.files, settings.MICROGRAPHIA.import_statistics_bytes)
    return replace(fileset, originals=replace(fileset.originals, files=files))


def _refused(call: Import, left: Left) -> Outcome:
    path = str(left.path).encode("utf-8", "backslashreplace").decode()
    ImportedFile.objects.create(imported_by=call, path=path, status=Status.REFUSED, reason=left.reason)
    return Outcome(left.path, Status.REFUSED, left.reason)


def _is_copy(name: str) -> bool:
    """Whether a folder of copies has its rows."""
    return Fileset.objects.filter(copied=True, root=name).exists()
