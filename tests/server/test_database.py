from pathlib import Path

from micrographia.home.folder import Home
from micrographia.server.database import database, pool

HOME = Home(Path("/srv/micrographia"))


def test_sqlite_in_the_home_by_default():
    entry = database("", HOME)
    assert entry["ENGINE"] == "django.db.backends.sqlite3"
    assert entry["NAME"] == "/srv/micrographia/catalog.sqlite3"
    assert entry["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_sqlite_elsewhere():
    assert database("sqlite:////var/lib/catalog.db", HOME)["NAME"] == "/var/lib/catalog.db"


def test_postgresql_with_everything_percent_encoded():
    entry = database("postgresql://lab%40x:p%2Fw@db.example:5433/micro%20graphia", HOME)
    assert (entry["ENGINE"], entry["HOST"], entry["PORT"]) == ("django.db.backends.postgresql", "db.example", "5433")
    assert (entry["USER"], entry["PASSWORD"], entry["NAME"]) == ("lab@x", "p/w", "micro graphia")


def test_threads_share_connections_to_postgresql_only():
    entry = database("postgresql://db.example/x", HOME)
    pool(entry, 7)
    assert (entry["CONN_MAX_AGE"], entry["OPTIONS"]["pool"]["max_size"]) == (0, 7)
    entry = database("", HOME)
    pool(entry, 7)
    assert entry == database("", HOME)
