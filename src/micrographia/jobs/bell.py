"""What wakes a worker: a queue that holds nothing but the numbers of rows."""

import json
from collections.abc import Callable

from django.conf import settings
from huey import Huey, RedisHuey, SqliteHuey
from huey.registry import Message
from huey.serializer import Serializer


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


def _storage() -> Huey:
    """SQLite in the home folder; Redis where `redis_url` is configured."""
    if settings.MICROGRAPHIA.redis_url:
        url = settings.MICROGRAPHIA.redis_url
        return RedisHuey("micrographia", url=url, results=False, serializer=JsonSerializer())
    path = settings.MICROGRAPHIA_HOME.derived / "queue.sqlite3"
    return SqliteHuey("micrographia", filename=str(path), results=False, serializer=JsonSerializer())
