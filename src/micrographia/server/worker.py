"""The worker process: `python -m micrographia.server.worker`, with the home named by MICROGRAPHIA_HOME."""

import os

import django


def main(threads: int = 2) -> None:
    """Does jobs until SIGTERM or SIGINT."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "micrographia.server.settings")
    django.setup()
    # Only now: models need the settings.
    from django.conf import settings

    from micrographia.jobs.worker import Worker
    from micrographia.server import logs
    from micrographia.server.tasks import TASKS

    logs.configure(settings.MICROGRAPHIA, settings.MICROGRAPHIA_HOME)
    Worker(TASKS, threads).run()


if __name__ == "__main__":
    main()
