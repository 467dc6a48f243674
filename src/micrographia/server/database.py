"""A database address → what Django connects to."""

from typing import Any
from urllib.parse import unquote, urlsplit

from micrographia.home.folder import Home

# IMMEDIATE: with Django's default, read-then-update fails under several threads instead of waiting.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # Every thread has a connection with a cache of its own (4 MiB); what they share is mapped.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-4096; "
    "PRAGMA mmap_size=268435456;",
}


def database(url: str, home: Home) -> dict[str, Any]:
    """Django's entry for one database; "" is the SQLite file in the home folder."""
    if not url or url.startswith("sqlite:"):
        name = url.removeprefix("sqlite:///") if url else str(home.database)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            "CONN_MAX_AGE": None,
            "OPTIONS": dict(SQLITE_OPTIONS),
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def pool(entry: dict[str, Any], size: int) -> None:
    """Has the threads of a process share up to `size` connections to PostgreSQL; SQLite keeps one for each thread."""
    if entry["ENGINE"].endswith("postgresql"):
        entry["CONN_MAX_AGE"] = 0
        entry["OPTIONS"] = {**entry.get("OPTIONS", {}), "pool": {"min_size": 1, "max_size": size, "timeout": 20}}
