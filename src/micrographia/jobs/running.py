"""A job in the hands of one worker."""

import logging
import threading
import time
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from micrographia.jobs.models import Job, State
from micrographia.jobs.task import Effect, Params, Task

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
FIRST_DELAY = timedelta(seconds=5)
SECONDS_BETWEEN_REPORTS = 1.0


class Lost(Exception):
    """Another worker has taken the job, or somebody has ended it: what was done here no longer counts."""


class Stopped(Exception):
    """The worker is asked to end; the job goes back to the queue."""


class Running:
    """One attempt at one job. All its writes hold only while the job is still this worker's."""

    def __init__(self, job: Job, stopping: threading.Event) -> None:
        self.id = job.pk
        self.task = job.task
        self.params: Params = job.params
        self.attempt = job.attempts
        self._mine = Job.objects.filter(pk=job.pk, state=State.RUNNING, worker=job.worker, attempts=job.attempts)
        self._stopping = stopping
        self._reported = 0.0

    @classmethod
    def take(cls, job_id: int, worker: str, stopping: threading.Event) -> "Running | None":
        """Makes the job this worker's; None when it is not to be done now, or another one was faster."""
        now = timezone.now()
        waiting = Job.objects.filter(pk=job_id, state=State.QUEUED, due__lte=now)
        taken = waiting.update(state=State.RUNNING, worker=worker, started=now, seen=now, attempts=F("attempts") + 1)
        return cls(Job.objects.get(pk=job_id), stopping) if taken else None

    def progress(self, done: float) -> None:
        """Writes at most once a second. Raises Lost or Stopped."""
        if self._stopping.is_set():
            raise Stopped
        if time.monotonic() - self._reported >= SECONDS_BETWEEN_REPORTS:
            self._reported = time.monotonic()
            if not self._mine.update(done=done, seen=timezone.now()):
                raise Lost

    def finish(self, effect: Effect) -> None:
        """The effect and "done", together or not at all. Raises Lost."""
        with transaction.atomic():
            now = timezone.now()
            if not self._mine.update(state=State.DONE, done=1.0, ended=now, message="", worker=""):
                raise Lost
            effect()

    def put_back(self) -> None:
        """Back to the queue as if it had not been tried."""
        self._mine.update(state=State.QUEUED, worker="", attempts=F("attempts") - 1)

    def fail(self, message: str, task: Task | None, retry: bool) -> None:
        """Another try later, twice as late each time; failed for good where that is of no use."""
        if retry and self.attempt < MOST_ATTEMPTS:
            due = timezone.now() + FIRST_DELAY * 2 ** (self.attempt - 1)
            self._mine.update(state=State.QUEUED, worker="", due=due, message=message)
            return
        with transaction.atomic():
            ended = timezone.now()
            if self._mine.update(state=State.FAILED, ended=ended, message=message, worker="") and task is not None:
                task.give_up(self.params)
        log.error("job %s (%s) failed: %s", self.id, self.task, message)
