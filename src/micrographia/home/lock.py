"""One server per home: a lock that ends with the process that holds it, however it ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from micrographia.errors import Busy


class HomeInUse(Busy):
    """Another server runs on this home."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds the lock file; raises HomeInUse naming the process that has it."""
    with path.open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            holder = file.read().strip() or "another process"
            raise HomeInUse(f"{path.parent} is already served by process {holder}") from error
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
