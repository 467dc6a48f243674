"""How much memory there is, and what part of it a process may fill with decoded pixels."""

import os
from pathlib import Path

from micrographia.home.config import MIB, Config

LARGEST_DEFAULT = 4096 * MIB
LEAST = 16 * MIB
CONTROL_GROUP = Path("/sys/fs/cgroup")
_LIMITS = ("memory.max", "memory/memory.limit_in_bytes")


def machine_bytes(control_group: Path = CONTROL_GROUP) -> int:
    """Of this machine, or of the container if that may use less."""
    found = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for name in _LIMITS:
        try:
            limit = (control_group / name).read_text().strip()
        except OSError:
            continue
        if limit.isdigit() and int(limit) > 0:
            found = min(found, int(limit))
    return found


def decoded_bytes(config: Config, machine: int) -> int:
    """Of one server process: its part of `decoded_memory_bytes`, else of a quarter of the machine's, at most 4 GiB."""
    whole = config.decoded_memory_bytes or min(machine // 4, LARGEST_DEFAULT)
    return max(LEAST, whole // max(1, config.workers))
