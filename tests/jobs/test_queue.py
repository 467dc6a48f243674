import pytest
from redis import Redis

import machine
from micrographia.jobs import queue
from micrographia.jobs.bell import Bell
from micrographia.jobs.queue import enqueue


@pytest.mark.redis
@pytest.mark.django_db(transaction=True)
def test_redis_wakes_a_worker_where_it_is_configured(settings):
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"redis_url": machine.REDIS})
    queue._bell.cache_clear()
    heard = []
    bell = Bell(heard.append)
    bell.huey.storage.flush_queue()
    try:
        job_id = enqueue("statistics", image=1)
        assert bell.waiting() == 1
        with Redis.from_url(machine.REDIS) as client:
            (data,) = client.lrange(bell.huey.storage.queue_key, 0, -1)
        assert data.startswith(b"[")
        bell.huey.execute(bell.huey.dequeue())
        assert (heard, bell.waiting()) == ([job_id], 0)
    finally:
        bell.huey.storage.flush_queue()
        queue._bell.cache_clear()
