"""What rows and columns of a plate are called."""

from string import ascii_uppercase


def letters(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    before, last = divmod(index, 26)
    return (letters(before - 1) if before else "") + ascii_uppercase[last]


def label(index: int, naming: str) -> str:
    """The label of a row or column, index from 0; naming: "letter" or "number"."""
    return letters(index) if naming == "letter" else str(index + 1)
