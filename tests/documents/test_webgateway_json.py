import numpy as np

from catalog_world import make_dataset, make_image, make_project
from documents.claims import claim
from documents.library import Reader, slope
from micrographia.catalog.models import Dataset, DatasetImage, Project
from picture_world import make_picture


def histogram(reader, image, channel=0, **query):
    answer = reader.json(f"histogram_json/{image.pk}/channel/{channel}/", **query)
    assert set(answer) == {"data"}
    return answer["data"]


def counts(plane, bins=256):
    """How often 0, 1, 2 … occur."""
    return np.bincount(plane.reshape(-1), minlength=bins).tolist()


# Projects and datasets


@claim(98)
def test_the_list_of_projects(library, will):
    make_project(library.will, library.group, "Aurora")
    projects = will.json("proj/list/")
    assert [project["name"] for project in projects] == ["Aurora", "siRNAi"]
    assert Reader("stranger").json("proj/list/") == []


@claim(99)
def test_each_project_has_description_id_and_name(library, will):
    Project.objects.filter(pk=library.project.pk).update(description="knock-down")
    assert will.json("proj/list/") == [{"description": "knock-down", "id": library.project.pk, "name": "siRNAi"}]


@claim(100)
def test_a_description_that_is_not_set_is_empty(library, will):
    assert [project["description"] for project in will.json("proj/list/")] == [""]


@claim(101)
def test_what_is_told_of_a_project(library, will):
    assert will.json(f"proj/{library.project.pk}/detail/")["name"] == "siRNAi"
    assert will.get("proj/999999/detail/").status_code == 404


@claim(102)
def test_the_keys_of_a_project(library, will):
    told = will.json(f"proj/{library.project.pk}/detail/")
    assert told == {"description": "", "type": "Project", "id": library.project.pk, "name": "siRNAi"}


@claim(103)
def test_the_datasets_of_a_project_and_no_others(library, will):
    control = make_dataset(library.will, library.group, "Control", project=library.project)
    make_dataset(library.will, library.group, "of no project")
    other = make_project(library.will, library.group, "other")
    make_dataset(library.will, library.group, "of another", project=other)
    children = will.json(f"proj/{library.project.pk}/children/")
    assert [(each["id"], each["name"]) for each in children] == [
        (control.pk, "Control"),
        (library.dataset.pk, "survivin"),
    ]


@claim(104)
def test_the_keys_of_a_dataset_in_a_project(library, will):
    assert will.json(f"proj/{library.project.pk}/children/") == [
        {"child_count": 2, "description": "", "type": "Dataset", "id": library.dataset.pk, "name": "survivin"}
    ]


@claim(105)
def test_child_count_is_the_number_of_images(library, will):
    control = make_dataset(library.will, library.group, "Control", project=library.project)
    for number in range(9):
        make_image(library.will, library.group, f"image {number}", dataset=control)
    make_dataset(library.will, library.group, "empty", project=library.project)
    found = {each["name"]: each["child_count"] for each in will.json(f"proj/{library.project.pk}/children/")}
    assert found == {"Control": 9, "empty": 0, "survivin": 2}


@claim(106)
def test_what_is_told_of_a_dataset(library, will):
    Dataset.objects.filter(pk=library.dataset.pk).update(description="day 2")
    told = will.json(f"dataset/{library.dataset.pk}/detail/")
    assert told == {"description": "day 2", "type": "Dataset", "id": library.dataset.pk, "name": "survivin"}


@claim(107)
def test_the_images_of_a_dataset(library, will):
    children = will.json(f"dataset/{library.dataset.pk}/children/")
    assert [each["name"] for each in children] == ["cells", "CSFV-siRNAi02_R3D_D3D.dv"]
    assert children[1] == {
        "type": "Image",
        "id": library.sample.pk,
        "name": "CSFV-siRNAi02_R3D_D3D.dv",
        "description": "",
        "author": "Will Moore",
        "date": 1277977808.0,
        "thumb_url": f"/webgateway/render_thumbnail/{library.sample.pk}/",
    }
    DatasetImage.objects.filter(child=library.cells).delete()
    assert len(will.json(f"dataset/{library.dataset.pk}/children/")) == 1


