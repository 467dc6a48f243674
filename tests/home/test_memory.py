import pytest

from micrographia.home.config import MIB, Config
from micrographia.home.memory import decoded_bytes, machine_bytes

GIB = 1024 * MIB


@pytest.mark.parametrize(
    ("setting", "workers", "machine", "expected"),
    [
        (0, 2, 8 * GIB, GIB),
        (0, 1, 64 * GIB, 4 * GIB),
        (0, 8, 64 * GIB, GIB // 2),
        (600 * MIB, 3, 64 * GIB, 200 * MIB),
        (600 * MIB, 0, 64 * GIB, 600 * MIB),
        (MIB, 1, 64 * GIB, 16 * MIB),
    ],
)
def test_each_process_has_its_part(setting, workers, machine, expected):
    config = Config(decoded_memory_bytes=setting, workers=workers)
    assert decoded_bytes(config, machine) == expected


def test_a_container_may_have_less(tmp_path):
    whole = machine_bytes(tmp_path)
    assert whole > 100 * MIB
    (tmp_path / "memory.max").write_text("max\n")
    assert machine_bytes(tmp_path) == whole
    (tmp_path / "memory.max").write_text(f"{64 * MIB}\n")
    assert machine_bytes(tmp_path) == 64 * MIB
