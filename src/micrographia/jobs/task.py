"""What a kind of work looks like to the worker."""

from collections.abc import Callable, Mapping
from typing import Protocol, TypeAlias

Params: TypeAlias = Mapping[str, str | int | bool]
Effect: TypeAlias = Callable[[], None]
"""Writes the outcome. Called once, in the transaction that marks the job done: no job has half an effect, or two."""


class Task(Protocol):
    """One kind of work; the table of tasks (server/tasks.py) says under which name."""

    def work(self, params: Params, progress: Callable[[float], None]) -> Effect:
        """Does the long part, which may be done again after a crash, so it writes nothing that would matter twice.

        progress: to be called with the part that is done, 0 to 1, as often as is convenient; it raises to stop.
        Raises one of the five kinds of error when there is no use in another try, except Busy.
        """
        ...

    def give_up(self, params: Params) -> None:
        """Called in the transaction that marks the job failed for good."""
        ...
