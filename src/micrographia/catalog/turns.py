"""Taking turns: on PostgreSQL, writers of one group's counters wait for one another before they lock any row."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

NAME = "micrographia counters"


def take_turns(groups: Iterable[int]) -> None:
    """Waits until no other transaction changes what is counted in these groups, and keeps it so until this one ends.

    To be called first in a transaction that changes links, owners, groups or deletion of several rows: two that lock
    the same rows in another order would else throw one another out. SQLite has one writer at a time anyway.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for group in sorted(set(groups)):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s), %s)", [NAME, group])
