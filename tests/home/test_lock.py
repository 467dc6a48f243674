import os

import pytest

from micrographia.home.lock import HomeInUse, locked


def test_the_second_is_told_who_was_first(tmp_path):
    path = tmp_path / "lock"
    with locked(path), pytest.raises(HomeInUse, match=f"is already served by process {os.getpid()}"), locked(path):
        pass
    with locked(path):
        pass
