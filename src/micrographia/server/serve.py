"""Serving a home: Granian's processes, and one worker process beside them, until somebody says stop."""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from socket import gethostname
from typing import Any

import structlog
from django.conf import settings
from django.db import connection
from granian.constants import HTTPModes, Interfaces
from granian.server.mp import MPServer

from micrographia.errors import Invalid
from micrographia.home.config import PREFIX
from micrographia.home.disk import require_local
from micrographia.home.lock import locked
from micrographia.pictures.marks import ends
from micrographia.pictures.quarantine import JOBS, marks_folder
from micrographia.server import logs
from micrographia.web.slots import cores

FIGURES = "PROMETHEUS_MULTIPROC_DIR"
"""Prometheus' own variable: where the processes of one server put their figures; read when its library is loaded."""
APP = "micrographia.server.app:app"
WORKER = (sys.executable, "-P", "-m", "micrographia.server.worker")
# Granian's own lines go the way of ours.
GRANIAN_LOGS = {"loggers": {"_granian": {"handlers": [], "propagate": True}, "granian.access": {"handlers": []}}}
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  what it means, not where we listen
STOP_SECONDS = 15
RESPAWN_SECONDS = 1.0

log = structlog.get_logger("micrographia.server")


class NotReady(Invalid):
    """The home cannot be served as it is; the message says what to do first."""


def serve(host: str = "127.0.0.1", port: int = 4080, workers: int | None = None) -> None:
    """Serves the home of the settings until SIGTERM or SIGINT; requests that run are answered first.

    A crashed process is replaced. Raises BadHome, HomeInUse or NotReady before anything listens. For the main thread.
    """
    config, home = settings.MICROGRAPHIA, settings.MICROGRAPHIA_HOME
    home.check()
    if connection.vendor == "sqlite":
        require_local(home.path)
    with locked(home.lock):
        _require_schema()
        connection.close()
        logs.configure(config, home)
        processes = workers or config.workers or cores()
        hand_down(processes, host)
        log.info("serving", url=config.public_url or f"http://{host}:{port}/", home=str(home.path), processes=processes)
        with _ordinary_ends_forgotten(), job_worker():
            _granian(host, port, processes).serve()


class Processes(MPServer):
    """Granian's server processes, of which each that ends is replaced.

    Granian gives up when one ends within 5.5 seconds after it has replaced another. Not where reading an original ended
    it: those who ask for pictures ask again at once, and soon the original is not read any more.
    """

    def _respawn_workers(self, *replaced: Any, **how: Any) -> None:
        was_reading = any(end.filesets for end in ends(marks_folder(), keep=True))
        super()._respawn_workers(*replaced, **how)
        if was_reading:
            self.respawned_wrks.clear()


@contextmanager
def _ordinary_ends_forgotten() -> Iterator[None]:
    """Of processes that had to be killed when all were told to stop, and of jobs that a power cut has ended, nothing
    is to be counted: they read for hours."""
    for _ in ends(marks_folder(), JOBS):
        pass
    try:
        yield
    finally:
        for _ in ends(marks_folder()):
            pass


@contextmanager
def job_worker(command: tuple[str, ...] = WORKER) -> Iterator[None]:
    """Keeps the process for background work alive while inside, and stops it at the end.

    command: is given the number of this process, without which it is to end.
    """
    stopping = threading.Event()
    supervisor = threading.Thread(target=_supervise, args=(command, stopping), name="job worker", daemon=True)
    supervisor.start()
    try:
        yield
    finally:
        stopping.set()
        supervisor.join(STOP_SECONDS + 5)


def _supervise(command: tuple[str, ...], stopping: threading.Event) -> None:
    while not stopping.is_set():
        process = subprocess.Popen([*command, str(os.getpid())])  # noqa: S603  our own command
        while process.poll() is None and not stopping.wait(0.2):
            pass
        if stopping.is_set():
            _stop(process)
        else:
            log.error("the worker process ended and is started again", code=process.returncode)
            stopping.wait(RESPAWN_SECONDS)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _granian(host: str, port: int, processes: int) -> Processes:
    if sys.platform == "linux":
        # Forked processes share what is loaded: the server is ready, and a crashed one replaced, in half the time.
        multiprocessing.set_start_method("fork", force=True)
        import_module(APP.partition(":")[0])
    return Processes(
        APP,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=processes,
        http=HTTPModes.http1,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_dictconfig=GRANIAN_LOGS,
    )


def _require_schema() -> None:
    """Raises NotReady when the database is not of this version's form."""
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady("The database is not prepared for this version; run: micrographia manage migrate")


def hand_down(processes: int, host: str) -> None:
    """Tells the processes how many they are, under which host they listen, and where their figures meet.

    Forked ones find it in the settings, spawned ones and the worker in their environment.
    """
    config, home = settings.MICROGRAPHIA, settings.MICROGRAPHIA_HOME
    hosts = tuple(dict.fromkeys([*config.allowed_hosts, gethostname() if host in EVERYWHERE else host]))
    settings.MICROGRAPHIA = config.model_copy(update={"workers": processes, "allowed_hosts": hosts})
    settings.ALLOWED_HOSTS = list(dict.fromkeys([*settings.ALLOWED_HOSTS, *hosts]))
    figures = home.derived / "metrics"
    shutil.rmtree(figures, ignore_errors=True)
    figures.mkdir(mode=0o700)
    os.environ |= {
        "MICROGRAPHIA_HOME": str(home.path),
        f"{PREFIX}WORKERS": str(processes),
        f"{PREFIX}ALLOWED_HOSTS": ",".join(hosts),
        FIGURES: str(figures),
        "DJANGO_SETTINGS_MODULE": "micrographia.server.settings",
    }
