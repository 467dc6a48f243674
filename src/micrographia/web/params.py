"""Parameters declared once: the declaration that documents one is the one that parses it.

A query is a frozen dataclass whose fields are made by the functions below; `read` makes one from a query string.
Parameters nobody declared are ignored.
"""

import dataclasses
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from micrographia.errors import Invalid

Q = TypeVar("Q")
N = TypeVar("N", int, float)
REQUIRED: Any = object()
LARGEST = 2**63 - 1
"""The largest number a database can hold."""


class InvalidValue(Invalid):
    """A value that cannot be read as what it is declared to be."""


class Written(Protocol):
    """Parameters as written: a query string or a form. What it contains has at least one value."""

    def __contains__(self, name: object, /) -> bool: ...
    def getlist(self, name: str, /) -> Sequence[str]:
        """All values under that name, none where it was not given."""
        ...


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: how it is written, read and described.

    parse: text → value; raises ValueError whose sentence says what would be right ("a whole number from 0").
    schema: JSON Schema of the value as written: its type and bounds. example: as written.
    also_in_query: a parameter of a body that may stand in the query string instead.
    """

    parse: Callable[[str], Any]
    schema: Mapping[str, Any]
    description: str
    example: str | None = None
    name: str | None = None
    many: bool = False
    also_in_query: bool = False


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a text must be written whose value is read elsewhere.

    fits: whether a text is written so. wanted: what would be right, as it follows "should be".
    """

    schema: Mapping[str, Any]
    fits: Callable[[str], bool]
    wanted: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A parameter at its field: `name` is how a query string writes it."""

    name: str
    field: str
    parameter: Parameter
    required: bool


def declared(parameter: Parameter, default: Any = None) -> Any:
    """A field for any parameter, also one with a grammar of its own; `default` REQUIRED makes it required."""
    metadata = {"parameter": parameter}
    if default is REQUIRED:
        return dataclasses.field(kw_only=True, metadata=metadata)
    return dataclasses.field(default=default, kw_only=True, metadata=metadata)


def whole(
    description: str,
    default: Any = None,
    bounds: tuple[int | None, int | None] = (None, None),
    example: str | None = None,
    name: str | None = None,
) -> Any:
    """A whole number; both bounds are included."""

    def parse(text: str) -> int:
        # int() takes blanks, underscores and other scripts' digits, which no address means.
        if not _is_whole(text):
            raise ValueError(f"a whole number{_between(bounds)}")
        return _inside(_no_larger(int(text)), bounds, "a whole number")

    schema = {"type": "integer", **_limits(bounds, (-LARGEST, LARGEST))}
    return declared(Parameter(parse, schema, description, example, name), default)


def number(
    description: str,
    default: Any = None,
    bounds: tuple[float | None, float | None] = (None, None),
    example: str | None = None,
    name: str | None = None,
) -> Any:
    """A finite number; both bounds are included."""

    def parse(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise ValueError(f"a number{_between(bounds)}")
        return _inside(value, bounds, "a number")

    schema = {"type": "number", **_limits(bounds, (None, None))}
    return declared(Parameter(parse, schema, description, example, name), default)


def text(
    description: str,
    default: Any = None,
    longest: int = 10_000,
    example: str | None = None,
    name: str | None = None,
    grammar: Grammar | None = None,
) -> Any:
    """Any text of up to `longest` characters, or one that is written as the grammar has it."""

    def parse(value: str) -> str:
        if len(value) > longest:
            raise ValueError(f"at most {longest} characters")
        if grammar is not None and not grammar.fits(value):
            raise ValueError(grammar.wanted)
        return value

    schema = {"type": "string", "maxLength": longest} if grammar is None else grammar.schema
    return declared(Parameter(parse, schema, description, example, name), default)


def choice(
    description: str, words: Mapping[str, Any], default: Any = None, example: str | None = None, name: str | None = None
) -> Any:
    """One of the words; the value is what the word stands for."""

    def parse(value: str) -> Any:
        try:
            return words[value]
        except KeyError:
            raise ValueError(f"one of {', '.join(words)}") from None

    return declared(Parameter(parse, {"type": "string", "enum": list(words)}, description, example, name), default)


def switch(description: str, on: tuple[str, ...] = ("true",), name: str | None = None) -> Any:
    """On when written as one of the words `on`; anything else is off, as each family has it."""

    def parse(value: str) -> bool:
        return value in on

    return declared(Parameter(parse, {"type": "string", "enum": list(on)}, description, on[0], name), False)


def wholes(
    description: str,
    default: Any = (),
    bounds: tuple[int | None, int | None] = (None, None),
    most: int = 10_000,
    name: str | None = None,
) -> Any:
    """Whole numbers between commas, the parameter possibly repeated: a tuple in the order written."""

    def parse(value: str) -> tuple[int, ...]:
        words = [word.strip() for word in value.split(",")]
        if len(words) > most:
            raise ValueError(f"at most {most} numbers")
        if not all(_is_whole(word) for word in words):
            raise ValueError("whole numbers between commas")
        return tuple(_inside(_no_larger(int(word)), bounds, "whole numbers") for word in words)

    items = {"type": "integer", **_limits(bounds, (-LARGEST, LARGEST))}
    schema = {"type": "array", "items": items, "minItems": 1, "maxItems": most}
    return declared(Parameter(parse, schema, description, "1,2", name, many=True), default)


_KNOWN: dict[type[Any], tuple[Bound, ...]] = {}


def parameters_of(query: type[Any]) -> tuple[Bound, ...]:
    """The declared parameters of a query, in the order of its fields."""
    found = _KNOWN.get(query)
    if found is None:
        found = _KNOWN[query] = _declared_in(query)
    return found


def _declared_in(query: type[Any]) -> tuple[Bound, ...]:
    return tuple(
        Bound(field.metadata["parameter"].name or field.name, field.name, field.metadata["parameter"], _required(field))
        for field in dataclasses.fields(query)
        if "parameter" in field.metadata
    )


def read(query: type[Q], written: Written) -> Q:
    """The query as a value; a repeated parameter counts once, by its last, unless it takes many.

    Raises Invalid naming the parameter, what is wrong with it and what would be right.
    """
    values: dict[str, Any] = {}
    for bound in parameters_of(query):
        if bound.name in written:
            given = written.getlist(bound.name)
            values[bound.field] = _parsed(bound, ",".join(given) if bound.parameter.many else given[-1])
        elif bound.required:
            raise Invalid(f"Missing required parameter: {bound.name}", bound.name)
    return query(**values)


def _parsed(bound: Bound, text: str) -> Any:
    try:
        return bound.parameter.parse(text)
    except ValueError as error:
        raise InvalidValue(f"{bound.name} should be {error}, not '{text[:80]}'", bound.name) from error


def _required(field: Any) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _inside(value: N, bounds: tuple[N | None, N | None], what: str) -> N:
    low, high = bounds
    if (low is not None and value < low) or (high is not None and value > high):
        raise ValueError(f"{what}{_between(bounds)}")
    return value


def _between(bounds: tuple[Any, Any]) -> str:
    low, high = bounds
    if low is not None and high is not None:
        return f" from {low} to {high}"
    return f" from {low}" if low is not None else f" up to {high}" if high is not None else ""


def _is_whole(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) < 20


def _no_larger(value: int) -> int:
    """The value, or the largest number that a database can hold: nothing has it either."""
    return max(-LARGEST, min(value, LARGEST))


def _limits(bounds: tuple[Any, Any], widest: tuple[Any, Any]) -> dict[str, Any]:
    limits = [own if own is not None else wide for own, wide in zip(bounds, widest, strict=True)]
    return {key: value for key, value in zip(("minimum", "maximum"), limits, strict=True) if value is not None}
