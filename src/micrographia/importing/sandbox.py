"""Asks about files of strangers in a process of its own: a crash, a hang, a flood of memory is one sentence here."""

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Self

from micrographia.errors import Unreadable
from micrographia.importing.question import (
    MIB,
    Answer,
    Begun,
    Examine,
    Examined,
    Limits,
    Measure,
    MeasuredImage,
    Progress,
    Question,
    Refused,
    Survey,
    Surveyed,
    line_of,
    values_of,
)
from micrographia.importing.window import Deaf, View, Window
from micrographia.storage import Place, store_at
from micrographia.storage.url import is_url

LONGEST_ANSWER = 256 * MIB
_START_SECONDS = 60.0
_FAR_FACTOR = 30
"""Reading from another machine may last so many times as long as the processor may work for it."""
_QUIET = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
_OURS = ("MICROGRAPHIA_", "DJANGO_", "PG", "AWS_")
_FAULTS = (signal.SIGSEGV, signal.SIGBUS, signal.SIGABRT, signal.SIGFPE, signal.SIGILL)
_SECRET = ("PASSWORD", "SECRET", "TOKEN", "CREDENTIAL", "KEY")


class Crashed(Unreadable):
    """The process that read the file was ended by a signal of its own doing, such as a decoder's fault."""


