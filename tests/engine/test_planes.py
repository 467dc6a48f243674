import numpy as np

from micrographia.engine import planes as module
from micrographia.engine.planes import never, planes, shown
from micrographia.engine.view import View
from micrographia.pixels import Region
from micrographia.rendering.settings import ChannelSettings, Model, Projection, RenderingSettings, Window
from micrographia.testing.array_source import array_source


def view(count, region, model=Model.COLOR, projection=Projection.NORMAL, active=None):
    channels = tuple(ChannelSettings(active is None or c in active, Window(0, 1), "FFFFFFFF") for c in range(count))
    return View(0, 0, region, 0, RenderingSettings(model, channels, projection))


def test_shown():
    assert shown(view(4, Region(0, 0, 1, 1), active=(1, 3))) == (1, 3)
    assert shown(view(4, Region(0, 0, 1, 1), Model.GREYSCALE, active=(1, 3))) == (1,)
    assert shown(view(4, Region(0, 0, 1, 1), Model.GREYSCALE, active=())) == ()


def test_channels_are_read_together_as_far_as_they_fit(monkeypatch):
    source = array_source(np.arange(5 * 4 * 4, dtype=np.uint8).reshape(5, 4, 4))
    asked = view(5, Region(1, 1, 2, 2))
    values = list(planes(source, asked, (0, 2, 4), never))
    assert [read[2] for read in source.reads] == [(0, 2, 4)]
    assert [plane.tolist() for plane in values] == [[[5, 6], [9, 10]], [[37, 38], [41, 42]], [[69, 70], [73, 74]]]
    monkeypatch.setattr(module, "TOGETHER_BYTES", 8)
    source.reads.clear()
    list(planes(source, asked, (0, 2, 4), never))
    assert [read[2] for read in source.reads] == [(0, 2), (4,)]


def test_projections_go_strip_by_strip_along_the_tiles(monkeypatch):
    values = np.random.default_rng(0).integers(0, 256, (1, 3, 200, 10)).astype(np.uint8)
    source = array_source(values)  # tiles are 64 high
    monkeypatch.setattr(module, "TOGETHER_BYTES", 8 * 10 * 70)
    (projected,) = planes(source, view(1, Region(0, 10, 10, 180), projection=Projection.INTMAX), (0,), never)
    np.testing.assert_array_equal(projected, values[0, :, 10:190].max(axis=0))
    assert sorted({(read[3].y, read[3].height) for read in source.reads}) == [(10, 54), (64, 64), (128, 62)]
    assert len(source.reads) == 9