@claim(108)
def test_the_metadata_of_an_image(library, will):
    told = will.json(f"imgData/{library.cells.pk}/")
    assert told["id"] == library.cells.pk
    assert told["size"] == {"width": 76, "height": 48, "c": 3, "z": 5, "t": 2}


# Histogram: the range of channel c (from 0) of `cells` is 100 c to 100 c + 255, one bin a value


@claim(109)
def test_a_histogram_of_a_plane_of_a_channel(library, will):
    assert histogram(will, library.two) == [1] * 256
    assert histogram(will, library.cells, 1) == counts(slope())


@claim(110)
def test_channels_of_histograms_count_from_0(library, will):
    # Without statistics the range is that of the type, one bin for 256 values: channel 1 (from 0) begins at 100.
    image = library.sample
    zero, one = (histogram(will, image, channel, bins=65536) for channel in (0, 1))
    assert (zero[32768], one[32768]) == (1, 0)
    assert (zero[32868], one[32868]) == (counts(slope(width=480, height=480))[100], 1)
    assert will.get(f"histogram_json/{library.cells.pk}/channel/3/").status_code == 404


@claim(111)
def test_the_default_section_of_a_histogram_is_0(library, will):
    assert histogram(will, library.cells) == counts(slope(z=0))
    assert histogram(will, library.cells, theZ=0) == counts(slope(z=0))


@claim(112)
def test_the_default_timepoint_of_a_histogram_is_0(library, will):
    assert histogram(will, library.cells, theZ=1) == counts(slope(z=1, t=0))
    assert histogram(will, library.cells, theZ=1, theT=0) == counts(slope(z=1, t=0))


@claim(113)
def test_a_histogram_has_256_bins(library, will):
    assert len(histogram(will, library.cells)) == 256


@claim(114)
def test_the_section_of_a_histogram(library, will):
    for z in (1, 4):
        assert histogram(will, library.cells, theZ=z) == counts(slope(z))


@claim(115)
def test_the_timepoint_of_a_histogram(library, will):
    assert histogram(will, library.cells, theT=1) == counts(slope(t=1))


@claim(116)
def test_a_histogram_of_20_bins(library, will):
    # 0 to 255 in steps of 12.75: 13, 13, 13 and 12 values; 255 itself is in the last.
    assert histogram(will, library.two, bins=20) == [13, 13, 13, 12] * 4 + [13, 13, 13, 13]


@claim(117)
def test_the_range_of_a_histogram_is_that_of_the_window(library, will):
    window = will.json(f"imgData/{library.cells.pk}/")["channels"][2]["window"]
    assert (window["min"], window["max"]) == (200, 455)
    assert histogram(will, library.cells, 2, bins=255)[:2] == [1, 1]  # 200 and 201
    window = will.json(f"imgData/{library.sample.pk}/")["channels"][0]["window"]
    assert (window["min"], window["max"]) == (-32768, 32767)
    assert histogram(will, library.sample, bins=2) == [0, 230400]


@claim(118)
def test_a_histogram_is_a_list_of_whole_numbers(library, will):
    answer = will.json(f"histogram_json/{library.cells.pk}/channel/0/", theT=0, theZ=0, bins=20)
    assert list(answer) == ["data"]
    assert [type(count) for count in answer["data"]] == [int] * 20


@claim(119)
def test_a_histogram_counts_every_pixel(library, will, tmp_path):
    image = make_picture(
        library.will, library.group, tmp_path, "sizeX=552 sizeY=552 pixelType=uint16 sizeC=1", name="square"
    )
    for bins in (20, 256, 7):
        assert sum(histogram(will, image, bins=bins)) == 304_704
