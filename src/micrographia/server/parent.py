"""The process that started this one: without it, a server process would go on alone, hold the port and obey nobody."""

import multiprocessing
import os
import signal
import threading
from time import sleep

LOOK_SECONDS = 1.0


def end_with_parent() -> None:
    """From here on this process is told to stop when its parent is gone, however that ended; nothing in a main
    process."""
    parent = multiprocessing.parent_process()
    if parent is not None and parent.pid is not None:
        threading.Thread(target=_watch, args=(parent.pid,), name="parent", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        sleep(LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
