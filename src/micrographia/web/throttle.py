"""Failed log-ins, counted by all server processes together: guessing is slow, and nobody is locked out by others.

Counted in one minute: failures of an account, of an address, and of both together. An account that has signed in from
an address before is held only to the last of these, so that neither a guesser elsewhere nor a colleague behind the
same address can shut it out there. Whoever reaches the limit again waits twice as long, up to a quarter of an hour.
"""

from functools import cache
from hashlib import sha256
from time import time

from diskcache import Cache
from django.conf import settings

from micrographia.errors import Busy

WINDOW_SECONDS = 60
LONGEST_SECONDS = 900
STRIKES_SECONDS = 3600
KNOWN_SECONDS = 90 * 86_400


class TooManyTries(Busy):
    """Too many log-ins failed; the same for names that exist and names that do not."""


def require_patience(username: str, address: str) -> None:
    """Raises TooManyTries while this account or address has to wait."""

    for key in _counters(username, address):
        count, expires = tries().get(key, default=0, expire_time=True)
        if count >= settings.MICROGRAPHIA.login_failures_per_minute:
            wait = max(1, round(expires - time()))
            raise TooManyTries(f"Too many failed log-ins. Try again in {wait} seconds.", wait)


def failed(username: str, address: str) -> None:
    """Counts one failure."""
    for key in (_pair(username, address), _account(username), _address(address)):
        _count(key)


def succeeded(username: str, address: str) -> None:
    """Forgets the failures of this account here and remembers that it belongs here."""

    tries().delete(_pair(username, address))
    tries().set("known " + _pair(username, address), 1, expire=KNOWN_SECONDS)


def _count(key: str) -> None:

    tries().add(key, 0, expire=WINDOW_SECONDS)
    if tries().incr(key, default=0) == settings.MICROGRAPHIA.login_failures_per_minute:
        strikes = "strikes " + key
        tries().add(strikes, 0, expire=STRIKES_SECONDS)
        tries().touch(key, expire=min(LONGEST_SECONDS, WINDOW_SECONDS * 2 ** (tries().incr(strikes, default=0) - 1)))


def _counters(username: str, address: str) -> tuple[str, ...]:
    pair = _pair(username, address)
    if "known " + pair in tries():
        return (pair,)
    return (_account(username), _address(address))


def _account(username: str) -> str:
    return "account " + _short(username)


def _address(address: str) -> str:
    return "address " + _short(address)


def _pair(username: str, address: str) -> str:
    return f"pair {_short(username)} {_short(address)}"


def _short(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


@cache
def tries() -> Cache:
    """Numbers with an end; in the home where there is one, for all processes of the machine."""
    home = settings.MICROGRAPHIA_HOME
    return Cache(str(home.derived / "tries") if home.exists() else None, size_limit=16 * 1024 * 1024)
