import json

import numpy as np
import pytest

from micrographia.engine.thumbnail import fitted, suited_level, thumbnail
from micrographia.engine.view import View
from micrographia.pixels import Region
from micrographia.rendering.settings import ChannelSettings, Model, RenderingSettings, Window
from micrographia.testing.array_source import array_source
from shared import SHARED, needs_shared

GREY = RenderingSettings(Model.GREYSCALE, (ChannelSettings(True, Window(0, 255), "FFFFFFFF"),))


def drawn(values, size, levels=1):
    source = array_source(values[None], levels=levels)
    return source, thumbnail(source, View(0, 0, Region(0, 0, 1, 1), 0, GREY), size, {})


@pytest.mark.parametrize(
    ("image", "longest", "size"),
    [
        ((480, 480), 64, (64, 64)),
        ((1344, 1024), 256, (256, 195)),
        ((95, 97), 64, (62, 64)),
        ((3, 3000), 64, (3, 64)),
        ((1, 1), 96, (96, 96)),
    ],
)
def test_the_aspect_is_kept(image, longest, size):
    assert fitted(*image, longest) == size


@needs_shared
def test_sizes_as_the_reference_engine():
    fixtures = json.loads((SHARED / "rendering-vectors" / "manifest.json").read_text())["fixtures"]
    sizes = [fixture for fixture in fixtures if fixture["kind"] == "thumb_dims"]
    assert len(sizes) == 21
    for fixture in sizes:
        expected = (max(3, fixture["expected"]["tw"]), max(3, fixture["expected"]["th"]))
        assert fitted(fixture["x"], fixture["y"], fixture["longest"]) == expected, fixture["id"]


def test_the_smallest_level_that_is_large_enough():
    info = array_source(np.zeros((1, 400, 640), np.uint8), levels=4).info  # widths 640 320 160 80
    assert [suited_level(info, (64, size)) for size in (40, 50, 51, 200, 500)] == [3, 3, 2, 1, 0]


def test_only_the_suited_level_is_read():
    source, picture = drawn(np.full((400, 640), 77, np.uint8), (64, 40), levels=4)
    assert {read[4] for read in source.reads} == {3}
    assert picture.shape == (40, 64, 3)
    assert (picture == 77).all()


def test_a_large_plane_without_a_pyramid_is_drawn_in_strips(monkeypatch):
    monkeypatch.setattr("micrographia.engine.thumbnail.STRIP_PIXELS", 1000)
    ramp = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 250, axis=1)
    source, picture = drawn(ramp, (25, 32))
    assert len(source.reads) > 5
    assert max(read[3].height * read[3].width for read in source.reads) <= 1000
    # eight rows of the ramp to one of the thumbnail: its mean lies in their middle
    np.testing.assert_allclose(picture[2:-2, 12, 0], np.arange(32)[2:-2] * 8 + 3.5, atol=1)


def test_a_small_image_is_enlarged():
    _, picture = drawn(np.array([[0, 255], [0, 255]], np.uint8), (8, 8))
    assert picture.shape == (8, 8, 3)
    assert picture[:, 0].max() < 30
    assert picture[:, 7].min() > 225


def test_cut_off_squares_count_what_they_have():
    _, picture = drawn(np.full((130, 131), 200, np.uint8), (16, 16))
    assert (picture == 200).all()


def test_strips_end_where_tiles_end(monkeypatch):
    monkeypatch.setattr("micrographia.engine.thumbnail.STRIP_PIXELS", 100 * 300)
    source, _ = drawn(np.zeros((400, 300), np.uint8), (30, 40))  # tiles are 64 high
    assert [(read[3].y, read[3].height) for read in source.reads] == [(y, min(64, 400 - y)) for y in range(0, 400, 64)]


def test_the_filter_always_has_more_than_it_needs():
    from micrographia.engine.thumbnail import _factor

    assert [_factor(excess) for excess in (0, 1, 3, 4, 7, 8, 20, 100)] == [1, 1, 1, 2, 2, 4, 8, 32]
