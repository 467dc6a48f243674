"""Time and opened files of importing one OME-Zarr plate of 384 wells with 9 fields.

    MICROGRAPHIA_HOME=NEW_HOME python benchmarks/import_plate.py FOLDER

Writes the plate into FOLDER, which must not exist, initialises the home and imports: once for the time, without a
watch, and then from a copy with every opened file and listed folder counted. Prints seconds from the start of the
command to its end, processor seconds of all processes, and the count. As after an installation all modules are compiled
before, also where the environment forbids Python to keep what it compiles: that alone is a third of the time.
"""

import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

from micrographia.testing.opened_files import watched
from micrographia.testing.wide_plate import write_wide_plate

COMMAND = [sys.executable, "-m", "micrographia"]


def run(environment, *arguments):
    subprocess.run([*COMMAND, *arguments], check=True, env=environment, stdout=subprocess.DEVNULL)


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main():
    folder = Path(sys.argv[1])
    first, second = folder / "first.zarr", folder / "second.zarr"
    write_wide_plate(first)
    shutil.copytree(first, second)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    run(os.environ, "init")
    (folder / "small.fake").touch()
    run(os.environ, "import", str(folder / "small.fake"))
    started, used = time.monotonic(), processor_seconds()
    run(os.environ, "import", str(first), "--json")
    print(f"{time.monotonic() - started:.1f} s, {processor_seconds() - used:.1f} s of processor time")
    with watched(second) as opened:
        run(opened.environment, "import", str(second), "--json")
    print(f"{len(opened.paths)} files opened and folders listed")


if __name__ == "__main__":
    main()
