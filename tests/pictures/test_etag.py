from dataclasses import replace

import numpy as np
import pytest

from micrographia.engine.view import View
from micrographia.pictures.etag import etag_of, look_print
from micrographia.pictures.sources import StoredFileset
from micrographia.pictures.subject import Subject
from micrographia.pixel_type import PixelType, ValueRange
from micrographia.pixels import Level, Region, Size5D
from micrographia.rendering.codomain.reverse import REVERSE
from micrographia.rendering.settings import ChannelSettings, Model, RenderingSettings, Window

CHANNEL = ChannelSettings(True, Window(0, 255), "FF0000FF")
SETTINGS = RenderingSettings(Model.COLOR, (CHANNEL,))
SUBJECT = Subject(
    1,
    StoredFileset(1, "v", "fake", "/", ("a",), ("",)),
    0,
    Size5D(100, 70),
    PixelType.UINT16,
    (Level(100, 70, 100, 70),),
    (None,),
    SETTINGS,
    (),
)
RAMP = np.zeros((256, 3), np.uint8)


def with_channel(**values):
    return replace(SETTINGS, channels=(replace(CHANNEL, **values),))


@pytest.mark.parametrize(
    ("subject", "wanted"),
    [
        (replace(SUBJECT, series=1), SETTINGS),
        (replace(SUBJECT, fileset=replace(SUBJECT.fileset, version="w")), SETTINGS),
        (replace(SUBJECT, fileset=replace(SUBJECT.fileset, reader="tiff")), SETTINGS),
        (replace(SUBJECT, statistics=(ValueRange(0, 1),)), SETTINGS),
        (replace(SUBJECT, levels=(*SUBJECT.levels, Level(50, 35, 50, 35))), SETTINGS),
        (SUBJECT, replace(SETTINGS, model=Model.GREYSCALE)),
        (SUBJECT, with_channel(window=Window(0, 254))),
        (SUBJECT, with_channel(codomain=(REVERSE,))),
        (SUBJECT, with_channel(lut="ramp.lut")),
    ],
)
def test_whatever_decides_the_pixels_decides_the_fingerprint(subject, wanted):
    assert look_print(subject, wanted, {}) != look_print(SUBJECT, SETTINGS, {})


def test_a_lookup_table_counts_by_its_content_and_only_where_it_is_named():
    named = with_channel(lut="ramp.lut")
    assert look_print(SUBJECT, named, {"ramp.lut": RAMP}) != look_print(SUBJECT, named, {"ramp.lut": RAMP + 1})
    assert look_print(SUBJECT, SETTINGS, {"ramp.lut": RAMP}) == look_print(SUBJECT, SETTINGS, {})


def test_the_place_and_the_output_count():
    view = View(0, 0, Region(0, 0, 100, 70), 0, SETTINGS)
    others = [
        (replace(view, z=1), ""),
        (replace(view, t=1), ""),
        (replace(view, level=1), ""),
        (replace(view, region=Region(1, 0, 99, 70)), ""),
        (replace(view, region=Region(0, 0, 70, 100)), ""),
        (view, "png"),
    ]
    etags = {etag_of(b"look", view, "")} | {etag_of(b"look", each, output) for each, output in others}
    assert len(etags) == 7
    assert all(len(etag) == 32 for etag in etags)
