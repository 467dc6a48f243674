import pytest

from micrographia.encoding.movie import ticks


@pytest.mark.parametrize(
    ("rate", "per_second", "durations"),
    [
        (4, 1000, [250] * 6),
        (24, 1000, [42, 41, 42, 42, 41, 42]),
        (7, 100, [14, 15, 14, 14, 14, 15]),
        (0.5, 1000, [2000] * 6),
    ],
)
def test_rounding_does_not_add_up(rate, per_second, durations):
    assert [ticks(number, rate, per_second) for number in range(6)] == durations
