"""Time and memory of importing a folder, all processes together.

    MICROGRAPHIA_HOME=NEW_HOME python benchmarks/import_folder.py FOLDER > outcome.jsonl

Prints the outcome of the import; at the end, on standard error, seconds, processor seconds, and the most memory that
the importer and the processes it started held at one time (proportional set size: pages they share count once).
"""

import os
import resource
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

COMMAND = "from micrographia.cli.main import main; main()"


def tree(root):
    """The process and all below it."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(entry.parent.name)] = int(entry.read_text().rpartition(")")[2].split()[1])
    found = [root]
    for process in found:
        found += [child for child, parent in parents.items() if parent == process]
    return found


def memory(process):
    """Bytes of a process, shared pages by their share."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def main():
    started, peak = time.monotonic(), 0
    arguments = [sys.executable, "-c", COMMAND, "import", *sys.argv[1:], "--dataset", "Benchmark", "--json"]
    process = subprocess.Popen(arguments, env=os.environ)
    while process.poll() is None:
        peak = max(peak, sum(map(memory, tree(process.pid))))
        time.sleep(0.05)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"exit code {process.returncode}, {time.monotonic() - started:.1f} s, "
        f"{used.ru_utime + used.ru_stime:.1f} s of processor time, at most {peak / 2**20:.0f} MiB",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
