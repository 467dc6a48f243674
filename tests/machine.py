"""What this machine has that some tests need: a browser, PostgreSQL, Redis, ffmpeg.

As a program: `machine.py postgresql` prints the URL of a database that answers (exit 1: none does),
`machine.py summary` prints what was not run.
"""

import os
import shutil
import sys
from functools import cache
from pathlib import Path

POSTGRESQL = os.environ.get("MICROGRAPHIA_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/micrographia")
REDIS = os.environ.get("MICROGRAPHIA_TEST_REDIS", "redis://127.0.0.1:6379/15")
CHROMIUM_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@cache
def chromium() -> Path | None:
    """A Chromium that is already installed."""
    named = os.environ.get("MICROGRAPHIA_TEST_CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return Path(found) if found else None


@cache
def postgresql() -> str | None:
    """The URL of a PostgreSQL that lets us make databases."""
    import psycopg

    server = POSTGRESQL.rsplit("/", 1)[0] + "/postgres"
    try:
        psycopg.connect(server, connect_timeout=2).close()
    except psycopg.OperationalError:
        return None
    return POSTGRESQL


@cache
def redis() -> str | None:
    """The URL of a Redis database that tests may empty."""
    from redis import Redis
    from redis.exceptions import ConnectionError as NoConnection

    client = Redis.from_url(REDIS, socket_connect_timeout=2)
    try:
        client.ping()
    except NoConnection:
        return None
    finally:
        client.close()
    return REDIS


@cache
def ffmpeg() -> str | None:
    """The program that makes MP4 movies."""
    return shutil.which("ffmpeg")


HAVE = {"browser": chromium, "postgresql": postgresql, "redis": redis, "ffmpeg": ffmpeg}


def required() -> set[str]:
    """What must not be missing: names of HAVE in MICROGRAPHIA_TEST_REQUIRE, separated by commas."""
    names = {name for name in os.environ.get("MICROGRAPHIA_TEST_REQUIRE", "").split(",") if name}
    if names - set(HAVE):
        raise SystemExit(f"MICROGRAPHIA_TEST_REQUIRE knows only {', '.join(HAVE)}")
    return names


def missing() -> list[str]:
    return [name for name, look in HAVE.items() if look() is None]


if __name__ == "__main__":
    if sys.argv[1:] == ["postgresql"]:
        if url := postgresql():
            print(url)
        sys.exit(url is None)
    absent = missing()
    print(f"Not run, for want of: {', '.join(absent)}" if absent else f"Everything was run: {', '.join(HAVE)}")
    sys.exit(bool(required() & set(absent)))
