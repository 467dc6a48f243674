"""Where the demo keeps things, and whether they are those of this version."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import micrographia

VERSION = 1
"""Raised when the samples or the story change."""


@dataclass(frozen=True, slots=True)
class DemoPlace:
    """One folder with the server's home and the samples, which are imported where they lie."""

    root: Path

    @property
    def home(self) -> Path:
        """The server's home folder."""
        return self.root / "home"

    @property
    def samples(self) -> Path:
        """The folder of sample images."""
        return self.root / "samples"

    @property
    def logins(self) -> Path:
        """The file of passwords."""
        return self.root / "logins.json"

    @property
    def _stamp(self) -> Path:
        return self.root / "complete.json"

    def is_complete(self) -> bool:
        """Whether a whole home of this version's schema lies there."""
        return self.home.is_dir() and self._stamp.is_file() and self._stamp.read_text() == _fingerprint()

    def clear(self) -> None:
        """Takes away an unfinished home, or one of another version; the samples stay."""
        self._stamp.unlink(missing_ok=True)
        shutil.rmtree(self.home, ignore_errors=True)

    def complete(self) -> None:
        """Marks the home as whole."""
        self._stamp.write_text(_fingerprint())


def _fingerprint() -> str:
    """A hash of everything that decides what the home's database looks like."""
    digest = hashlib.sha256()
    package = Path(micrographia.__file__).parent
    for path in sorted(package.glob("*/migrations/*.py")) + sorted(package.glob("*/triggers/*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    return json.dumps({"demo": VERSION, "schema": digest.hexdigest()})
