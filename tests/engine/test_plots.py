import numpy as np
import pytest

from micrographia.engine.plots import column_plot, row_plot
from micrographia.engine.view import View
from micrographia.errors import NotFound
from micrographia.pixel_type import ValueRange
from micrographia.pixels import Region
from micrographia.rendering.settings import ChannelSettings, Model, RenderingSettings, Window
from micrographia.testing.array_source import array_source

VALUES = np.array([[[0, 1, 2, 2], [0, 3, 6, 6], [6, 0, 0, 6]]], np.uint16)  # one channel, 4 wide, 3 high
SPAN = [ValueRange(0, 6)]


def view(*active):
    channels = tuple(ChannelSettings(on, Window(0, 1), "0A141EFF") for on in active)
    return View(0, 0, Region(0, 0, 4, 3), 0, RenderingSettings(Model.GREYSCALE, channels))


def test_a_row_is_drawn_upwards():
    plot = row_plot(array_source(VALUES), view(True), 1, 1, SPAN)
    assert plot.drawing.tolist() == [
        [0, 0, 3, 3],
        [2, 3, 3, 2],
        [3, 3, 0, 0],
    ]
    assert plot.palette == ((0, 0, 0), (0, 0, 0), (255, 255, 255), (10, 20, 30))


def test_a_column_is_drawn_rightwards():
    plot = column_plot(array_source(VALUES), view(True), 0, 1, SPAN)
    assert plot.drawing.tolist() == [
        [3, 0, 0, 0],
        [3, 0, 0, 0],
        [3, 3, 3, 3],
    ]


def test_only_active_channels_are_read():
    source = array_source(np.concatenate([VALUES, VALUES]))
    plot = row_plot(source, view(False, True), 0, 1)
    assert [read[2:4] for read in source.reads] == [((1,), Region(0, 0, 4, 1))]
    assert len(plot.palette) == 4


def test_nothing_active_is_just_the_line():
    assert column_plot(array_source(VALUES), view(False), 3, 1).drawing.tolist() == [[0, 0, 0, 2]] * 3


def test_a_channel_of_one_value_is_left_out():
    assert row_plot(array_source(VALUES), view(True), 0, 1, [ValueRange(5, 5)]).drawing.tolist() == [
        [2] * 4,
        [0] * 4,
        [0] * 4,
    ]


def test_thickness_is_at_most_the_side():
    assert (row_plot(array_source(VALUES), view(False), 1, 99).drawing == 2).all()
    assert row_plot(array_source(VALUES), view(False), 0, 0).drawing.tolist() == [[2] * 4, [0] * 4, [0] * 4]


@pytest.mark.parametrize(("draw", "place"), [(row_plot, 3), (row_plot, -1), (column_plot, 4)])
def test_outside(draw, place):
    with pytest.raises(NotFound):
        draw(array_source(VALUES), view(True), place, 1)
