"""A malformed part of a rendering query: drawing ignores it, saving refuses it."""

from collections.abc import Iterable
from dataclasses import dataclass

from micrographia.errors import Invalid


@dataclass(frozen=True, slots=True)
class Fault:
    """parameter: the culprit; message: one sentence that says what would have been right."""

    parameter: str
    message: str


def refuse(faults: Iterable[Fault]) -> None:
    """Raises Invalid with the first fault, if there is one: for those who save what was asked."""
    for fault in faults:
        raise Invalid(fault.message, fault.parameter)
