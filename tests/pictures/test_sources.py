import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import numpy as np
import pytest

from micrographia.errors import Unreadable
from micrographia.pictures.sources import SourcePool, StoredFileset, open_source
from micrographia.pixels import Region


class Handle:
    def __init__(self):
        self.closed = False

    def close(self):
        assert not self.closed
        self.closed = True


class Opener:
    def __init__(self):
        self.handles = []

    def __call__(self, fileset, series):
        self.handles.append(Handle())
        return self.handles[-1]

    @property
    def open(self):
        return sum(not handle.closed for handle in self.handles)


def fileset(number, files=1, version="1"):
    return StoredFileset(number, version, "fake", "/", tuple(str(i) for i in range(files)), ("",) * files)


def test_the_pool_never_holds_more_files_than_its_bound_while_nobody_reads():
    opener = Opener()
    pool = SourcePool(10, opener)
    for number in range(20):
        with pool.opened(fileset(number, files=3), 0):
            pass
        assert pool.files <= 10
    assert opener.open == 3


def test_an_image_is_opened_once_and_again_after_it_changed():
    opener = Opener()
    pool = SourcePool(10, opener)
    for _ in range(3):
        with pool.opened(fileset(1), 0):
            pass
    assert len(opener.handles) == 1
    with pool.opened(fileset(1), 1), pool.opened(fileset(1, version="2"), 0):
        pass
    assert len(opener.handles) == 3


def test_an_image_in_use_is_not_closed():
    opener = Opener()
    pool = SourcePool(1, opener)
    with pool.opened(fileset(1), 0) as first:
        with pool.opened(fileset(2), 0):
            pass
        assert not first.closed
    pool.close()
    assert opener.open == 0
    assert pool.files == 0


def test_eight_threads_share_one_open_image():
    opener, barrier = Opener(), Barrier(8)
    pool = SourcePool(10, opener)

    def use(_):
        barrier.wait()
        with pool.opened(fileset(1), 0) as source:
            return source

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(use, range(8)))) == 1


def test_a_fileset_that_does_not_open_leaves_nothing_behind():
    def refuse(fileset, series):
        raise Unreadable("broken")

    pool = SourcePool(10, refuse)
    for _ in range(3):
        with pytest.raises(Unreadable), pool.opened(fileset(1), 0):
            pass
    assert not pool._entries


@pytest.fixture
def stored(tmp_path):
    for name in ("a.fake", "b.fake"):
        (tmp_path / name).write_text("sizeX=8\nsizeY=4\n")
    stats = [os.stat(tmp_path / name) for name in ("a.fake", "b.fake")]
    versions = tuple(f"{stat.st_size}-{stat.st_mtime_ns}" for stat in stats)
    return StoredFileset(7, "v", "fake", str(tmp_path), ("a.fake", "b.fake"), versions)


def test_open_source(stored):
    assert np.array_equal(open_source(stored, 0).read(0, 0, [0], Region(1, 0, 2, 1)), [[[1, 2]]])


def test_a_reader_that_is_not_installed():
    with pytest.raises(Unreadable, match="'nosuch' that imported this image is not installed"):
        open_source(StoredFileset(1, "1", "nosuch", "/", ("a",), ("",)), 0)


def test_what_changed_is_opened_again():
    opener = Opener()
    pool = SourcePool(10, opener)
    with pool.opened(fileset(1, files=2), 0) as first:
        pool.forget(fileset(1))
        assert not first.closed
        with pool.opened(fileset(1, files=2), 0) as second:
            assert second is not first
    assert (first.closed, second.closed, pool.files) == (True, False, 2)
    pool.forget(fileset(1))
    assert (second.closed, pool.files) == (True, 0)
