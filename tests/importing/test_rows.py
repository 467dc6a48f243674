"""Rows of a fileset: images that are alike get parts of their own."""

from pathlib import Path

from micrographia.accounts.models import Experimenter, ExperimenterGroup
from micrographia.importing.originals import Originals
from micrographia.importing.plan import Wish, plan
from micrographia.importing.question import Examined, Measured
from micrographia.importing.rows import rows_of
from micrographia.importing.scan import Found
from micrographia.importing.whose import Whose
from micrographia.pixel_type import PixelType, ValueRange
from micrographia.pixels import ChannelInfo, ImageInfo, Inspection, Level, Size5D


def image(name, x, kind=PixelType.UINT8):
    channels = ChannelInfo(name="DAPI", emission_nm=461.0), ChannelInfo(name="GFP")
    size = Size5D(4, 3, c=2)
    return ImageInfo(name, size, kind, (Level(4, 3, 4, 3),), channels, position_um=(x, 7.0, None))


def test_images_that_are_alike_have_parts_of_their_own():
    images = image("a", 1.0), image("b", 2.0), image("c", 3.0, PixelType.UINT16), image("d", 4.0, PixelType.UINT16)
    known = Measured((ValueRange(0, 9), ValueRange(1, 8)), exact=True)
    examined = Examined(Inspection(images), (None, None, None, known))
    found = Found(Path("/data"), "fake", ("a.tif",))
    whose = Whose(Experimenter(id=5), ExperimenterGroup(id=6))
    rows = rows_of(plan(found, Originals((), "print"), examined, Wish()), whose, "/data", copied=False)

    assert [pixels.image for pixels in rows.pixels] == rows.images
    assert [(pixels.position_x, pixels.pixel_type) for pixels in rows.pixels] == [
        (1.0, "uint8"),
        (2.0, "uint8"),
        (3.0, "uint16"),
        (4.0, "uint16"),
    ]
    assert [channel.image.name for channel in rows.channels] == ["a", "a", "b", "b", "c", "c", "d", "d"]
    assert [channel.high for channel in rows.channels] == [None] * 6 + [9, 8]
    assert [channel.name for channel in rows.channels] == ["DAPI", "GFP"] * 4
    assert [stored.image for stored in rows.settings] == rows.images
    assert [channel.settings.image.name for channel in rows.stored_channels] == list("aabbccdd")
    assert [channel.end for channel in rows.stored_channels][::2] == [255, 255, 65535, 9]
