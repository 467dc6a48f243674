"""The rows of work: they are the truth, the queue only wakes a worker."""

from typing import ClassVar

from django.db import models
from django.utils import timezone


class State(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(models.Model):
    """One piece of work. Its row commits with the rows that ask for it, so none is lost and none is left over.

    due: not before. done: 0 to 1, written at most once a second. worker: who runs it. seen: when that worker last
    said that it lives. message: why the last attempt failed, in one sentence.
    """

    task = models.CharField(max_length=100)
    params = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    created = models.DateTimeField(default=timezone.now)
    due = models.DateTimeField(default=timezone.now)
    started = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    seen = models.DateTimeField(null=True)
    done = models.FloatField(default=0.0)
    worker = models.CharField(max_length=200, default="", blank=True)
    message = models.TextField(default="", blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "due"], name="jobs_state_due")]

    def __str__(self) -> str:
        return f"job {self.pk} {self.task} {self.state}"
