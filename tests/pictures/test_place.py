from dataclasses import replace

import pytest

from micrographia.errors import Invalid, NotFound
from micrographia.pictures.place import check_budget, view_of
from micrographia.pictures.request import PictureRequest, Tile
from micrographia.pictures.sources import StoredFileset
from micrographia.pictures.subject import Subject
from micrographia.pixel_type import PixelType
from micrographia.pixels import Level, Region, Size5D
from micrographia.rendering.settings import ChannelSettings, Model, Projection, RenderingSettings, Window

CHANNELS = tuple(ChannelSettings(True, Window(0, 255), "FF0000FF") for _ in range(3))
SETTINGS = RenderingSettings(Model.COLOR, CHANNELS, default_z=4, default_t=9)
SUBJECT = Subject(
    1,
    StoredFileset(1, "v", "fake", "/", ("a",), ("",)),
    0,
    Size5D(1000, 700, 9, 3, 2),
    PixelType.UINT16,
    (Level(1000, 700, 256, 256), Level(500, 350, 256, 256)),
    (None, None, None),
    SETTINGS,
    (),
)
WHOLE = Region(0, 0, 1000, 700)


def view(settings=SETTINGS, **asked):
    return view_of(SUBJECT, settings, PictureRequest(1, **asked))


def test_the_default_place_is_kept_inside_the_image():
    found = view()
    assert (found.z, found.t, found.region, found.level) == (4, 1, WHOLE, 0)


def test_a_place_that_is_asked():
    found = view(z=8, t=0, area=Tile(1, 1, 0))
    assert (found.z, found.t, found.region, found.level) == (8, 0, Region(256, 0, 244, 256), 1)
    assert view(area=Region(900, 600, 512, 512)).region == Region(900, 600, 100, 100)


@pytest.mark.parametrize(
    "asked", [{"z": 9}, {"t": 2}, {"z": 10**18}, {"area": Tile(0, 4, 0)}, {"area": Region(1000, 0, 1, 1)}]
)
def test_outside_there_is_nothing(asked):
    with pytest.raises(NotFound):
        view(**asked)


def test_a_level_that_is_not_there():
    with pytest.raises(Invalid, match="level is one of 0 to 1"):
        view(area=Tile(2, 0, 0))


@pytest.mark.parametrize(
    ("asked", "means"),
    [
        (None, None),
        ((0, 8), None),
        ((-3, 4), (0, 4)),
        ((2, 99), (2, 8)),
        ((50, 60), (8, 8)),
        ((-5, -2), (0, 0)),
    ],
)
def test_projections_are_kept_inside_the_stack_and_pass_z_over(asked, means):
    found = view(replace(SETTINGS, projection=Projection.INTMAX, z_range=asked), z=77)
    assert (found.z, found.settings.z_range) == (0, means)


def test_a_timepoint_that_is_not_there_is_none_for_a_projection_too():
    with pytest.raises(NotFound):
        view(replace(SETTINGS, projection=Projection.INTMAX), t=5)


def test_the_budget_of_a_plane_and_of_a_region():
    whole, part = PictureRequest(1), PictureRequest(1, area=Region(0, 0, 100, 100))
    check_budget(SUBJECT, view(), whole, 1000 * 700 * 9)
    with pytest.raises(Invalid) as refused:
        check_budget(SUBJECT, view(), whole, 1000 * 700 * 9 - 1)
    limit = "at most 699999, and 65500 a side"
    asked = "ask render_image_region for parts of it"
    assert str(refused.value) == f"1000 x 700 pixels are too many for one picture ({limit}): {asked}"
    check_budget(SUBJECT, view(area=part.area), part, 100 * 100 * 9)
    with pytest.raises(Invalid, match="ask a smaller region"):
        check_budget(SUBJECT, view(area=part.area), part, 100 * 100 * 9 - 1)


def test_the_budget_of_a_projection():
    projected = view(replace(SETTINGS, projection=Projection.INTMEAN, z_range=(1, 4)))
    check_budget(SUBJECT, projected, PictureRequest(1), 1000 * 700 * 2 * 3 * 4)
    with pytest.raises(Invalid, match="a projection may read 16799999 bytes"):
        check_budget(SUBJECT, projected, PictureRequest(1), 1000 * 700 * 2 * 3 * 4 - 1)


def test_no_picture_is_longer_than_a_jpeg_can_be():
    long = replace(SUBJECT, levels=(Level(65_501, 2, 65_501, 2),))
    with pytest.raises(Invalid, match="65501 x 2 pixels"):
        check_budget(long, view_of(long, SETTINGS, PictureRequest(1)), PictureRequest(1), 10**12)
