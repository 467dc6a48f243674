import pytest

from documents.claims import claim
from micrographia.catalog.models import Dataset, Image, Project


@pytest.fixture
def sample(library, will):
    return will.json(f"imgData/{library.sample.pk}/")


@pytest.fixture
def cells(library, will):
    return will.json(f"imgData/{library.cells.pk}/")


@pytest.fixture
def large(library, will):
    return will.json(f"imgData/{library.large.pk}/")


@claim(123)
def test_imgdata_is_json(library, will):
    response = will.get(f"imgData/{library.sample.pk}/")
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    assert isinstance(response.json(), dict)


@claim(124)
def test_split_channel_has_both_models(sample):
    assert set(sample["split_channel"]) == {"c", "g"}


@claim(125)
def test_what_is_told_of_split_channels(sample):
    for model in ("c", "g"):
        assert set(sample["split_channel"][model]) == {"width", "height", "gridx", "gridy", "border"}


@claim(126)
def test_split_channels_of_the_sample_in_color(sample):
    assert sample["split_channel"]["c"] == {"width": 1448, "gridy": 2, "border": 2, "gridx": 3, "height": 966}


@claim(127)
def test_split_channels_of_the_sample_in_grey(sample):
    assert sample["split_channel"]["g"] == {"width": 966, "gridy": 2, "border": 2, "gridx": 2, "height": 966}


@claim(128)
def test_what_is_told_of_the_settings(sample):
    assert {"defaultT", "model", "projection", "defaultZ"} <= set(sample["rdefs"])


@claim(129)
def test_the_model(library, will, sample):
    assert sample["rdefs"]["model"] == "color"
    assert will.json(f"imgData/{library.large.pk}/")["rdefs"]["model"] == "greyscale"


@claim(130)
def test_the_projection(sample):
    assert sample["rdefs"]["projection"] == "normal"


@claim(131)
def test_the_default_section(sample, cells):
    assert sample["rdefs"]["defaultZ"] == 15
    assert cells["rdefs"]["defaultZ"] == 2


@claim(132)
def test_the_default_timepoint(sample, cells):
    assert sample["rdefs"]["defaultT"] == 0
    assert cells["rdefs"]["defaultT"] == 0


@claim(133)
def test_the_range_of_signed_16_bit_pixels(sample):
    assert sample["pixel_range"] == [-32768, 32767]


@claim(134)
def test_the_range_is_whole_numbers_the_smallest_first(sample, cells, large):
    for data, expected in ((sample, [-32768, 32767]), (cells, [0, 65535]), (large, [0, 255])):
        assert data["pixel_range"] == expected
        assert [type(end) for end in data["pixel_range"]] == [int, int]


@claim(135)
def test_a_channel_of_the_list_for_each(sample, cells):
    assert [channel["label"] for channel in sample["channels"]] == ["DAPI", "FITC", "TRITC", "Cy5"]
    assert [channel["label"] for channel in cells["channels"]] == ["DAPI", "GFP", "Cy3"]


@claim(136)
def test_the_color_of_a_channel(sample):
    assert [channel["color"] for channel in sample["channels"]] == ["0000FF", "00FF00", "FF0000", "FF0000"]


@claim(137)
def test_whether_a_channel_is_active(sample):
    assert [channel["active"] for channel in sample["channels"]] == [True, True, True, False]


@claim(138)
def test_the_window_of_a_channel(sample, cells):
    for data in (sample, cells):
        assert [set(channel["window"]) for channel in data["channels"]] == [{"max", "end", "start", "min"}] * len(
            data["channels"]
        )
    assert cells["channels"][1]["window"] == {"min": 100, "start": 100, "end": 355, "max": 355}


@claim(139)
def test_the_levels_in_use_lie_between_smallest_and_largest(sample, cells, large):
    for data in (sample, cells, large):
        for channel in data["channels"]:
            window = channel["window"]
            assert window["min"] <= window["start"] <= window["end"] <= window["max"]


@claim(140)
def test_the_emission_of_a_channel(sample, large):
    assert [channel["emissionWave"] for channel in sample["channels"]] == [457, 528, 617, 685]
    assert large["channels"][0]["emissionWave"] is None


@claim(141)
def test_the_label_is_the_name(sample):
    assert sample["channels"][0]["label"] == "DAPI"