class Sandbox:
    """One process that answers question after question; it is started when first asked, or by `start`, and replaced
    when it dies.

    For one thread. A context manager; `close` ends the process.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._warden: _Warden | None = None

    def start(self) -> None:
        """Has the process load the format libraries while the caller does other things; needs no Django."""
        if self._warden is None:
            self._warden = _Warden()

    def survey(self, folder: Place, names: Sequence[str]) -> Iterator[Surveyed]:
        """Which filesets begin with these names in a folder, name by name; keys are relative to the folder.

        Never raises Unreadable: a name that brings the process down is answered with the reason, and the rest goes on.
        """
        waiting = tuple(names)
        while waiting:
            begun = waiting[0]
            try:
                for answer in self._ask(Survey(str(folder), waiting)):
                    if isinstance(answer, Begun):
                        begun = answer.key
                    elif isinstance(answer, Surveyed):
                        yield answer
                return
            except Unreadable as error:
                yield Surveyed(begun, reason=str(error))
                waiting = waiting[waiting.index(begun) + 1 :] if begun in waiting else ()

    def examine(self, root: Place, reader: str, keys: tuple[str, ...]) -> Examined:
        """What a fileset holds. Raises Unreadable."""
        found = [one for one in self._ask(Examine(str(root), reader, keys)) if isinstance(one, Examined)]
        if not found:
            raise Unreadable("the reader gave no answer")
        return found[-1]

    def measure(self, question: Measure, progress: Callable[[float], None]) -> Iterator[MeasuredImage]:
        """The exact values of each image, in the order of asking. progress: called with the part of all that is done.

        Raises Unreadable when the process ends before all are answered, and whatever `progress` raises to stop it.
        """
        for answer in self._ask(question):
            if isinstance(answer, Progress):
                progress(answer.done)
            elif isinstance(answer, MeasuredImage):
                yield answer

    def close(self) -> None:
        if self._warden is not None:
            self._warden.close()
            self._warden = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()

    def _ask(self, question: Question) -> Iterator[Answer]:
        view = _view(question)
        self.start()
        assert self._warden is not None
        finished = False
        try:
            for answer in self._warden.ask(question, self.limits, view):
                if isinstance(answer, Refused):
                    # Who reads through a window may have left half an answer there.
                    finished = view is None and self._warden.finish()
                    raise Unreadable(answer.reason)
                yield answer
            finished = True
        except _Ended as end:
            finished = end.warden_lives and view is None
            raise (Crashed if end.crashed else Unreadable)(end.sentence) from None
        finally:
            if not finished:
                self.close()


def _view(question: Question) -> View | None:
    """What the child may see of another machine. Raises Unreadable for one that may not be asked."""
    if not is_url(question.root):
        return None
    return View(store_at(question.root), None if isinstance(question, Survey) else question.keys)


def _environment() -> dict[str, str]:
    """What a process that reads files of strangers inherits: no settings of ours, no passwords, no addresses."""
    kept = (
        name for name in os.environ if not name.startswith(_OURS) and not any(word in name.upper() for word in _SECRET)
    )
    return {name: os.environ[name] for name in kept} | _QUIET


class _Ended(Exception):
    """The child came to an end that was not its own wish."""

    def __init__(self, sentence: str, warden_lives: bool, crashed: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.warden_lives = warden_lives
        self.crashed = crashed


class _Warden:
    """The clean process: questions go to its standard input; its child's answers come from a pipe of their own."""

    def __init__(self) -> None:
        self.answers, write_end = os.pipe()
        self.window = Window()
        handed = (write_end, *self.window.theirs)
        self.process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            [sys.executable, "-P", "-m", "micrographia.importing.warden", *map(str, handed)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("MICROGRAPHIA_SANDBOX_STDERR") else subprocess.DEVNULL,
            pass_fds=handed,
            bufsize=0,
            env=_environment(),
            start_new_session=True,  # Ctrl-C is for the importer, which then ends this one
        )
        os.close(write_end)
        self.window.given()
        os.set_blocking(self.answers, False)
        self.child: int | None = None
        self.buffer = bytearray()
        self.selector = selectors.DefaultSelector()
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.questions, self.control = self.process.stdin, self.process.stdout
        self.selector.register(self.control, selectors.EVENT_READ)
        self.selector.register(self.answers, selectors.EVENT_READ)
        self.selector.register(self.window.questions, selectors.EVENT_READ)

    def ask(self, question: Question, limits: Limits, view: View | None = None) -> Iterator[Answer]:
        """All answers up to the end of the child. Raises _Ended when that end was not a good one."""
        try:
            self.questions.write(line_of(question, limits))
        except BrokenPipeError:
            raise _Ended("the process that reads files could not be started", False) from None
        deadline = time.monotonic() + limits.patience + _START_SECONDS
        last = time.monotonic() + _FAR_FACTOR * limits.seconds
        while True:
            events = self.selector.select(max(0.0, deadline - time.monotonic()))
            if view is not None and time.monotonic() > last:
                raise _Ended(f"reading it from another machine took more than {_FAR_FACTOR * limits.seconds} s", False)
            if not events:
                raise _Ended(f"the reader was silent for {limits.patience:g} seconds", False)
            yield from self._heard()
            for key, _ in events:
                if key.fileobj == self.window.questions:
                    self._look_for_it(view)
                if key.fileobj is self.control and (status := self._news()) is not None:
                    yield from self._heard()
                    self._judge(status, limits)
                    return
            deadline = time.monotonic() + limits.patience

    def _look_for_it(self, view: View | None) -> None:
        try:
            self.window.serve(view)
        except Deaf:
            raise _Ended("the reader does not take what it asked for", False) from None

    def finish(self) -> bool:
        """Waits for the end of a child that has said its last word; False when it does not come."""
        while self.selector.select(5.0):
            list(self._heard())
            if self._news() is not None:
                return True
        return False

    def close(self) -> None:
        self.questions.close()  # the warden then ends its child and itself
        try:
            self.process.wait(5.0)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.control.close()
        self.selector.close()
        self.window.close()
        os.close(self.answers)

    def _heard(self) -> Iterator[Answer]:
        while True:
            try:
                piece = os.read(self.answers, MIB)
            except BlockingIOError:
                break
            if not piece:
                break
            self.buffer += piece
            if len(self.buffer) > LONGEST_ANSWER:
                raise _Ended("its metadata is too large", False)
        *lines, rest = self.buffer.split(b"\n")
        self.buffer = rest
        for line in lines:
            try:
                yield from values_of(bytes(line))
            except ValueError:
                raise _Ended("the reader gave an answer that cannot be read", False) from None

    def _news(self) -> int | None:
        """The exit status of the child, when it has ended."""
        words = os.read(self.control.fileno(), 65536).decode().splitlines()
        if not words:
            raise _Ended("the process that reads files has died", False)
        ended = [line for line in words if line.startswith("ended ")]
        return int(ended[-1].split()[1]) if ended else None

    def _judge(self, status: int, limits: Limits) -> None:
        self.buffer.clear()
        if os.WIFSIGNALED(status):
            number = os.WTERMSIG(status)
            if number == signal.SIGXCPU:
                raise _Ended(f"reading it took more than {limits.seconds} seconds of processor time", True)
            raise _Ended(
                f"the decoder crashed while reading it ({signal.Signals(number).name})", True, number in _FAULTS
            )
        if os.WEXITSTATUS(status):
            raise _Ended("the reader failed", True)
