"""Which home folder a command works on, and Django set up for it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from micrographia.errors import Busy

if TYPE_CHECKING:
    from micrographia.accounts.viewer import Viewer
    from micrographia.home.folder import Home

VARIABLE = "MICROGRAPHIA_HOME"


def named_home(path: Path | None) -> Path | None:
    """Makes the folder that `--home` names the home of this process, and of those that it starts."""
    if path is not None:
        os.environ[VARIABLE] = str(path.absolute())
    return path


HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home", callback=named_home, help="The home folder of the server. Else MICROGRAPHIA_HOME, else ./home."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]


def home_of() -> Home:
    """The home that was named, whether it is there or not."""
    from micrographia.home.folder import Home

    return Home(Path(os.environ.get(VARIABLE, "home")).absolute())


def open_home() -> Home:
    """An existing home, with Django ready. Raises Invalid where there is none, Busy when its database is away."""
    home = home_of()
    home.check()
    set_up()
    return home


def set_up() -> None:
    """Django, with a database that answers."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "micrographia.server.settings")
    import django
    from django.db import OperationalError, connection

    django.setup()
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise Busy(f"the database does not answer: {' '.join(str(error).split())}") from None


def administrator() -> Viewer:
    """Who works at the command line: the first administrator."""
    from micrographia.accounts.builtin import ROOT
    from micrographia.accounts.viewer import viewer_of

    return viewer_of(ROOT)
