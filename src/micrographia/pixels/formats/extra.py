"""Libraries that come with an extra of ours: imported when a file first needs them."""

import re
from importlib import import_module
from typing import Any

from micrographia.errors import Unreadable

_FOLDERS = re.compile(r"(?<![\w.])/(?:[^/\s'\"]+/)+")


class MissingExtra(Unreadable):
    """A format's library is not installed. extra: the name of what brings it."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f'{what} needs the extra {extra}: pip install "micrographia[{extra}]"')
        self.extra = extra


def library(module: str, extra: str, what: str) -> Any:
    """The module. extra: what brings it. what: file and format, as the start of a sentence. Raises MissingExtra, and
    Unreadable when it is there but cannot be loaded."""
    try:
        return import_module(module)
    except ImportError as error:
        if (error.name or "").partition(".")[0] != module.partition(".")[0]:
            raise Unreadable(f"{what} needs {module}, which cannot be loaded here ({error})") from error
        raise MissingExtra(what, extra) from error


def told(error: Exception) -> str:
    """What a library says of a file, on one line, without the folders of this machine."""
    line = " ".join(str(error).partition("Traceback (most")[0].split())[:300] or type(error).__name__
    return _FOLDERS.sub("", line)
