"""Whether anybody still waits for an answer: work for a browser that has gone away is stopped."""

from collections.abc import Callable

from django.http import HttpRequest

# Under this key the server shell puts a callable that says whether the asker has gone.
ABANDONED = "micrographia.abandoned"


class Abandoned(Exception):
    """Nobody waits for the answer any more."""


def checkpoint_of(request: HttpRequest) -> Callable[[], None]:
    """A function for long work to call now and then; it raises Abandoned once nobody waits."""
    gone: Callable[[], bool] | None = request.META.get(ABANDONED)
    if gone is None:
        return lambda: None

    def checkpoint() -> None:
        if gone():
            raise Abandoned

    return checkpoint
