import numpy as np

from micrographia.rendering.codomain.reverse import REVERSE
from micrographia.rendering.settings import ChannelSettings, Model, Quantum, Window
from micrographia.rendering.table import tabulate

RAMP = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)
LUTS = {"x.lut": np.ascontiguousarray(255 - RAMP // 2)}


def table(model=Model.COLOR, quantum=None, **settings):
    return tabulate(ChannelSettings(True, Window(0, 1), "FF0080FF", **settings), model, quantum or Quantum(), LUTS)


def test_color():
    assert table()[[0, 100, 255]].tolist() == [[0, 0, 0], [100, 0, 50], [255, 0, 128]]


def test_a_lut_wins_over_the_color_and_an_unknown_one_does_not():
    np.testing.assert_array_equal(table(lut="x.lut"), LUTS["x.lut"])
    np.testing.assert_array_equal(table(lut="unknown.lut"), table())


def test_greyscale_knows_neither():
    np.testing.assert_array_equal(table(Model.GREYSCALE, lut="x.lut"), RAMP)


def test_reverse_comes_before_the_color():
    np.testing.assert_array_equal(table(codomain=(REVERSE,)), table()[::-1])
    np.testing.assert_array_equal(table(Model.GREYSCALE, codomain=(REVERSE,)), RAMP[::-1])
