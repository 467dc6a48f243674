import pytest

from micrographia.errors import Invalid, Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels import Level, Region, Size5D
from micrographia.pixels.readers.fake import FakeReader
from micrographia.storage import LocalStore
from micrographia.testing.reader_contract import ReaderContract


class TestContract(ReaderContract):
    reader = FakeReader()

    def make(self, folder):
        name = "a&sizeX=70&sizeY=50&sizeZ=2&sizeC=3&sizeT=2&levels=3&tileSize=16&pixelType=int16.fake"
        (folder / name).touch()
        return name


@pytest.fixture
def opened(tmp_path):
    def opened(name, series=0, text=""):
        (tmp_path / name).write_text(text)
        return FakeReader().open(LocalStore(tmp_path), (name,), series)

    return opened


def test_the_name_says_what_the_image_is(opened):
    info = opened(
        "cells&sizeX=300&sizeY=200&sizeZ=3&sizeC=2&sizeT=4&pixelType=uint16&levels=2&tileSize=128"
        "&physicalSizeX=0.5&channels=DAPI,GFP&colors=0000FFFF,&emission=,509.fake"
    ).info
    assert info.name == "cells"
    assert info.size == Size5D(300, 200, 3, 2, 4)
    assert info.pixel_type is PixelType.UINT16
    assert info.levels == (Level(300, 200, 128, 128), Level(150, 100, 128, 100))
    assert info.pixel_size_um == (0.5, None, None)
    assert [(c.name, c.color, c.emission_nm) for c in info.channels] == [
        ("DAPI", "0000FFFF", None),
        ("GFP", None, 509.0),
    ]


def test_values_are_the_sum_that_is_promised(opened):
    source = opened("a&sizeX=10&sizeY=10&sizeZ=2&sizeC=3&sizeT=2&pixelType=uint16.fake")
    values = source.read(1, 1, [2, 0], Region(4, 5, 2, 1))
    # 4 + 3·5 + 7 + 11 = 37, and 100 a channel
    assert values.tolist() == [[[237, 238]], [[37, 38]]]
    assert values.dtype == "uint16"


def test_integers_wrap_and_floats_are_halved(opened):
    assert opened("a&pixelType=uint8.fake").read(0, 0, [0], Region(256, 0, 1, 1)).tolist() == [[[0]]]
    assert opened("b&pixelType=int8.fake").read(0, 0, [0], Region(128, 0, 1, 1)).tolist() == [[[-128]]]
    assert opened("c&pixelType=float.fake").read(0, 0, [0], Region(3, 0, 1, 1)).tolist() == [[[1.5]]]


def test_a_level_takes_every_second_pixel_of_the_one_before(opened):
    source = opened("a&sizeX=100&sizeY=100&levels=3&pixelType=int32.fake")
    assert source.read(0, 0, [0], Region(2, 1, 1, 1), 2).tolist() == [[[2 * 4 + 3 * 4]]]


def test_series_differ(opened):
    assert opened("a&series=2&pixelType=uint16.fake", 1).read(0, 0, [0], Region(0, 0, 1, 1)).tolist() == [[[1000]]]


def test_settings_may_stand_in_the_file(opened):
    assert opened("a&sizeX=5.fake", text="sizeX=6\nchannels=with space\n").info.size.x == 6


def test_a_plate_has_one_series_a_field(tmp_path):
    name = "p&plateRows=2&plateColumns=3&fields=2&runs=2.fake"
    (tmp_path / name).touch()
    inspection = FakeReader().inspect(LocalStore(tmp_path), (name,))
    (plate,) = inspection.plates
    assert len(inspection.images) == 12
    assert [(well.row, well.column) for well in plate.wells] == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]
    assert [(field.image, field.run) for field in plate.wells[1].fields] == [(2, 0), (3, 1)]


@pytest.mark.parametrize(
    "name",
    [
        "a&sizeX=0.fake",
        "a&sizeX=x.fake",
        "a&sizeX=99999999999999999999.fake",
        "a&pixelType=complex.fake",
        "a&nonsense.fake",
        "a&acquired=soon.fake",
        "a&colors=red.fake",
        "a&emission=green.fake",
        "a&plateRows=2&series=5.fake",
    ],
)
def test_nonsense_is_refused_in_words(opened, name):
    with pytest.raises(Unreadable, match=name.split(".")[0]):
        opened(name)


def test_outside_is_invalid(opened):
    with pytest.raises(Invalid):
        opened("a&sizeX=5&sizeY=5.fake").read(0, 0, [0], Region(3, 0, 3, 1))


def test_there_is_no_series_past_the_last(opened):
    with pytest.raises(Unreadable, match="no series 1"):
        opened("a.fake", 1)
