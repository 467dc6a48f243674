"""The five kinds of trouble; a library's own error stands where it is raised, under one of these."""


class MicrographiaError(Exception):
    """Something a person can be told in one sentence: `str(error)` is that sentence."""


class NotFound(MicrographiaError):
    """It is not there, or not for you: from outside the two cannot be told apart."""


class Invalid(MicrographiaError):
    """The question cannot be read; the message says what would have been right.

    parameter: the name of the culprit as the asker wrote it, where there is one.
    """

    def __init__(self, message: str, parameter: str | None = None) -> None:
        super().__init__(message)
        self.parameter = parameter


class Forbidden(MicrographiaError):
    """You may see it, but not do that; or nobody is signed in."""


class Unreadable(MicrographiaError):
    """An image file is broken, changed, gone, or of no format we know."""


class NotAsImported(Unreadable):
    """The original was imported in order, but is not so any more: changed, gone, or it has crashed a process."""


class Busy(MicrographiaError):
    """Try again later.

    retry_after: whole seconds after which another try makes sense.
    """

    def __init__(self, message: str, retry_after: int = 1) -> None:
        super().__init__(message)
        self.retry_after = retry_after
