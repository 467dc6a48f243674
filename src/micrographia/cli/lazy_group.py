"""Commands that are imported when they are called, so that the command line starts fast."""

from __future__ import annotations

from dataclasses import dataclass
from pkgutil import resolve_name
from typing import Any, ClassVar

import typer
from typer.core import TyperGroup


@dataclass(frozen=True, slots=True)
class LazyCommand:
    """target: "module:name" of a function (one command) or of a `typer.Typer` (a group of them)."""

    target: str
    raw: bool = False
    """Whether all that follows goes to the command as it stands, options included."""

    def load(self) -> Any:
        found = resolve_name(self.target)
        if isinstance(found, typer.Typer):
            return typer.main.get_group(found)
        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        passing = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}
        single.command(context_settings=passing if self.raw else None)(found)
        return typer.main.get_command(single)


class LazyGroup(TyperGroup):
    """A group whose commands stand in a table."""

    table: ClassVar[dict[str, LazyCommand]] = {}

    def list_commands(self, ctx: Any) -> list[str]:
        return [*self.table]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in self.table:
            return None
        command = self.table[cmd_name].load()
        command.name = cmd_name
        return command
