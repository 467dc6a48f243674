import numpy as np
import pytest

from micrographia.engine.render import render
from micrographia.engine.view import View
from micrographia.errors import Invalid
from micrographia.pixels import Region
from micrographia.rendering.settings import ChannelSettings, Model, Projection, RenderingSettings, Window
from micrographia.testing.array_source import array_source

BYTE = Window(0, 255)
WHOLE = Region(0, 0, 2, 2)
PLANES = np.array([[[0, 51], [102, 255]], [[255, 0], [0, 10]], [[1, 2], [3, 4]]], np.uint8)


def channel(color="FF0000FF", active=True, window=BYTE):
    return ChannelSettings(active, window, color)


def view(*channels, region=WHOLE, level=0, z=0, t=0, **kinds):
    return View(z, t, region, level, RenderingSettings(**{"model": Model.COLOR, **kinds}, channels=channels))


def test_three_colors_are_added():
    shown = view(channel("FF0000FF"), channel("00FF00FF"), channel("0000FFFF"))
    picture = render(array_source(PLANES), shown, {})
    assert picture.tolist() == [[[0, 255, 1], [51, 0, 2]], [[102, 0, 3], [255, 10, 4]]]


def test_only_active_channels_are_read():
    source = array_source(PLANES)
    render(source, view(channel(active=False), channel(), channel(active=False)), {})
    assert [read[2] for read in source.reads] == [(1,)]


def test_greyscale_reads_and_shows_the_first_active_channel():
    source = array_source(PLANES)
    shown = view(channel(active=False), channel("00FF00FF"), channel(), model=Model.GREYSCALE)
    assert render(source, shown, {})[:, :, 0].tolist() == [[255, 0], [0, 10]]
    assert [read[2] for read in source.reads] == [(1,)]


def test_nothing_active_is_black_and_reads_nothing():
    source = array_source(PLANES)
    assert not render(source, view(*[channel(active=False)] * 3), {}).any()
    assert source.reads == []


def test_a_region_is_part_of_the_whole():
    values = np.random.default_rng(3).integers(0, 65536, (2, 40, 50), np.uint16)
    channels = (channel("FF8000FF", window=Window(100, 50000)), channel("0080FFFF", window=Window(0, 65535)))
    source = array_source(values)
    whole = render(source, view(*channels, region=Region(0, 0, 50, 40)), {})
    part = render(source, view(*channels, region=Region(7, 5, 21, 30)), {})
    np.testing.assert_array_equal(part, whole[5:35, 7:28])


def test_projection_reads_every_section_of_the_range_once():
    values = np.array([[[[1]], [[9]], [[4]], [[200]]]], np.uint8)
    source = array_source(values)
    shown = view(channel("FFFFFFFF"), region=Region(0, 0, 1, 1), projection=Projection.INTMAX, z_range=(0, 2))
    assert render(source, shown, {}).tolist() == [[[9, 9, 9]]]
    assert [read[0] for read in source.reads] == [0, 1, 2]


@pytest.mark.parametrize(
    ("changes", "parameter"),
    [
        ({"z": 1}, "z"),
        ({"z": -1}, "z"),
        ({"t": 1}, "t"),
        ({"level": 1}, "level"),
        ({"region": Region(1, 0, 2, 2)}, "region"),
        ({"region": Region(0, 0, 0, 2)}, "region"),
    ],
)
def test_outside_is_invalid_even_with_nothing_active(changes, parameter):
    with pytest.raises(Invalid) as error:
        render(array_source(PLANES), view(*[channel(active=False)] * 3, **changes), {})
    assert error.value.parameter == parameter


def test_settings_of_another_image_are_invalid():
    with pytest.raises(Invalid):
        render(array_source(PLANES), view(channel()), {})


def test_the_checkpoint_stops_between_channels():
    class NobodyWaits(Exception):
        pass

    calls = []

    def checkpoint():
        calls.append(1)
        if len(calls) == 3:
            raise NobodyWaits

    with pytest.raises(NobodyWaits):
        render(array_source(PLANES), view(*[channel()] * 3), {}, (), checkpoint)
