"""Numbers as URLs write them: ASCII only, None where the text is no number."""

import re

WHOLE_TEXT = "-?[0-9]{1,18}"
"""How an integer is written."""
LARGEST = 10**18 - 1
_WHOLE = re.compile(WHOLE_TEXT, re.ASCII)
_REAL = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?|[+-]?(inf|infinity)|nan", re.ASCII | re.IGNORECASE)


def whole(text: str) -> int | None:
    """An integer of at most 18 digits."""
    text = text.strip()
    return int(text) if _WHOLE.fullmatch(text) else None


def real(text: str) -> float | None:
    """A float; `nan`, `inf` and `1e3` are numbers too, and one beyond a float's range is infinite."""
    text = text.strip()
    return float(text) if _REAL.fullmatch(text) else None


def is_quality(text: str) -> bool:
    """Whether it is a number from 0 to 1."""
    found = real(text)
    return found is not None and 0 <= found <= 1
