import pytest

from micrographia.webgateway.shapes.facts import facts_of, length


@pytest.mark.parametrize(
    ("micrometres", "words"), [(0.108, "108 nm"), (1.0, "1 µm"), (110.592, "110.6 µm"), (5000.0, "5 mm")]
)
def test_lengths_have_the_unit_that_suits(micrometres, words):
    assert length(micrometres) == words


def test_what_is_not_known_is_left_out(lab):
    names = [name for name, _ in facts_of(lab.image)]
    assert "Size" in names
    assert "Objective" not in names
