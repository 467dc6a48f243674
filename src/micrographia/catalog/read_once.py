"""Reading much that will not be wanted again soon."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def read_once() -> Iterator[None]:
    """What is read inside is not kept: SQLite neither maps the file nor remembers its pages, both of which would count
    as memory of this process, for every thread anew. PostgreSQL keeps nothing here anyway."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        mapped = cursor.execute("PRAGMA mmap_size").fetchone()
        cursor.execute("PRAGMA mmap_size = 0")
        try:
            yield
        finally:
            cursor.execute("PRAGMA shrink_memory")
            if mapped is not None:  # a database in memory has no file
                cursor.execute(f"PRAGMA mmap_size = {int(mapped[0])}")
