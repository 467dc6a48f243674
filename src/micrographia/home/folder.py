"""The folder in which a server lives: what lies where, and how a new one begins."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from micrographia.errors import Invalid
from micrographia.home.config import template

FORMAT = 1
KEPT = ("originals", "attachments", "tables", "luts", "templates")
REBUILT = ("derived",)
EXPIRING = ("uploads", "exports", "logs")


class BadHome(Invalid):
    """The home folder is not one, or not one this version can use."""


@dataclass(frozen=True, slots=True)
class Home:
    """A home folder, which need not exist yet."""

    path: Path

    @property
    def config(self) -> Path:
        return self.path / "config.toml"

    @property
    def secret(self) -> Path:
        return self.path / "secret"

    @property
    def database(self) -> Path:
        """The SQLite catalog; unused when `database_url` names another one."""
        return self.path / "catalog.sqlite3"

    @property
    def format(self) -> Path:
        return self.path / "format"

    @property
    def lock(self) -> Path:
        """Held by the server that runs on this home."""
        return self.path / "lock"

    @property
    def originals(self) -> Path:
        return self.path / "originals"

    @property
    def attachments(self) -> Path:
        return self.path / "attachments"

    @property
    def tables(self) -> Path:
        return self.path / "tables"

    @property
    def luts(self) -> Path:
        return self.path / "luts"

    @property
    def templates(self) -> Path:
        return self.path / "templates"

    @property
    def derived(self) -> Path:
        """Pyramids and thumbnails: rebuilt on demand, not in a backup."""
        return self.path / "derived"

    @property
    def uploads(self) -> Path:
        return self.path / "uploads"

    @property
    def exports(self) -> Path:
        return self.path / "exports"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    def exists(self) -> bool:
        return self.format.is_file()

    def create(self) -> None:
        """Makes what is missing and leaves what is there; a home made before stays as it is.

        Raises BadHome when the folder holds something else, is of a newer format, or cannot be written.
        """
        try:
            self._create()
        except OSError as error:
            raise BadHome(f"{self.path} cannot be made a home folder: {error.strerror}") from error

    def _create(self) -> None:
        if self.exists():
            self.check()
        elif self.path.is_dir() and any(self.path.iterdir()):
            raise BadHome(f"{self.path} is not empty and not a home folder; name an empty or a new folder")
        else:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            # An empty folder that was there may be open to all; the catalog in it has the hashes of passwords.
            self.path.chmod(0o700)
        for name in (*KEPT, *REBUILT, *EXPIRING):
            (self.path / name).mkdir(mode=0o700, exist_ok=True)
        if not self.secret.exists():
            write(self.secret, secrets.token_urlsafe(48) + "\n")
        if not self.config.exists():
            write(self.config, template())
        # Last: the folder is a home only when everything else is there.
        if not self.format.exists():
            write(self.format, f"{FORMAT}\n")

    def check(self) -> None:
        """Raises BadHome when this is no home folder, or one that a newer version made."""
        if not self.exists():
            raise BadHome(f"{self.path} is no home folder; make one with: micrographia --home {self.path} init")
        text = self.format.read_text(encoding="utf-8").strip()
        if not text.isdecimal():
            raise BadHome(f"{self.format} should hold a number, not {text[:20]!r}")
        if int(text) > FORMAT:
            raise BadHome(
                f"{self.path} was made by a newer version (format {text}, this version knows {FORMAT}); "
                "install that version or restore a backup"
            )


def write(path: Path, text: str) -> None:
    """Puts `text` there, whole or not at all, readable by its owner only."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
