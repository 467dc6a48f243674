"""The process that does the work: it hears the queue, and looks through the rows for what a dead worker left."""

import logging
import os
import secrets
import signal
import socket
import threading
from collections.abc import Mapping
from datetime import timedelta
from pkgutil import resolve_name

from django.db import close_old_connections, connection
from django.utils import timezone

from micrographia.errors import Busy, MicrographiaError
from micrographia.jobs.bell import Bell
from micrographia.jobs.models import Job, State
from micrographia.jobs.running import MOST_ATTEMPTS, Lost, Running, Stopped
from micrographia.jobs.task import Task

log = logging.getLogger(__name__)

SECONDS_BETWEEN_ROUNDS = 2.0
SILENCE = timedelta(minutes=2)
"""A worker on another machine that has not been heard of for so long is dead."""
_AT_ONCE = 100


class Worker:
    """Does jobs until it is told to stop. tasks: name → dotted path of an object that is a Task."""

    def __init__(self, tasks: Mapping[str, str], threads: int = 2) -> None:
        self.tasks = tasks
        self.name = f"{socket.gethostname()}:{os.getpid()}:{_birth(os.getpid())}:{secrets.token_hex(4)}"
        self.stopping = threading.Event()
        self.bell = Bell(self.do)
        self.threads = threads

    def run(self, parent: int | None = None) -> None:
        """Until SIGTERM or SIGINT, or until the process that started it (that number) is gone. For the main thread."""
        parent = parent or os.getppid()
        consumer = self.bell.huey.create_consumer(workers=self.threads, max_delay=1.0, periodic=False)
        consumer.shutdown_timeout = 10
        consumer.start()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stopping.set())
        self.round()
        while not self.stopping.wait(SECONDS_BETWEEN_ROUNDS):
            if os.getppid() != parent:
                self.stopping.set()
            self.round()
        consumer.stop(graceful=True)

    def do(self, job_id: int) -> None:
        """One attempt at one job, if it is waiting."""
        close_old_connections()
        try:
            running = Running.take(job_id, self.name, self.stopping)
            if running is not None:
                self._attempt(running)
        finally:
            # The threads of the queue live as long as the process; each keeps one connection.
            close_old_connections()

    def round(self) -> None:
        """Takes back what dead workers left, says that this one lives, and wakes for rows whose ring was lost."""
        now = timezone.now()
        try:
            Job.objects.filter(state=State.RUNNING, worker=self.name).update(seen=now)
            for job in Job.objects.filter(state=State.RUNNING).exclude(worker=self.name):
                if self._is_dead(job):
                    self._take_back(job)
            if not self.bell.waiting():
                waiting = Job.objects.filter(state=State.QUEUED, due__lte=now).order_by("due", "pk")
                for job_id in waiting.values_list("pk", flat=True)[:_AT_ONCE]:
                    self.bell.ring(job_id)
        except Exception:
            # A database that is away for a while must not end the worker: the next round tries again.
            log.exception("the worker could not look through the jobs")
            connection.close()

    def _attempt(self, running: Running) -> None:
        task: Task | None = None
        try:
            task = self._task(running.task)
            effect = task.work(running.params, running.progress)
            running.finish(effect)
        except Lost:
            log.warning("job %s is no longer ours", running.id)
        except Stopped:
            running.put_back()
        except Busy as error:
            running.fail(str(error), task, retry=True)
        except MicrographiaError as error:
            running.fail(str(error), task, retry=False)
        except Exception as error:
            log.exception("job %s (%s), attempt %s", running.id, running.task, running.attempt)
            running.fail(f"{type(error).__name__}: {error}", task, retry=True)

    def _task(self, name: str) -> Task:
        if name not in self.tasks:
            raise MicrographiaError(f"this worker knows no task called {name}; it knows {', '.join(self.tasks)}")
        task: Task = resolve_name(self.tasks[name])
        return task

    def _is_dead(self, job: Job) -> bool:
        host, _, rest = job.worker.partition(":")
        if host == socket.gethostname():
            pid, birth, _ = rest.split(":", 2)
            return _birth(int(pid)) != birth
        return job.seen is None or timezone.now() - job.seen > SILENCE

    def _take_back(self, job: Job) -> None:
        running = Running(job, self.stopping)
        if job.attempts < MOST_ATTEMPTS:
            # At once, not later: the worker died, which says nothing about the job until it happens again.
            Job.objects.filter(pk=job.pk, state=State.RUNNING, worker=job.worker).update(state=State.QUEUED, worker="")
        else:
            running.fail("the worker died each time it tried", self._task(job.task), retry=False)


def _birth(pid: int) -> str:
    """When a process of this machine began, which tells it from a later one of the same id; "" if there is none."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[19]
    except OSError:
        pass
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return ""
    except PermissionError:
        return "unknown"
    return "unknown"