@claim(142)
def test_the_description_of_the_project(library, will, sample):
    assert sample["meta"]["projectDescription"] == ""
    Project.objects.filter(pk=library.project.pk).update(description="knock-down")
    assert will.json(f"imgData/{library.sample.pk}/")["meta"]["projectDescription"] == "knock-down"


@claim(143)
def test_the_name_of_the_dataset(sample):
    assert sample["meta"]["datasetName"] == "survivin"


@claim(144)
def test_the_id_of_the_project(library, sample):
    assert sample["meta"]["projectId"] == library.project.pk
    assert type(sample["meta"]["projectId"]) is int


@claim(145)
def test_the_description_of_the_image(library, will, sample):
    assert sample["meta"]["imageDescription"] == ""
    Image.objects.filter(pk=library.sample.pk).update(description="mitotic")
    assert will.json(f"imgData/{library.sample.pk}/")["meta"]["imageDescription"] == "mitotic"


@claim(146)
def test_the_time_of_the_image(library, will, sample):
    assert sample["meta"]["imageTimestamp"] == 1277977808.0
    body = will.get(f"imgData/{library.sample.pk}/meta.imageTimestamp/").content
    assert body == b"1277977808.0"


@claim(147)
def test_the_id_of_the_image(library, sample):
    assert sample["meta"]["imageId"] == library.sample.pk


@claim(148)
def test_the_author_of_the_image(sample):
    assert sample["meta"]["imageAuthor"] == "Will Moore"


@claim(149)
def test_the_name_of_the_image(sample):
    assert sample["meta"]["imageName"] == "CSFV-siRNAi02_R3D_D3D.dv"


@claim(150)
def test_the_description_of_the_dataset(library, will, sample):
    assert sample["meta"]["datasetDescription"] == ""
    Dataset.objects.filter(pk=library.dataset.pk).update(description="day 2")
    assert will.json(f"imgData/{library.sample.pk}/")["meta"]["datasetDescription"] == "day 2"


@claim(151)
def test_the_name_of_the_project(sample):
    assert sample["meta"]["projectName"] == "siRNAi"


@claim(152)
def test_the_id_of_the_dataset(library, sample):
    assert sample["meta"]["datasetId"] == library.dataset.pk
    assert type(sample["meta"]["datasetId"]) is int


@claim(153)
def test_the_id_stands_twice(library, sample):
    assert sample["id"] == sample["meta"]["imageId"] == library.sample.pk


@claim(154)
def test_the_pixel_size_has_three_sides(sample):
    assert set(sample["pixel_size"]) == {"x", "y", "z"}


@claim(155)
def test_the_pixel_size_is_in_micrometres(sample, cells):
    assert sample["pixel_size"] == {"y": 0.0663, "x": 0.0663, "z": 0.2}
    assert cells["pixel_size"] == {"y": None, "x": None, "z": None}


@claim(156)
def test_the_size(sample):
    assert sample["size"] == {"width": 480, "c": 4, "z": 31, "t": 1, "height": 480}


@claim(157)
def test_an_ordinary_image_has_no_tiles(sample):
    assert sample["tiles"] is False


@claim(158)
def test_a_large_image_has_tiles(large):
    assert large["tiles"] is True


@claim(159)
def test_the_size_of_tiles(large):
    assert large["tile_size"] == {"width": 256, "height": 256}


@claim(160)
def test_the_number_of_levels(large):
    assert large["levels"] == 5


@claim(161)
def test_the_scale_of_each_level(large):
    assert large["zoomLevelScaling"] == {"0": 1, "1": 0.5, "2": 0.25, "3": 0.125, "4": 0.0625}


@claim(162)
def test_level_0_is_full_resolution(large):
    assert large["zoomLevelScaling"]["0"] == 1


@claim(163)
def test_as_many_scales_as_levels_each_smaller(large):
    scales = large["zoomLevelScaling"]
    assert list(scales) == [str(level) for level in range(large["levels"])]
    assert all(scales[str(level + 1)] < scales[str(level)] for level in range(large["levels"] - 1))


@claim(164)
def test_without_tiles_nothing_is_told_of_them(sample, cells):
    for data in (sample, cells):
        assert not {"tile_size", "levels", "zoomLevelScaling"} & set(data)
