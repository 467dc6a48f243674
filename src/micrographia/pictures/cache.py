"""Encoded pictures by etag: the recent ones in this process, the costly ones on disk too."""

from micrographia.pictures.disk import Disk
from micrographia.storage.memory import Memory

KEEP_SECONDS = 0.02
"""A picture that took less CPU than this is drawn again faster than a disk store would pay for it."""


class PictureCache:
    """Never wrong, because the etag names all that a picture depends on: it forgets only when it is full."""

    def __init__(self, memory: Memory[str, bytes], disk: Disk | None = None) -> None:
        self.memory = memory
        self.disk = disk

    def get(self, etag: str) -> bytes | None:
        body = self.memory.get(etag)
        if body is None and self.disk is not None:
            body = self.disk.get(etag)
            if body is not None:
                self.memory.put(etag, body, len(body))
        return body

    def put(self, etag: str, body: bytes, seconds: float, *, lasting: bool = False) -> None:
        """Remembers a picture that took `seconds` of CPU to make. lasting: on disk too, however little it took."""
        self.memory.put(etag, body, len(body))
        if self.disk is not None and (lasting or seconds >= KEEP_SECONDS):
            self.disk.put(etag, body)
