"""What each kind of trouble ends the command with."""

from enum import IntEnum

from micrographia.errors import Busy, Forbidden, Invalid, MicrographiaError, NotFound, Unreadable


class ExitCode(IntEnum):
    """The numbers that scripts may rely on."""

    DONE = 0
    DEFECT = 1
    INVALID = 2
    NOT_FOUND = 3
    FORBIDDEN = 4
    UNREADABLE = 5
    BUSY = 6
    INCOMPLETE = 7
    INTERRUPTED = 130


MEANING: dict[ExitCode, str] = {
    ExitCode.DONE: "done",
    ExitCode.DEFECT: "an unexpected error, which is a defect of ours",
    ExitCode.INVALID: "an argument, option or setting cannot be read",
    ExitCode.NOT_FOUND: "a file or object is not there",
    ExitCode.FORBIDDEN: "not allowed",
    ExitCode.UNREADABLE: "an image file is broken or of no known format",
    ExitCode.BUSY: "try again later: something else is at work",
    ExitCode.INCOMPLETE: "done in part: some of several things failed, each is named",
    ExitCode.INTERRUPTED: "interrupted by Ctrl-C",
}
"""One sentence for each, as the documentation lists them."""

_BY_KIND: dict[type[MicrographiaError], ExitCode] = {
    Invalid: ExitCode.INVALID,
    NotFound: ExitCode.NOT_FOUND,
    Forbidden: ExitCode.FORBIDDEN,
    Unreadable: ExitCode.UNREADABLE,
    Busy: ExitCode.BUSY,
}


def exit_code_of(error: MicrographiaError) -> ExitCode:
    """By the kind of the error."""
    return next((code for kind, code in _BY_KIND.items() if isinstance(error, kind)), ExitCode.DEFECT)
