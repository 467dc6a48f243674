from dataclasses import replace
from pathlib import Path

import pytest

from micrographia.importing.originals import Originals
from micrographia.importing.plan import Wish, plan, well_name
from micrographia.importing.question import Examined
from micrographia.importing.scan import Found
from micrographia.pixel_type import PixelType
from micrographia.pixels import (
    ChannelInfo,
    FieldInfo,
    ImageInfo,
    Inspection,
    Level,
    PlateInfo,
    Size5D,
    WellInfo,
)


def image(name):
    return ImageInfo(name, Size5D(2, 2), PixelType.UINT8, (Level(2, 2, 2, 2),), (ChannelInfo(),))


def planned(images, plates=(), wish=None, dataset="folder"):
    found = Found(Path("/data"), "fake", ("a.tif",), dataset)
    examined = Examined(Inspection(tuple(map(image, images)), tuple(plates)), (None,) * len(images))
    return plan(found, Originals((), "print"), examined, wish or Wish())


def test_a_folder_gives_its_name_to_the_dataset_unless_one_is_named():
    assert planned(["a"]).dataset == "folder"
    assert planned(["a"], wish=Wish(dataset="D", project="P")).dataset == "D"
    assert planned(["a"], wish=Wish(project="P")).project == "P"
    assert planned(["a"], dataset=None).dataset is None
    alone = planned(["a"], dataset=None, wish=Wish(project="P"))
    assert (alone.project, alone.dataset) == ("P", "P")


def test_images_on_plates_go_into_no_dataset():
    plate = PlateInfo("P", 2, 3, (WellInfo(1, 2, (FieldInfo(0), FieldInfo(1))),))
    whole = planned(["a", "b"], [plate], Wish(dataset="D", screen="S"))
    assert (whole.dataset, whole.screen) == (None, "S")
    assert [whole.well_name(series) for series in (0, 1)] == ["B3", "B3"]
    mixed = planned(["a", "b", "overview"], [plate], Wish(dataset="D"))
    assert (mixed.dataset, mixed.screen, mixed.well_name(2)) == ("D", None, None)
    assert planned(["a"], wish=Wish(screen="S")).screen is None


def test_images_without_a_name_are_called_after_the_file():
    assert planned([""]).names == ("a.tif",)
    assert planned(["", "nuclei", " "]).names == ("a.tif [1]", "nuclei", "a.tif [3]")


def test_plates_without_a_name_are_called_after_the_file():
    plate = PlateInfo("", 1, 1, (WellInfo(0, 0, (FieldInfo(0),)),))
    assert planned(["a"], [plate]).plate_names == ("a.tif",)
    assert planned(["a"], [plate, replace(plate, name="P")]).plate_names == ("a.tif [1]", "P")


@pytest.mark.parametrize(
    ("place", "naming", "name"),
    [
        ((0, 0), ("letter", "number"), "A1"),
        ((25, 11), ("letter", "number"), "Z12"),
        ((26, 0), ("letter", "number"), "AA1"),
        ((31, 47), ("letter", "number"), "AF48"),
        ((701, 0), ("letter", "number"), "ZZ1"),
        ((702, 0), ("letter", "number"), "AAA1"),
        ((1, 2), ("number", "letter"), "2C"),
    ],
)
def test_wells_are_named_as_the_plate_names_them(place, naming, name):
    assert well_name(place, naming) == name
