"""A reader that does to the process what a file of the format says: how files of strangers behave at their worst."""

import ctypes
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from micrographia.errors import Unreadable
from micrographia.pixels import Claim


def crash():
    ctypes.string_at(0)


def hang():
    time.sleep(3600)


def spin():
    while True:
        pass


def swallow():
    return [bytearray(64 * 2**20) for _ in range(1000)]


def nest():
    return nest()


def leave():
    os._exit(0)


def open_file():
    return open("/etc/passwd", "rb").read()


def open_natively():
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.open(b"/etc/passwd", os.O_RDONLY)
    return os.read(descriptor, 10) if descriptor >= 0 else b""


def neighbour():
    return (HERE / "neighbour.txt").read_bytes()


def write():
    (HERE / "written.txt").write_text("x")


def listing():
    return os.listdir("/etc")


def connect():
    socket.create_connection(("127.0.0.1", 9))


def execute():
    subprocess.run([sys.executable, "-c", "pass"], check=False)


def lie():
    os.write(int(sys.argv[1]), b'Examined [{"inspection": 3}]\n')


def secrets():
    return sorted(name for name in os.environ if "canary" in os.environ[name])


HERE = Path()


class HostileReader:
    name = "hostile"
    suffixes = (".hostile",)

    def claim(self, store, key, head):
        return Claim.EXACT if key.endswith(".hostile") else None

    def fileset(self, store, key):
        self._do(store, key, "survey ")
        return (key,)

    def inspect(self, store, keys):
        found = self._do(store, keys[0], "")
        raise Unreadable(f"it read {found!r}")

    def open(self, store, keys, series):
        raise Unreadable("nothing can be opened")

    def _do(self, store, key, when):
        global HERE
        HERE = Path(store.root)
        with store.open(key) as file:
            text = file.read().decode()
        return globals()[text.removeprefix(when)]() if text.startswith(when) and " " not in text[len(when) :] else None


READER = HostileReader()
