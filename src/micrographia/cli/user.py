"""`micrographia user`: people and their accounts."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from micrographia.cli.home import HomeOption, JsonOption, administrator, open_home
from micrographia.cli.listing import show
from micrographia.cli.password import PasswordStdin, required_password
from micrographia.cli.people import group_named, user_named

app = typer.Typer(help="Add, list and change users.", no_args_is_help=True, rich_markup_mode=None)
Name = Annotated[str, typer.Argument(metavar="NAME", help="The user name.")]


@app.command()
def add(
    name: Name,
    group: Annotated[
        list[str],
        typer.Option(metavar="G[:owner]", help="A group to be in, as its owner with :owner. Repeat for more."),
    ],
    password_stdin: PasswordStdin = False,
    admin: Annotated[bool, typer.Option("--admin", help="Make the user an administrator.")] = False,
    first_name: Annotated[str, typer.Option(help="First name.")] = "",
    last_name: Annotated[str, typer.Option(help="Last name.")] = "",
    email: Annotated[str, typer.Option(help="Address for mail.")] = "",
    institution: Annotated[str, typer.Option(help="Institution.")] = "",
    home: HomeOption = None,
) -> None:
    """Add a user."""
    open_home()
    from django.db import transaction

    from micrographia.accounts.builtin import SYSTEM_GROUP
    from micrographia.accounts.people import Person, create_user, put_into_group

    viewer = administrator()
    into = [(group_named(one.removesuffix(":owner")), one.endswith(":owner")) for one in group]
    person = Person(
        username=name,
        first_name=first_name,
        last_name=last_name,
        email=email,
        institution=institution,
        password=required_password(password_stdin),
    )
    with transaction.atomic():
        made = create_user(viewer, person)
        for member_of, owner in into:
            put_into_group(viewer, made.pk, member_of.pk, owner=owner)
        if admin:
            put_into_group(viewer, made.pk, SYSTEM_GROUP)
    typer.echo(f"user {made.pk}: {made.username}")


@app.command("list")
def list_users(json: JsonOption = False, home: HomeOption = None) -> None:
    """List all users."""
    open_home()
    from micrographia.accounts.models import Experimenter

    people = Experimenter.objects.prefetch_related("memberships__group").order_by("pk")
    show((_shown(person) for person in people), json)


@app.command()
def passwd(name: Name, password_stdin: PasswordStdin = False, home: HomeOption = None) -> None:
    """Set a user's password; ends all sessions of that user."""
    open_home()
    from micrographia.accounts.people import set_password

    user = user_named(name)
    set_password(administrator(), user.pk, required_password(password_stdin))


@app.command()
def disable(name: Name, home: HomeOption = None) -> None:
    """End a user's account and sessions; the data stay."""
    open_home()
    from micrographia.accounts.builtin import USER_GROUP
    from micrographia.accounts.people import take_out_of_group

    take_out_of_group(administrator(), user_named(name).pk, USER_GROUP)


@app.command()
def enable(name: Name, home: HomeOption = None) -> None:
    """Bring a disabled account back, with the groups it is in; sessions of before stay ended."""
    open_home()
    from micrographia.accounts.builtin import USER_GROUP
    from micrographia.accounts.people import put_into_group

    put_into_group(administrator(), user_named(name).pk, USER_GROUP)


def _shown(person: Any) -> dict[str, object]:
    from micrographia.accounts.builtin import SYSTEM_GROUP, USER_GROUP

    memberships = list(person.memberships.all())
    inside = {one.group_id for one in memberships}
    groups = [one for one in memberships if one.group_id not in (SYSTEM_GROUP, USER_GROUP)]
    return {
        "id": person.pk,
        "name": person.username,
        "full_name": person.full_name,
        "email": person.email,
        "active": USER_GROUP in inside,
        "admin": SYSTEM_GROUP in inside,
        "groups": [f"{one.group.name}:owner" if one.is_owner else one.group.name for one in groups],
    }
