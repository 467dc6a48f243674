"""What the machine refuses a command: a disk that is full or may not be written, a database that says no."""

from __future__ import annotations

import errno
import sys

from micrographia.cli.exit_codes import ExitCode

_BY_NUMBER = {
    errno.EACCES: ExitCode.FORBIDDEN,
    errno.EPERM: ExitCode.FORBIDDEN,
    errno.EROFS: ExitCode.FORBIDDEN,
    errno.ENOSPC: ExitCode.BUSY,
    errno.EDQUOT: ExitCode.BUSY,
    errno.EMFILE: ExitCode.BUSY,
}
_BY_WORD = {"readonly database": ExitCode.FORBIDDEN, "read-only transaction": ExitCode.FORBIDDEN}


def machine_errors() -> tuple[type[Exception], ...]:
    """The errors that may be the machine's; those of a database only where Django has been loaded."""
    database = sys.modules.get("django.db")
    return (OSError,) if database is None else (OSError, database.OperationalError)


def refusal_of(error: BaseException) -> tuple[str, ExitCode] | None:
    """The sentence and exit code for an error that is the machine's; None for one that is ours."""
    if isinstance(error, OSError):
        code = _BY_NUMBER.get(error.errno or 0)
        place = f"{error.filename}: " if error.filename else ""
        return None if code is None else (f"{place}{error.strerror}", code)
    if not isinstance(error, machine_errors()):
        return None
    text = " ".join(str(error).split())
    return f"the database refused: {text}", next(
        (code for word, code in _BY_WORD.items() if word in text), ExitCode.BUSY
    )
