"""A reader of synthetic images that does what the file says: nothing at import, later whatever a test has written."""

import ctypes
import os
import signal
import time

from micrographia.pixels import Claim
from micrographia.pixels.readers.fake import FakeReader


class CrashingReader(FakeReader):
    name = "crashing"
    suffixes = (".crash",)

    def claim(self, store, key, head):
        return Claim.EXACT if key.endswith(".crash") else None

    def open(self, store, keys, series):
        source = super().open(store, keys, series)
        read = source.read

        def deed(*place):
            text = store.open(keys[0]).read()
            if b"fault" in text:
                ctypes.string_at(0)
            if b"kills" in text:
                os.kill(os.getpid(), signal.SIGKILL)
            if b"waits" in text:
                time.sleep(30)
            return read(*place)

        source.read = deed
        return source


READER = CrashingReader()
