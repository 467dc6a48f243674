import pytest

from micrographia.errors import Invalid
from micrographia.rendering.color import Color, color_of_index, color_of_wavelength


@pytest.mark.parametrize(
    ("text", "color"),
    [
        ("f80", Color(255, 136, 0)),
        ("F80c", Color(255, 136, 0, 204)),
        ("0A141e", Color(10, 20, 30)),
        ("0A141E00", Color(10, 20, 30, 0)),
    ],
)
def test_hex(text, color):
    assert Color.parse(text) == color
    assert Color.parse(str(color)) == color


@pytest.mark.parametrize("text", ["", "GGG", "#FF0000", "12345", "1234567", "٠٠٠"])
def test_what_is_no_color(text):
    with pytest.raises(Invalid):
        Color.parse(text)


@pytest.mark.parametrize(
    ("component", "grey"),
    [(147, 85), (147, 170), (155, 51), (155, 204), (171, 85), (187, 165), (195, 153)],
)
def test_division_comes_first(component, grey):
    """Pairs of reference rendering.md §7 in which this is one less than (c · d) // 255."""
    assert Color(component, 0, 0).table()[grey, 0] == component * grey // 255 - 1


def test_alpha_weakens():
    assert Color(255, 100, 0, 128).table()[255].tolist() == [128, 50, 0]
    assert not Color(255, 255, 255, 0).table().any()


def test_guesses():
    assert [color_of_wavelength(nm) for nm in (499.9, 500, 559.9, 560)] == [
        "0000FFFF",
        "00FF00FF",
        "00FF00FF",
        "FF0000FF",
    ]
    assert [color_of_index(i) for i in range(4)] == ["FF0000FF", "00FF00FF", "0000FFFF", "FF0000FF"]
