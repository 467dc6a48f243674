"""Drawing slots: as many pictures are drawn at once as this process has cores; a bounded number waits."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from threading import Condition, get_ident

from django.conf import settings
from django.db import connections

from micrographia.errors import Busy

LOOK_SECONDS = 0.25
"""How often somebody who waits looks whether her asker has gone."""

FIRST_LOOK_SECONDS = 0.03
"""How soon for the first time: from then on the connection is watched."""

PAUSE_SECONDS = 0.5
"""After which somebody who was refused asks again."""

FILMS_WAIT = 4
"""Movies that may wait in one process for another to be made."""


class TooManyWait(Busy):
    """The queue for drawing is full."""


@dataclass(frozen=True, slots=True)
class SlotCounts:
    """drawing, waiting: now. refused: since the process began."""

    slots: int
    queue: int
    drawing: int
    waiting: int
    refused: int


class Slots:
    """At most `slots` inside, at most `queue` waiting, first come first served. Lists and 304s never come here."""

    def __init__(self, slots: int, queue: int) -> None:
        self._slots = slots
        self._queue = queue
        self._changed = Condition()
        self._drawing = self._refused = 0
        self._line: list[object] = []
        self._holders: set[int] = set()

    @contextmanager
    def taken(self, checkpoint: Callable[[], None]) -> Iterator[bool]:
        """Holds a slot, and says whether it had to be waited for.

        Raises TooManyWait when the queue is full, and what `checkpoint` raises while waiting.
        """
        waited = self._enter(checkpoint)
        me = get_ident()
        self._holders.add(me)
        try:
            yield waited
        finally:
            self._holders.discard(me)
            self._leave()

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Gives the slot that this thread holds, if any, to others while it waits for another machine.

        Afterwards it goes on at once, so that for a while more are drawing than there are slots: it may hold locks that
        those inside wait for.
        """
        if get_ident() not in self._holders:
            yield
            return
        self._leave()
        try:
            give_connections_back()
            yield
        finally:
            with self._changed:
                self._drawing += 1

    @contextmanager
    def taken_patiently(self, checkpoint: Callable[[], None]) -> Iterator[None]:
        """As `taken`, for one whose answer has begun and cannot be refused any more: asks again until there is room."""
        with ExitStack() as slot:
            while True:
                try:
                    slot.enter_context(self.taken(checkpoint))
                    break
                except TooManyWait:
                    time.sleep(PAUSE_SECONDS)
                    checkpoint()
            yield

    def step_aside(self, seconds: float) -> None:
        """Waits while something is drawn, at most so long: for long work that goes on between pictures."""
        with self._changed:
            self._changed.wait_for(lambda: not self._drawing and not self._line, seconds)

    def counts(self) -> SlotCounts:
        with self._changed:
            return SlotCounts(self._slots, self._queue, self._drawing, len(self._line), self._refused)

    def _enter(self, checkpoint: Callable[[], None]) -> bool:
        with self._changed:
            if self._drawing < self._slots and not self._line:
                self._drawing += 1
                return False
            if len(self._line) >= self._queue:
                self._refused += 1
                raise TooManyWait("The server is drawing as much as it can. Try again in a moment.", 1)
            place = object()
            self._line.append(place)
        give_connections_back()
        self._wait(place, checkpoint)
        return True

    def _leave(self) -> None:
        with self._changed:
            self._drawing -= 1
            self._changed.notify_all()

    def _wait(self, place: object, checkpoint: Callable[[], None]) -> None:
        with self._changed:
            try:
                seconds = FIRST_LOOK_SECONDS
                while self._line[0] is not place or self._drawing >= self._slots:
                    self._changed.wait(seconds)
                    checkpoint()
                    seconds = LOOK_SECONDS
                self._drawing += 1
            finally:
                self._line.remove(place)
                self._changed.notify_all()


def give_connections_back() -> None:
    """Gives pooled database connections back before a wait, so that lists are not kept from them."""
    for connection in connections.all(initialized_only=True):
        if connection.settings_dict["OPTIONS"].get("pool") and not connection.in_atomic_block:
            connection.close()


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@cache
def drawing() -> Slots:
    """The slots of this process: the machine's cores, divided among the server's processes."""
    return Slots(_share_of_cores(), settings.MICROGRAPHIA.draw_queue)


@cache
def filming() -> Slots:
    """How many movies are in the making; each of their frames takes a slot for drawing besides."""
    return Slots(_share_of_cores(), FILMS_WAIT)


def _share_of_cores() -> int:
    processes = settings.MICROGRAPHIA.workers or cores()
    return max(1, -(-cores() // processes))
