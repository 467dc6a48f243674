import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.utils import timezone

from micrographia.accounts.models import ExperimenterGroup
from micrographia.home.folder import Home
from micrographia.jobs import queue
from micrographia.jobs.models import Job, State
from micrographia.jobs.queue import enqueue
from micrographia.jobs.running import MOST_ATTEMPTS, Lost, Running
from micrographia.jobs.worker import Worker

ROOT = Path(__file__).parents[2]
TASKS = {name: f"jobs.sample_tasks:{name}" for name in ("marking", "failing", "hopeless", "slow")}


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    home = Home(tmp_path / "home")
    home.create()
    settings.MICROGRAPHIA_HOME = home
    queue._bell.cache_clear()
    yield home
    queue._bell.cache_clear()


@pytest.fixture
def group(transactional_db):
    return ExperimenterGroup.objects.create(name="lab", level="rw----")


def description(group):
    return ExperimenterGroup.objects.get(pk=group.pk).description


def test_a_job_is_done_once_however_often_the_bell_rings(group):
    job_id = enqueue("marking", group=group.pk)
    worker = Worker(TASKS)
    assert worker.bell.waiting() == 1
    for _ in range(3):
        worker.do(job_id)
    assert description(group) == "x"
    job = Job.objects.get(pk=job_id)
    assert (job.state, job.done, job.attempts) == (State.DONE, 1.0, 1)


def test_a_job_is_there_only_if_its_transaction_commits(group):
    def refused():
        with transaction.atomic():
            enqueue("marking", group=group.pk)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        refused()
    assert not Job.objects.exists()
    assert Worker(TASKS).bell.waiting() == 0


def test_what_is_in_the_queue_is_text(group, home):
    enqueue("marking", group=group.pk)
    (data,) = queue._bell().huey.storage.enqueued_items()
    assert bytes(data).startswith(b"[")


def test_a_failure_is_tried_again_later_and_later_and_then_given_up(group):
    job_id = enqueue("failing", group=group.pk)
    worker = Worker(TASKS)
    delays = []
    for _ in range(MOST_ATTEMPTS):
        before = timezone.now()
        worker.do(job_id)
        job = Job.objects.get(pk=job_id)
        assert job.message == "RuntimeError: the disk is warm"
        delays.append(round((job.due - before).total_seconds()))
        worker.do(job_id)  # too early: nothing happens
        Job.objects.filter(pk=job_id).update(due=timezone.now())
    assert delays[:-1] == [5, 10, 20, 40]
    assert (job.state, job.attempts) == (State.FAILED, MOST_ATTEMPTS)
    assert description(group) == "given up"


def test_an_error_with_a_name_is_not_tried_again(group):
    job_id = enqueue("hopeless", group=group.pk)
    Worker(TASKS).do(job_id)
    job = Job.objects.get(pk=job_id)
    assert (job.state, job.message) == (State.FAILED, "there is no such group")


def test_an_unknown_task_says_which_are_known(group):
    job_id = enqueue("baking", group=group.pk)
    Worker({"marking": TASKS["marking"]}).do(job_id)
    assert Job.objects.get(pk=job_id).message == "this worker knows no task called baking; it knows marking"


def test_a_worker_that_lost_its_job_has_no_effect(group):
    job_id = enqueue("marking", group=group.pk)
    first = Running.take(job_id, "elsewhere:1:2:3", threading.Event())
    assert first is not None
    assert Running.take(job_id, "elsewhere:4:5:6", threading.Event()) is None
    Job.objects.filter(pk=job_id).update(state=State.QUEUED, worker="")
    worker = Worker(TASKS)
    worker.do(job_id)
    with pytest.raises(Lost):
        first.finish(lambda: ExperimenterGroup.objects.update(description="twice"))
    assert description(group) == "x"


def test_progress_is_written_at_most_once_a_second(group, django_assert_num_queries):
    running = Running.take(enqueue("marking", group=group.pk), "elsewhere:1:2:3", threading.Event())
    with django_assert_num_queries(1):
        for step in range(1000):
            running.progress(step / 1000)


def test_a_round_takes_back_what_a_silent_worker_of_another_machine_left(group):
    job_id = enqueue("marking", group=group.pk)
    Running.take(job_id, "elsewhere:1:2:3", threading.Event())
    worker = Worker(TASKS)
    worker.round()
    assert Job.objects.get(pk=job_id).state == State.RUNNING
    Job.objects.filter(pk=job_id).update(seen=timezone.now() - timedelta(minutes=3))
    worker.round()
    assert Job.objects.get(pk=job_id).state == State.QUEUED
    worker.do(job_id)
    assert description(group) == "x"


def test_a_job_that_kills_every_worker_is_given_up(group):
    job_id = enqueue("marking", group=group.pk)
    for _ in range(MOST_ATTEMPTS):
        Running.take(job_id, "elsewhere:1:2:3", threading.Event())
        Job.objects.filter(pk=job_id).update(seen=timezone.now() - timedelta(minutes=3))
        Worker(TASKS).round()
    job = Job.objects.get(pk=job_id)
    assert (job.state, job.message) == (State.FAILED, "the worker died each time it tried")
    assert description(group) == "given up"


def test_a_round_wakes_for_a_row_whose_ring_was_lost(group):
    job_id = Job.objects.create(task="marking", params={"group": group.pk}).pk
    worker = Worker(TASKS)
    worker.round()
    assert worker.bell.waiting() == 1
    worker.round()
    assert worker.bell.waiting() == 1
    assert Job.objects.get(pk=job_id).state == State.QUEUED


PROGRAM = """
import django
django.setup()
from django.db import connections
from micrographia.jobs.worker import Worker
Worker({tasks!r}).run()
"""


def start_worker(home):
    database = connection.settings_dict
    url = (
        f"sqlite:///{database['NAME']}"
        if connection.vendor == "sqlite"
        else "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database)
    )
    environment = os.environ | {
        "MICROGRAPHIA_HOME": str(home.path),
        "MICROGRAPHIA_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "micrographia.server.settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'tests'}",
    }
    return subprocess.Popen([sys.executable, "-c", PROGRAM.format(tasks=TASKS)], env=environment)


def wait_until(condition):
    """Gives up after a time in which even a loaded machine would have done it."""
    for _ in range(3000):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("it did not happen")


def test_kill_minus_nine_loses_no_job_and_doubles_no_effect(group, home, tmp_path):
    begun, go = tmp_path / "begun", tmp_path / "go"
    job_id = enqueue("slow", group=group.pk, begun=str(begun), go=str(go))
    first = start_worker(home)
    wait_until(begun.exists)
    first.kill()
    first.wait()
    assert Job.objects.get(pk=job_id).state == State.RUNNING
    go.touch()
    second = start_worker(home)
    wait_until(lambda: Job.objects.get(pk=job_id).state == State.DONE)
    second.terminate()
    assert second.wait(20) == 0
    assert description(group) == "x"
    assert Job.objects.get(pk=job_id).attempts == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_told_to_stop_puts_its_job_back(group, home, tmp_path, number):
    begun = tmp_path / "begun"
    job_id = enqueue("slow", group=group.pk, begun=str(begun), go=str(tmp_path / "go"))
    worker = start_worker(home)
    wait_until(begun.exists)
    worker.send_signal(number)
    assert worker.wait(20) == 0
    job = Job.objects.get(pk=job_id)
    assert (job.state, job.attempts) == (State.QUEUED, 0)
