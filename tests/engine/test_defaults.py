import numpy as np
import pytest

from micrographia.engine import defaults
from micrographia.engine.defaults import first_settings, measured_level
from micrographia.pixel_type import ValueRange
from micrographia.rendering.settings import Model, Window
from micrographia.testing.array_source import array_source


def test_windows_of_the_plane_in_the_middle():
    values = np.arange(2 * 5 * 4, dtype=np.uint16).reshape(2, 5, 2, 2)
    source = array_source(values)
    settings = first_settings(source)
    assert [channel.window for channel in settings.channels] == [Window(8, 11), Window(28, 31)]
    assert (settings.model, settings.default_z) == (Model.COLOR, 2)
    assert {read[0] for read in source.reads} == {2}


def test_with_statistics_nothing_is_read():
    source = array_source(np.zeros((1, 2, 2), np.uint8))
    settings = first_settings(source, [ValueRange(3, 77)])
    assert (settings.channels[0].window, settings.channels[0].color) == (Window(3, 77), "808080FF")
    assert source.reads == []


def test_a_plane_with_a_nan_says_nothing():
    window = first_settings(array_source(np.array([[[1.0, np.nan]]], np.float32))).channels[0].window
    assert np.isnan([window.start, window.end]).all()


def test_large_planes_are_measured_on_a_smaller_level(monkeypatch):
    monkeypatch.setattr(defaults, "LARGEST_PLANE", 30)
    info = array_source(np.zeros((1, 10, 10), np.uint8), levels=2).info
    assert measured_level(info) == 1
    source = array_source(np.zeros((1, 20, 20), np.uint8))
    assert measured_level(source.info) is None
    assert first_settings(source).channels[0].window == Window(0, 255)
    assert source.reads == []


def test_the_checkpoint_comes_before_each_channel():
    calls = []
    first_settings(array_source(np.zeros((3, 2, 2), np.uint8)), (), lambda: calls.append(1))
    assert len(calls) == 3


@pytest.mark.parametrize("levels", [1, 2])
def test_the_largest_level_that_fits(levels):
    assert measured_level(array_source(np.zeros((1, 8, 8), np.uint8), levels=levels).info) == 0
