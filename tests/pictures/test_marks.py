import signal
import subprocess
import sys

import pytest

from micrographia.pictures.marks import End, Marks, ends

TWO_THREADS = """
import ctypes, os, signal, sys, threading
from pathlib import Path
from micrographia.pictures.marks import MARKS

MARKS.begin(Path(sys.argv[1]), "pictures")
with MARKS.on(5):
    pass
inside, over = threading.Event(), threading.Event()

def other():
    with MARKS.on(8):
        with MARKS.on(9):
            pass
        inside.set()
        over.wait()

threading.Thread(target=other, daemon=True).start()
inside.wait()
with MARKS.on(7):
    {end}
"""


def run(folder, end):
    return subprocess.run([sys.executable, "-c", TWO_THREADS.format(end=end), folder], check=False).returncode


@pytest.mark.parametrize(
    ("end", "number", "read", "words"),
    [
        ("ctypes.string_at(0)", signal.SIGSEGV, {7}, "Segmentation fault"),
        ("os.abort()", signal.SIGABRT, {7}, "Aborted"),
        ("os.kill(os.getpid(), signal.SIGKILL)", signal.SIGKILL, {7, 8}, ""),
    ],
)
def test_a_fault_tells_the_thread_and_a_kill_all_that_were_reading(tmp_path, end, number, read, words):
    assert run(tmp_path, end) == -number
    assert list(ends(tmp_path, "jobs")) == []
    (kept,) = ends(tmp_path, keep=True)
    assert kept.filesets == read
    assert words in kept.words
    assert next(ends(tmp_path)) == kept  # who asks no further has not dealt with it
    assert list(ends(tmp_path, "pictures")) == [kept]
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_lives_or_ends_as_it_should_has_left_nothing(tmp_path):
    marks = Marks()
    with marks.on(3):  # nothing is noted yet
        marks.begin(tmp_path, "pictures")
    with marks.on(4):
        assert list(ends(tmp_path)) == []
        assert len(list(tmp_path.iterdir())) == 1
    marks.end()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(OSError, match="no folder"):
        marks.begin(tmp_path, "no folder/pictures")
    marks.end()
    assert list(tmp_path.iterdir()) == []
    assert run(tmp_path, "os._exit(0)") == 0
    assert list(ends(tmp_path)) == [End(frozenset({7, 8}), "")], "a library may end the process in its own way"
