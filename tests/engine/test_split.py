import numpy as np
import pytest

from micrographia.engine.split import Grid, grid_of, label_size, split_channels
from micrographia.engine.view import View
from micrographia.pixels import Region
from micrographia.rendering.settings import ChannelSettings, Model, RenderingSettings, Window
from micrographia.testing.array_source import array_source

SIDES = [(1, 1), (2, 1), (2, 2), (2, 2), (3, 2), (3, 2), *[(3, 3)] * 3, *[(4, 3)] * 3, *[(4, 4)] * 4]


@pytest.mark.parametrize(("panels", "sides"), [*enumerate(SIDES, 1)])
def test_grids(panels, sides):
    """The table of reference webgateway.md §5.5."""
    grid = grid_of(10, 10, panels, Model.GREYSCALE)
    assert (grid.columns, grid.rows) == sides


def test_the_sizes_that_the_document_prints():
    assert grid_of(480, 480, 4, Model.GREYSCALE) == Grid(2, 2, 966, 966)
    assert grid_of(480, 480, 4, Model.COLOR) == Grid(3, 2, 1448, 966)


@pytest.mark.parametrize(
    ("width", "size"),
    [(95, None), (96, 8), (213, 10), (256, 12), (298, 14), (384, 18), (512, 24), (768, 32), (9999, 64)],
)
def test_labels(width, size):
    assert label_size(width) == size


def split(model, active=(True, True), side=4):
    values = np.stack([np.full((side, side), 100, np.uint8), np.full((side, side), 50, np.uint8)])
    colors = ("FF0000FF", "00FF00FF")
    channels = tuple(ChannelSettings(on, Window(0, 255), color) for on, color in zip(active, colors, strict=True))
    view = View(0, 0, Region(0, 0, side, side), 0, RenderingSettings(model, channels))
    return split_channels(array_source(values), view, ["one", "two"], {})


def test_color_panels_and_the_merged_one():
    picture = split(Model.COLOR)
    assert picture.shape == (14, 14, 3)
    assert picture[3, 3].tolist() == [100, 0, 0]
    assert picture[3, 9].tolist() == [0, 50, 0]
    assert picture[9, 3].tolist() == [100, 50, 0]
    assert picture[9, 9].tolist() == [255, 255, 255]
    assert (picture[:2] == 255).all()
    assert (picture[:, 6:8] == 255).all()


def test_an_inactive_channel_keeps_its_panel_in_white():
    picture = split(Model.COLOR, (False, True))
    assert picture[3, 3].tolist() == [255, 255, 255]
    assert picture[9, 3].tolist() == [0, 50, 0]


def test_greyscale_has_no_panel_left_for_the_merged_picture():
    picture = split(Model.GREYSCALE)
    assert picture.shape == (8, 14, 3)
    assert [picture[3, 3].tolist(), picture[3, 9].tolist()] == [[100] * 3, [50] * 3]


def test_each_panel_says_what_it_is():
    picture = split(Model.COLOR, side=100)
    for x, y in ((2, 2), (104, 2), (2, 104)):
        assert (picture[y : y + 14, x : x + 40].min(axis=2) > 100).any()
        assert (picture[y + 20 : y + 90, x : x + 90].min(axis=2) == 0).all()
