import pytest

from micrographia.webgateway.shapes.image import split_layout


@pytest.mark.parametrize(
    ("cells", "grid"),
    [
        (1, (1, 1)),
        (2, (2, 1)),
        (3, (2, 2)),
        (4, (2, 2)),
        (5, (3, 2)),
        (6, (3, 2)),
        (7, (3, 3)),
        (9, (3, 3)),
        (10, (4, 3)),
        (12, (4, 3)),
        (13, (4, 4)),
        (16, (4, 4)),
    ],
)
def test_grids(cells, grid):
    layout = split_layout(cells, 10, 20)
    assert (layout["gridx"], layout["gridy"]) == grid


def test_the_documents_sample():
    assert split_layout(4, 480, 480) == {"width": 966, "height": 966, "gridx": 2, "gridy": 2, "border": 2}
    assert split_layout(5, 480, 480) == {"width": 1448, "height": 966, "gridx": 3, "gridy": 2, "border": 2}
