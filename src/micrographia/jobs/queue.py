"""How a row of work wakes a worker."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from django.db import transaction

from micrographia.jobs.models import Job

if TYPE_CHECKING:
    from micrographia.jobs.bell import Bell


def enqueue(task: str, **params: str | int | bool) -> int:
    """The id of a new job. In a transaction it exists only if that commits; a worker is woken right after."""
    job = Job.objects.create(task=task, params=params)
    # If the queue cannot be reached the row stays, and the worker finds it when it looks through the rows.
    transaction.on_commit(partial(_ring, job.pk), robust=True)
    return job.pk


def _ring(job_id: int) -> None:
    _bell().ring(job_id)


@cache
def _bell() -> Bell:
    # Only now: with the clients of its databases it takes a third of a second, in which rows may be committed already.
    from micrographia.jobs.bell import Bell

    return Bell(_nobody)


def _nobody(job_id: int) -> None:
    raise RuntimeError(f"job {job_id} reached a process that is no worker")
