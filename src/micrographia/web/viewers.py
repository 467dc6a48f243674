"""Who a cookie or header speaks for, remembered in this process while the catalog's revision is unchanged."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from time import time
from typing import TYPE_CHECKING

from django.conf import settings

from micrographia.pictures.remembered import Remembered
from micrographia.storage.memory import MemoryCounts

if TYPE_CHECKING:
    from micrographia.web.identity import Identity

KEPT_SECONDS = 60
ENTRY_BYTES = 600
GROUP_BYTES = 100


class Viewers:
    """Identities by a hash of the secret that was shown; no secret itself is kept.

    An entry counts only at the revision that was read before its rows were: a revocation holds at the next request.
    It counts for at most a minute, so that sessions that are used are seen to be used.
    """

    def __init__(self, bound_bytes: int) -> None:
        self._remembered: Remembered[tuple[bytes, int], Identity] = Remembered(bound_bytes, _bytes)

    def get(self, secret: str, now: int, find: Callable[[], Identity]) -> Identity:
        """The identity behind a secret at revision `now`, from memory or by `find`."""
        key = sha256(secret.encode("utf-8", "surrogatepass")).digest(), int(time() // KEPT_SECONDS)
        return self._remembered.get(key, now, find)

    def counts(self) -> MemoryCounts:
        return self._remembered.counts()


@cache
def viewers() -> Viewers:
    """The memory of this process."""
    return Viewers(settings.MICROGRAPHIA.viewer_memory_bytes)


def _bytes(identity: Identity) -> int:
    viewer = identity.viewer
    return ENTRY_BYTES + GROUP_BYTES * (len(viewer.groups) + len(viewer.readable) + len(viewer.led))
