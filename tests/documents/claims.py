"""The numbers that tests carry: each is one sentence of the two documents, counted from 1."""

from collections.abc import Callable
from typing import TypeVar

WEBGATEWAY = range(1, 165)
"""The sentences of the WebGateway document that a test can hold."""

JSON_API = range(165, 437)
"""The sentences of the JSON API document."""

Test = TypeVar("Test", bound=Callable[..., object])


def claim(*numbers: int) -> Callable[[Test], Test]:
    """Says which sentences a test holds; `test_numbers.py` reads it from the text of the tests."""
    assert numbers

    def carry(test: Test) -> Test:
        return test

    return carry


def rule(*sections: str) -> Callable[[Test], Test]:
    """Says which sections of the WebGateway reference a test holds."""
    assert sections

    def carry(test: Test) -> Test:
        return test

    return carry
