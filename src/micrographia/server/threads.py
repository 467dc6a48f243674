"""Threads that answer requests: of those that are free, the one that worked last works next."""

from collections import deque
from collections.abc import Callable
from threading import Lock, Thread

Work = Callable[[], None]
Failed = Callable[[BaseException], None]
Task = tuple[Work, Failed]


class Threads:
    """Up to `most` threads, made when they are needed. What one has just used lies in the processor's caches still.

    begin: run once in each thread, before its first work.
    """

    def __init__(self, most: int, begin: Work | None = None) -> None:
        self._most = most
        self._begin = begin
        self._lock = Lock()
        self._free: list[_Seat] = []
        self._waiting: deque[Task] = deque()
        self._threads: list[Thread] = []
        self._ended = False

    def give(self, work: Work, failed: Failed) -> None:
        """Has the work done by one of the threads, now or when one is free; failed: told there what it raised."""
        task = work, failed
        with self._lock:
            if self._free:
                seat = self._free.pop()
                seat.task = task
                seat.called.release()
            elif len(self._threads) < self._most:
                thread = Thread(target=self._live, args=(task,), name=f"request_{len(self._threads)}", daemon=True)
                self._threads.append(thread)
                thread.start()
            else:
                self._waiting.append(task)

    def end(self) -> None:
        """Waits until all work is done; then there are no threads any more."""
        with self._lock:
            self._ended = True
            for seat in self._free:
                seat.called.release()
            self._free.clear()
        for thread in self._threads:
            thread.join()

    def _live(self, task: Task | None) -> None:
        if self._begin is not None:
            self._begin()
        seat = _Seat()
        while task is not None:
            _do(*task)
            task = None  # what it holds is not kept until the next comes
            with self._lock:
                if self._waiting:
                    task = self._waiting.popleft()
                    continue
                if self._ended:
                    return
                self._free.append(seat)
            seat.called.acquire()
            task, seat.task = seat.task, None


def _do(work: Work, failed: Failed) -> None:
    try:
        work()
    except BaseException as error:
        failed(error)


class _Seat:
    """Where a free thread waits to be called."""

    __slots__ = ("called", "task")

    def __init__(self) -> None:
        self.called = Lock()
        self.called.acquire()
        self.task: Task | None = None
