"""`micrographia group`: groups, their levels and their members."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from micrographia.cli.home import HomeOption, JsonOption, administrator, open_home
from micrographia.cli.listing import show
from micrographia.cli.people import group_named, user_named

app = typer.Typer(help="Add, list and change groups.", no_args_is_help=True, rich_markup_mode=None)
Name = Annotated[str, typer.Argument(metavar="NAME", help="The group's name.")]
LEVELS = "rw---- private, rwr--- read-only, rwra-- read-annotate, rwrw-- read-write"


@app.command()
def add(
    name: Name,
    level: Annotated[str, typer.Option(help=f"What members may do with one another's data: {LEVELS}.")] = "rw----",
    description: Annotated[str, typer.Option(help="What the group is for.")] = "",
    home: HomeOption = None,
) -> None:
    """Add a group."""
    open_home()
    from micrographia.accounts.people import create_group

    made = create_group(administrator(), name, level, description)
    typer.echo(f"group {made.pk}: {made.name} {made.level}")


@app.command("list")
def list_groups(json: JsonOption = False, home: HomeOption = None) -> None:
    """List all groups."""
    open_home()
    from micrographia.accounts.models import ExperimenterGroup

    groups = ExperimenterGroup.objects.prefetch_related("memberships__experimenter").order_by("pk")
    show((_shown(group) for group in groups), json)


@app.command("set")
def set_group(
    name: Name,
    level: Annotated[str | None, typer.Option(help=f"The new level: {LEVELS}.")] = None,
    description: Annotated[str | None, typer.Option(help="What the group is for.")] = None,
    rename: Annotated[str | None, typer.Option(metavar="NEW", help="The new name.")] = None,
    home: HomeOption = None,
) -> None:
    """Change a group's level, description or name."""
    open_home()
    from django.db import transaction

    from micrographia.catalog.levels import change_level

    group = group_named(name)
    lost = 0
    with transaction.atomic():
        if level is not None:
            lost = change_level(administrator(), group.pk, level)
            group.refresh_from_db()
        if description is not None or rename is not None:
            group.description = group.description if description is None else description
            group.name = group.name if rename is None else rename.strip()
            _save(group)
    typer.echo(f"group {group.pk}: {group.name} {group.level}")
    if lost:
        typer.echo(f"{lost} links between different people's things were removed: {group.level} forbids them", err=True)


def _save(group: Any) -> None:
    """Raises Invalid for a name that is taken or none, and for the built-in groups."""
    from django.db import IntegrityError, transaction

    from micrographia.accounts.people import BUILT_IN
    from micrographia.errors import Invalid

    if group.pk in BUILT_IN:
        raise Invalid(f"the group {group.name} is built in and stays as it is", "NAME")
    if not 1 <= len(group.name) <= 255:
        raise Invalid("a name has 1 to 255 characters", "--rename")
    try:
        with transaction.atomic():
            group.save()
    except IntegrityError:
        raise Invalid(f"there is a group {group.name!r} already", "--rename") from None


@app.command()
def member(
    name: Name,
    user: Annotated[str, typer.Argument(metavar="USER", help="The user name.")],
    owner: Annotated[bool, typer.Option("--owner", help="As an owner of the group.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take the user out of the group.")] = False,
    home: HomeOption = None,
) -> None:
    """Put a user into a group, or out of it."""
    open_home()
    from micrographia.accounts.people import put_into_group, take_out_of_group

    group, person = group_named(name), user_named(user)
    if remove:
        take_out_of_group(administrator(), person.pk, group.pk)
    else:
        put_into_group(administrator(), person.pk, group.pk, owner=owner)


def _shown(group: Any) -> dict[str, object]:
    memberships = list(group.memberships.all())
    return {
        "id": group.pk,
        "name": group.name,
        "level": group.level,
        "owners": [one.experimenter.username for one in memberships if one.is_owner],
        "members": [one.experimenter.username for one in memberships if not one.is_owner],
        "description": group.description,
    }
