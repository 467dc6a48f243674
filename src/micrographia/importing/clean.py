"""Text that every database takes."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

T = TypeVar("T")


def clean(value: T) -> T:
    """The same value, all text in it without NUL; halves of surrogate pairs become "?".

    Goes into tuples and dataclasses; anything else is given back as it is.
    """
    cleaned: Any = value
    if isinstance(value, str):
        cleaned = value.replace("\0", "").encode("utf-8", "replace").decode()
    elif isinstance(value, tuple):
        cleaned = tuple(clean(item) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        cleaned = replace(value, **{field.name: clean(getattr(value, field.name)) for field in fields(value)})
    return cleaned  # type: ignore[no-any-return]
