import io

import pytest

from micrographia.storage import LocalStore, StoreFile

CONTENT = bytes(range(256)) * 200


@pytest.fixture
def file(tmp_path):
    (tmp_path / "a").write_bytes(CONTENT)
    return StoreFile(LocalStore(tmp_path), "a")


def test_it_reads_like_a_file(file):
    assert file.size == len(CONTENT)
    assert file.read(3) == CONTENT[:3]
    assert file.seek(40_000) == 40_000
    assert file.read(20) == CONTENT[40_000:40_020]
    assert file.seek(-5, io.SEEK_END) == len(CONTENT) - 5
    assert file.read() == CONTENT[-5:]
    assert file.read(1) == b""


def test_asking_for_far_too_much_takes_no_memory_for_it(file):
    assert file.read(2**20) == CONTENT
    assert file.seek(2**60) == 2**60
    assert file.read(10) == b""


def test_there_is_nothing_before_the_start(file):
    with pytest.raises(OSError, match="before its start"):
        file.seek(-1)
