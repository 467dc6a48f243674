"""How the JSON API document writes numbers, booleans and texts (reference json-api.md §1.4)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from micrographia.web.params import LARGEST, REQUIRED, Parameter, declared

NUMBER = re.compile(r"[+-]?[0-9]+", re.ASCII)
NO_FILTER = -1
"""For `owner`, `group` and `member`: everybody's."""
NUMBERS = {"type": "integer", "minimum": -LARGEST, "maximum": LARGEST}
"""What is written beyond is read as one of these."""
WITHOUT_NUL = r"^[^\x00]*$"
ON = frozenset({"true", "yes", "y", "t", "1", "on"})
OFF = frozenset({"false", "no", "n", "f", "0", "off", ""})


def whole(text: str) -> int:
    """A number with or without sign; what no database can hold becomes a number that nothing has."""
    written = text.strip(" ")
    if not NUMBER.fullmatch(written):
        raise ValueError("a whole number")
    if len(written) > 20:
        return -LARGEST if written.startswith("-") else LARGEST
    return max(-LARGEST, min(int(written), LARGEST))


def identifier(description: str, example: str = "3", default: Any = None, *, also_in_query: bool = False) -> Any:
    """The id of something; ids of nothing are numbers too, and match nothing."""
    return declared(Parameter(whole, NUMBERS, description, example, also_in_query=also_in_query), default)


def filter_by(description: str, example: str = "3") -> Any:
    """The id of a person or group to narrow a list to; -1: not narrowed."""

    def parse(text: str) -> int | None:
        number = whole(text)
        return None if number == NO_FILTER else number

    return declared(Parameter(parse, NUMBERS, f"{description}; -1: no filter", example), None)


def count(description: str, default: Any = None, example: str = "1") -> Any:
    """A number from 0; however big, it is read."""

    def parse(text: str) -> int:
        if not NUMBER.fullmatch(text.strip(" ")) or whole(text) < 0:
            raise ValueError("a whole number from 0")
        return whole(text)

    return declared(Parameter(parse, {**NUMBERS, "minimum": 0}, description, example), default)


def switch(description: str, default: bool = False) -> Any:
    """A truth: true yes y t 1 on, or false no n f 0 off, in any case; empty is false."""

    def parse(text: str) -> bool:
        word = text.strip().lower()
        if word in ON:
            return True
        if word in OFF:
            return False
        raise ValueError("true or false")

    return declared(Parameter(parse, {"type": "boolean"}, description, "true"), default)


def words(description: str, default: Any = "", longest: int = 100_000, shortest: int = 0) -> Any:
    """Text without NUL."""

    def parse(text: str) -> str:
        if "\0" in text or len(text) > longest:
            raise ValueError(f"text of at most {longest} characters without NUL")
        return text

    schema = {"type": "string", "minLength": shortest, "maxLength": longest, "pattern": WITHOUT_NUL}
    return declared(Parameter(parse, schema, description, "A few words"), default)


def name(description: str, longest: int = 255) -> Any:
    """A name: trimmed, not empty. What is empty is not given."""

    def parse(text: str) -> str:
        trimmed = text.strip()
        if "\0" in trimmed or len(trimmed) > longest:
            raise ValueError(f"1 to {longest} characters without NUL")
        return trimmed

    # A letter that is no blank, and no NUL before, in or after it.
    schema = {"type": "string", "minLength": 1, "maxLength": longest, "pattern": r"^[^\x00]*[^\s\x00][^\x00]*$"}
    return declared(Parameter(parse, schema, description, "My new one"), REQUIRED)


def identifiers(description: str, most: int = 10_000) -> Any:
    """Ids between commas, the parameter possibly repeated; in JSON a list."""

    def parse(text: str) -> tuple[int, ...]:
        if not text.strip():
            return ()
        words = text.split(",")
        if len(words) > most:
            raise ValueError(f"at most {most} ids")
        return tuple(whole(word) for word in words)

    schema = {"type": "array", "items": NUMBERS, "maxItems": most}
    return declared(Parameter(parse, schema, description, "1,2", many=True), ())


def moment(description: str) -> Any:
    """A date and time as RFC 3339 writes it; without offset: UTC."""

    def parse(text: str) -> datetime:
        try:
            found = parse_datetime(text)
            if found is None:
                raise ValueError
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            raise ValueError("a date and time such as 2030-12-31T12:00:00Z") from None

    schema = {"type": "string", "format": "date-time"}
    return declared(Parameter(parse, schema, description, "2030-12-31T12:00:00Z"), None)
