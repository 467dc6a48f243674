"""Triggers: the database itself keeps the counters and raises the revision, so that no path can forget."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from micrographia.catalog.triggers import postgresql, sqlite

_DIALECTS = {"sqlite": sqlite.statements, "postgresql": postgresql.statements}


def install(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Makes all triggers, in place of those that are there.

    A migration that remakes a table on SQLite drops its triggers, so it ends with this.
    """
    for statement in _DIALECTS[schema_editor.connection.vendor]():
        schema_editor.execute(statement, params=None)
