"""Templates that an administrator has put into the home folder: they are found before ours."""

from pathlib import Path

from django.conf import settings
from django.template.loaders import filesystem


class Loader(filesystem.Loader):
    """Reads the home's `templates` anew each time, so that a change is seen without a restart."""

    def get_dirs(self) -> list[str | Path]:
        return [settings.MICROGRAPHIA_HOME.templates]
