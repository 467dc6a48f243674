"""`micrographia delete` and `micrographia restore`: softly out of the catalog, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from micrographia.cli.home import HomeOption, administrator, open_home
from micrographia.errors import Invalid

if TYPE_CHECKING:
    from micrographia.catalog.models import Owned

TYPES = ("project", "dataset", "image", "screen", "plate", "run", "roi", "shape", "annotation", "share")
Kind = Annotated[str, typer.Argument(metavar="TYPE", help=f"One of {', '.join(TYPES)}.")]
Ids = Annotated[list[int], typer.Argument(metavar="ID…", help="Which ones.")]


def delete(kind: Kind, ids: Ids, home: HomeOption = None) -> None:
    """Delete things with their parts; `restore` brings them back. Datasets keep their images, projects their datasets.
    Files are not touched."""
    open_home()
    from micrographia.catalog import deletion

    model = _model(kind)
    viewer = administrator()
    things = [model.objects.visible_to(viewer).one(id_) for id_ in ids]
    deletion.delete(viewer, things)
    typer.echo(f"deleted: {kind.lower()} {', '.join(map(str, ids))}")


def restore(kind: Kind, ids: Ids, home: HomeOption = None) -> None:
    """Bring back what `delete` took away, with what went along; all or nothing."""
    open_home()
    from django.db import transaction

    from micrographia.catalog import deletion

    model = _model(kind)
    with transaction.atomic():
        for id_ in ids:
            deletion.restore(administrator(), model, id_)
    typer.echo(f"restored: {kind.lower()} {', '.join(map(str, ids))}")


def _model(kind: str) -> type[Owned]:
    """Raises Invalid for what cannot be deleted by itself."""
    from micrographia.catalog import models

    if kind.lower() not in TYPES:
        raise Invalid(f"TYPE is one of {', '.join(TYPES)}, not {kind!r}", "TYPE")
    found: Any = getattr(models, kind.lower().capitalize())
    model: type[Owned] = found
    return model
