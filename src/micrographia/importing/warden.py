"""A clean process that has the format libraries loaded and answers each question in a child of its own.

As a program: `python -P -m micrographia.importing.warden DESCRIPTOR IN OUT`. Questions come in by standard input, one a
line; the child writes its answers to DESCRIPTOR, and reads files of other machines through IN and OUT. Standard output
says when a child began (`began PID`) and how it ended (`ended STATUS`, as os.waitpid gives it). It ends when standard
input does.
"""

import os
import select
import signal
import sys
from contextlib import suppress
from typing import NoReturn

from micrographia.importing.examination import answer, prepare


def main(descriptor: int, window: tuple[int, int]) -> None:
    """Serves until nobody asks any more."""
    prepare()
    control = os.fdopen(os.dup(1), "wb", buffering=0)
    silence = os.open(os.devnull, os.O_RDWR)
    os.dup2(silence, 1)  # a library that prints must not disturb the conversation
    questions = _Lines(0)
    control.write(b"ready\n")
    while (question := questions.next()) is not None:
        _serve(question, descriptor, control.fileno(), window)


def _serve(question: bytes, answers: int, control: int, window: tuple[int, int]) -> None:
    alive, end = os.pipe()
    child = os.fork()
    if child == 0:
        _speak(question, answers, (control, alive), window)
    os.close(end)
    os.write(control, f"began {child}\n".encode())
    # The child holds the other end until it dies; our own input closes when the asker dies.
    ready, _, _ = select.select([alive, 0], [], [])
    if alive not in ready:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    os.close(alive)
    _, status = os.waitpid(child, 0)
    os.write(control, f"ended {status}\n".encode())


def _speak(question: bytes, answers: int, foreign: tuple[int, ...], window: tuple[int, int]) -> NoReturn:
    """The life of a child: it never returns into the loop of its parent."""
    status = 70
    try:
        for descriptor in (0, *foreign):
            os.close(descriptor)
        answer(question, answers, window)
        status = 0
    finally:
        os._exit(status)


class _Lines:
    """Lines from a descriptor, without reading ahead of what select can see."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def next(self) -> bytes | None:
        """The next line; None at the end."""
        found = bytearray()
        while not found.endswith(b"\n"):
            piece = os.read(self.descriptor, 1 if not found else 65536)
            if not piece:
                return None
            found += piece
        return bytes(found)


if __name__ == "__main__":
    main(int(sys.argv[1]), (int(sys.argv[2]), int(sys.argv[3])))
