"""On PostgreSQL a transaction waits for its turn; see also tests/catalog/triggers/test_postgresql.py."""

import pytest
from django.db import connection, transaction

from catalog_world import make_group
from micrographia.catalog.turns import take_turns


@pytest.mark.django_db
def test_a_turn_is_kept_until_the_end_of_the_transaction() -> None:
    group = make_group("lab").pk
    with transaction.atomic():
        take_turns([group, 0, group])
    if connection.vendor == "postgresql":
        mine = "locktype = 'advisory' AND pid = pg_backend_pid() AND classid::bigint = %s"
        with connection.cursor() as cursor:
            cursor.execute("SELECT hashtext('micrographia counters')::bigint & 4294967295")
            cursor.execute(
                f"SELECT count(*) FROM pg_locks WHERE {mine} AND objid IN (%s, 0)", [*cursor.fetchone(), group]
            )
            assert cursor.fetchone() == (2,)
