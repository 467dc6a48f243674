"""The worker process: `python -m micrographia.server.worker [PARENT]`, with the home named by MICROGRAPHIA_HOME.

PARENT: number of the process without which it ends.
"""

import os
import sys

import django


def main(threads: int = 2, parent: int | None = None) -> None:
    """Does jobs until SIGTERM or SIGINT, or until the parent (else whoever started it) is gone."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "micrographia.server.settings")
    django.setup()
    # Only now: models need the settings.
    from django.conf import settings

    from micrographia.jobs.worker import Worker
    from micrographia.pictures.quarantine import JOBS, marked
    from micrographia.server import logs
    from micrographia.server.tasks import TASKS

    logs.configure(settings.MICROGRAPHIA, settings.MICROGRAPHIA_HOME)
    with marked(JOBS):
        Worker(TASKS, threads).run(parent)


if __name__ == "__main__":
    # Named by the parent: one that dies while this process starts is then missed too.
    main(parent=int(sys.argv[1]) if len(sys.argv) > 1 else None)
