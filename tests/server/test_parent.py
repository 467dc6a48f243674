"""A process that is nobody's child is not watched; one that is ends with its parent."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from micrographia.server.parent import end_with_parent

PARENT = """
import multiprocessing, time
from micrographia.server import parent

def child():
    parent.LOOK_SECONDS = 0.05
    parent.end_with_parent()
    print(multiprocessing.current_process().pid, flush=True)
    time.sleep(60)

if __name__ == "__main__":
    multiprocessing.set_start_method("fork")
    multiprocessing.Process(target=child).start()
    time.sleep(60)
"""


def test_a_main_process_watches_nobody():
    before = threading.active_count()
    end_with_parent()
    assert threading.active_count() == before


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes through /proc")
def test_a_child_ends_with_its_parent():
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        child = int(parent.stdout.readline())
        assert Path(f"/proc/{child}").exists()
        os.kill(parent.pid, signal.SIGKILL)
        deadline = time.monotonic() + 30
        while Path(f"/proc/{child}").exists():
            assert time.monotonic() < deadline
            time.sleep(0.05)
