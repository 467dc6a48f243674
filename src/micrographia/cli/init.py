"""`micrographia init`: a home folder, its database and the first administrator."""

from __future__ import annotations

from typing import Annotated

import typer

from micrographia.cli.home import HomeOption, administrator, home_of, set_up
from micrographia.cli.password import PasswordStdin, read_password


def init(
    admin: Annotated[str | None, typer.Option(metavar="NAME", help="User name of the first administrator.")] = None,
    password_stdin: PasswordStdin = False,
    home: HomeOption = None,
) -> None:
    """Make a home folder with its database and the first administrator (user 0). What is there already is kept."""
    password = read_password(password_stdin)
    place = home_of()
    place.create()
    set_up()
    from django.core.management import call_command

    from micrographia.accounts.builtin import ROOT
    from micrographia.accounts.models import Experimenter
    from micrographia.accounts.people import set_password

    call_command("migrate", verbosity=0, interactive=False)
    if admin is not None:
        _rename(admin)
    if password is not None:
        set_password(administrator(), ROOT, password)
    name = Experimenter.objects.get(pk=ROOT).username
    typer.echo(f"home: {place.path}")
    typer.echo(f"first administrator: {name}")
    if not Experimenter.objects.get(pk=ROOT).has_usable_password():
        typer.echo(f"{name} has no password yet: micrographia user passwd {name} --password-stdin")


def _rename(name: str) -> None:
    """Gives user 0 this name. Raises Invalid when somebody else has it."""
    from django.db import IntegrityError, transaction

    from micrographia.accounts.builtin import ROOT
    from micrographia.accounts.models import Experimenter
    from micrographia.errors import Invalid

    root = Experimenter.objects.get(pk=ROOT)
    root.username = name.strip()
    if not 1 <= len(root.username) <= 255:
        raise Invalid("a name has 1 to 255 characters", "--admin")
    try:
        with transaction.atomic():
            root.save(update_fields=["username"])
    except IntegrityError:
        raise Invalid(f"there is a user {root.username!r} already", "--admin") from None
