"""Triggers: the database itself keeps the counters and raises the revision, so that no path can forget."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from micrographia.catalog.triggers import postgresql, sqlite

_DIALECTS = {"sqlite": sqlite, "postgresql": postgresql}


def install(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Makes all triggers, in place of those that are there.

    They speak of today's columns, so that only the newest migration of the catalog ends with this.
    """
    for statement in _DIALECTS[schema_editor.connection.vendor].statements():
        schema_editor.execute(statement, params=None)


def remove(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Takes all triggers away, those of earlier versions too: a migration that changes tables begins with this."""
    dialect = _DIALECTS[schema_editor.connection.vendor]
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(dialect.PRESENT)
        present = cursor.fetchall()
    for statement in dialect.removals(present):
        schema_editor.execute(statement, params=None)
