"""How a row of work wakes a worker."""

import json
from collections.abc import Callable
from functools import cache, partial

from django.conf import settings
from django.db import transaction
from huey import Huey, RedisHuey, SqliteHuey
from huey.registry import Message
from huey.serializer import Serializer

from micrographia.jobs.models import Job


class JsonSerializer(Serializer):  # type: ignore[misc]
    """What lies in the queue is text: nothing from it is ever unpickled."""

    def _serialize(self, data: Message) -> bytes:
        return json.dumps(data).encode()

    def _deserialize(self, data: bytes) -> Message:
        return Message(*json.loads(data))


class Bell:
    """The queue: `ring(job_id)` makes some worker look at that job, any number of times, in vain if nothing is to do.

    answer: what this process does when it is a worker and the bell rings.
    """

    def __init__(self, answer: Callable[[int], None]) -> None:
        def run(job_id: int) -> None:
            answer(job_id)

        self.huey = _storage()
        self.ring: Callable[[int], object] = self.huey.task(name="run")(run)

    def waiting(self) -> int:
        """How many rings no worker has heard yet."""
        return int(self.huey.pending_count())


def enqueue(task: str, **params: str | int | bool) -> int:
    """The id of a new job. In a transaction it exists only if that commits; a worker is woken right after."""
    job = Job.objects.create(task=task, params=params)
    # If the queue cannot be reached the row stays, and the worker finds it when it looks through the rows.
    transaction.on_commit(partial(_bell().ring, job.pk), robust=True)
    return job.pk


@cache
def _bell() -> Bell:
    return Bell(_nobody)


def _nobody(job_id: int) -> None:
    raise RuntimeError(f"job {job_id} reached a process that is no worker")


def _storage() -> Huey:
    """SQLite in the home folder; Redis where `redis_url` is configured."""
    if settings.MICROGRAPHIA.redis_url:
        url = settings.MICROGRAPHIA.redis_url
        return RedisHuey("micrographia", url=url, results=False, serializer=JsonSerializer())
    path = settings.MICROGRAPHIA_HOME.derived / "queue.sqlite3"
    return SqliteHuey("micrographia", filename=str(path), results=False, serializer=JsonSerializer())
