"""The migrations make the tables that the models describe, from any earlier state."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import call_command

from running import PASSWORD, command


@pytest.mark.django_db
def test_nothing_is_left_to_migrate() -> None:
    call_command("makemigrations", "accounts", "catalog", "--check", "--dry-run", verbosity=0)


def triggers(database: Path) -> dict[str, str]:
    with closing(sqlite3.connect(database)) as connection:
        return dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))


def test_an_earlier_state_is_brought_up_to_date_with_todays_triggers(tmp_path: Path) -> None:
    fresh, earlier = tmp_path / "fresh", tmp_path / "earlier"
    for home in (fresh, earlier):
        command(home, "init", "--password-stdin", given=PASSWORD)
    database = next(earlier.glob("*.sqlite3"))
    command(earlier, "manage", "migrate", "catalog", "0002")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TRIGGER retired AFTER INSERT ON catalog_image BEGIN DELETE FROM catalog_roi; END")

    command(earlier, "init")

    assert triggers(database) == triggers(next(fresh.glob("*.sqlite3"))) != {}
