"""The strings of levels (reference permissions.md §1.2)."""

import pytest

from micrographia.accounts.level import SETTABLE, Level


@pytest.mark.parametrize(
    ("level", "reads", "annotates", "writes", "world"),
    [
        ("rw----", False, False, False, False),
        ("rwr---", True, False, False, False),
        ("rwra--", True, True, False, False),
        ("rwrw--", True, True, True, False),
        ("rwr-r-", True, False, False, True),
    ],
)
def test_what_the_letters_say(level: str, reads: bool, annotates: bool, writes: bool, world: bool) -> None:
    one = Level(level)
    assert (one.group_read, one.group_annotate, one.group_write, one.world_read) == (reads, annotates, writes, world)


def test_the_level_of_group_user_cannot_be_chosen() -> None:
    assert list(SETTABLE) == ["rw----", "rwr---", "rwra--", "rwrw--"]
