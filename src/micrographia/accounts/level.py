"""What a group lets its members do with one another's data (reference permissions.md §1.2)."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """The level of a group; the value is the string that `perm` shows: user, group, world."""

    PRIVATE = "rw----"
    READ_ONLY = "rwr---"
    READ_ANNOTATE = "rwra--"
    READ_WRITE = "rwrw--"
    EVERYBODY = "rwr-r-"
    """Only of the built-in group `user`: read by all."""

    @property
    def group_read(self) -> bool:
        return self.value[2] == "r"

    @property
    def group_annotate(self) -> bool:
        """`w` implies `a`."""
        return self.value[3] in "wa"

    @property
    def group_write(self) -> bool:
        return self.value[3] == "w"

    @property
    def world_read(self) -> bool:
        return self.value[4] == "r"


SETTABLE = (Level.PRIVATE, Level.READ_ONLY, Level.READ_ANNOTATE, Level.READ_WRITE)
"""The four levels a person can choose."""
