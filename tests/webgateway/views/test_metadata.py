import math

import orjson
import pytest

from catalog_world import make_dataset, make_project
from micrographia.catalog.models import Channel, DatasetImage, Fileset, Image, Pixels, Plate, Well, WellField
from micrographia.pictures.rendering_settings import save
from micrographia.rendering.codomain.reverse import REVERSE
from micrographia.rendering.settings import ChannelSettings, Family, Model, RenderingSettings, Window
from picture_world import make_picture


def data(asker, image, path="", **query):
    response = asker.get(f"imgData/{image.pk}/{path}", **query)
    assert (response.status_code, response["Content-Type"]) == (200, "application/json"), response.content
    return orjson.loads(response.content)


def test_everything_of_an_image(lab, owner):
    lab.image.description = "A cell"
    lab.image.acquired = "2020-02-03T04:05:06Z"
    lab.image.save()
    Pixels.objects.update(physical_x=0.1, physical_y=0.2, magnification=63.0)

    def channel(label, wave, color, low):
        return {
            "label": label,
            "emissionWave": wave,
            "color": color,
            "active": True,
            # x + 3 y + 7 z + 11 t + 100 c is at most 63 + 141 + 28 + 11 above that of the first pixel
            "window": {"min": low, "max": low + 243.0, "start": low, "end": low + 243.0},
            "inverted": False,
            "reverseIntensity": False,
            "family": "linear",
            "coefficient": 1.0,
        }

    split = {"width": 134, "height": 102, "gridx": 2, "gridy": 2, "border": 2}
    assert data(owner, lab.image) == {
        "id": lab.image.pk,
        "meta": {
            "imageId": lab.image.pk,
            "imageName": "cells",
            "imageDescription": "A cell",
            "imageAuthor": "Owner Example",
            "imageTimestamp": 1580702706.0,
            "projectId": lab.project.pk,
            "projectName": "Project",
            "projectDescription": "",
            "datasetId": lab.dataset.pk,
            "datasetName": "Dataset",
            "datasetDescription": "",
            "wellSampleId": "",
            "wellId": "",
            "pixelsType": "uint16",
            "imageArchived": False,
        },
        "perms": {"canAnnotate": True, "canEdit": True, "canDelete": True, "canLink": True},
        "size": {"width": 64, "height": 48, "z": 5, "t": 2, "c": 3},
        "pixel_size": {"x": 0.1, "y": 0.2, "z": None},
        "pixel_range": [0, 65535],
        "tiles": False,
        "interpolate": True,
        "init_zoom": 0,
        "nominalMagnification": 63.0,
        "channels": [
            channel("DAPI", 460, "0000FF", 0.0),
            channel("GFP", 520, "00FF00", 100.0),
            channel("Cy3", 600, "FF0000", 200.0),
        ],
        "split_channel": {"g": split, "c": split},
        "rdefs": {"model": "color", "projection": "normal", "defaultZ": 2, "defaultT": 0, "invertAxis": False},
    }


def test_a_pyramid_tells_its_levels(lab, owner, tmp_path):
    recipe = "sizeX=1000 sizeY=600 levels=3 tileSize=128"
    found = data(owner, make_picture(lab.owner, lab.group, tmp_path, recipe, name="slide"))
    assert found["tiles"] is True
    assert found["tile_size"] == {"width": 128, "height": 128}
    assert found["levels"] == 3
    assert found["zoomLevelScaling"] == {"0": 1.0, "1": 0.5, "2": 0.25}
    assert found["resolutions"]["2"] == {"sizeX": 250, "sizeY": 150}


def test_levels_that_do_not_get_smaller_are_not_told(lab, owner, tmp_path):
    found = data(owner, make_picture(lab.owner, lab.group, tmp_path, "sizeX=3 sizeY=900 levels=5", name="line"))
    assert found["zoomLevelScaling"] == {"0": 1.0, "1": 1 / 3}


def test_permissions_are_those_of_the_viewer(lab, member):
    assert data(member, lab.image)["perms"] == {
        "canAnnotate": True,
        "canEdit": False,
        "canDelete": False,
        "canLink": False,
    }


def test_several_containers_are_multiple(lab, owner):
    second = make_dataset(lab.owner, lab.group, "Second", project=make_project(lab.owner, lab.group, "Other"))
    DatasetImage.objects.create(owner=lab.owner, group=lab.group, parent=second, child=lab.image)
    meta = data(owner, lab.image, "meta")
    assert (meta["datasetId"], meta["datasetName"], meta["datasetDescription"]) == (None, "Multiple", "")
    assert (meta["projectId"], meta["projectName"]) == (None, "Multiple")


def test_no_container_is_multiple_too(lab, owner):
    DatasetImage.objects.all().delete()
    meta = data(owner, lab.image, "meta")
    assert (meta["datasetId"], meta["datasetName"], meta["projectName"]) == (None, "Multiple", "Multiple")


def test_the_well(lab, owner):
    whose = {"owner": lab.owner, "group": lab.group}
    plate = Plate.objects.create(**whose, name="plate")
    well = Well.objects.create(**whose, plate=plate, row=0, column=0)
    WellField.objects.create(**whose, well=well, image=lab.image, index=0)
    assert data(owner, lab.image, "meta.wellId") == well.pk
    other = Well.objects.create(**whose, plate=plate, row=0, column=1)
    WellField.objects.create(**whose, well=other, image=lab.image, index=0)
    assert data(owner, lab.image, "meta.wellId") == ""


def test_saved_settings_and_the_defaults(lab, owner):
    channels = (
        ChannelSettings(False, Window(5, 6), "1234567F", "fire.lut", Family.POLYNOMIAL, 2.0, (REVERSE,)),
        ChannelSettings(True, Window(-math.inf, math.inf), "00FF00FF"),
        ChannelSettings(True, Window(0, 1), "0000FFFF"),
    )
    save(lab.image, lab.owner.pk, RenderingSettings(Model.GREYSCALE, channels, default_z=4, default_t=1))
    found = data(owner, lab.image)
    assert found["channels"][0] == {
        "label": "DAPI",
        "emissionWave": 460,
        "color": "123456",
        "lut": "fire.lut",
        "active": False,
        "window": {"min": 0.0, "max": 243.0, "start": 5.0, "end": 6.0},
        "inverted": True,
        "reverseIntensity": True,
        "family": "polynomial",
        "coefficient": 2.0,
    }
    assert found["channels"][1]["window"] == {"min": 100.0, "max": 343.0, "start": 0.0, "end": 65535.0}
    assert (found["rdefs"]["model"], found["rdefs"]["defaultZ"], found["rdefs"]["defaultT"]) == ("greyscale", 4, 1)
    defaults = data(owner, lab.image, getDefaults="true")
    assert [channel["active"] for channel in defaults["channels"]] == [True, True, True]
    assert defaults["rdefs"]["model"] == "color"
    assert data(owner, lab.image)["rdefs"]["model"] == "greyscale"


def test_without_statistics_the_type_range_is_told(lab, owner, tmp_path):
    recipe = "sizeX=20 pixelType=int16 significantBits=12 sizeC=2"
    image = make_picture(lab.owner, lab.group, tmp_path, recipe, name="deep", statistics=False)
    found = data(owner, image)
    assert found["pixel_range"] == [-32768, 32767]
    assert found["channels"][0]["window"] == {"min": -2048.0, "max": 2047.0, "start": -2048.0, "end": 2047.0}


def test_labels(lab, owner):
    Channel.objects.filter(index=0).update(name="", emission_nm=460.0)
    Channel.objects.filter(index=1).update(name="", emission_nm=520.5)
    Channel.objects.filter(index=2).update(name="", emission_nm=None)
    channels = data(owner, lab.image, "channels")
    assert [channel["label"] for channel in channels] == ["460", "520.5", "2"]
    assert [channel["emissionWave"] for channel in channels] == [460, 520.5, None]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("size", {"width": 64, "height": 48, "z": 5, "t": 2, "c": 3}),
        ("size.width", 64),
        ("meta.imageName", "cells"),
        ("rdefs.model", "color"),
        ("nosuch", None),
        ("size.nosuch", None),
        ("channels.0", None),
        ("id.x", None),
        (".", None),
    ],
)
def test_a_key_selects(lab, owner, key, value):
    assert data(owner, lab.image, key) == value
    assert data(owner, lab.image, key + "/") == value


def test_a_callback_wraps(lab, owner):
    response = owner.get(f"imgData/{lab.image.pk}/size.width/", callback="jQuery1234_5678")
    assert response["Content-Type"] == "application/javascript"
    assert response.content == b"jQuery1234_5678(64)"


@pytest.mark.parametrize("name", ["", "a-b", "alert(1)//", "1a", "ä", "a" * 65, "a\n"])
def test_a_callback_that_is_no_name(lab, owner, name):
    assert owner.get(f"imgData/{lab.image.pk}/", callback=name).status_code == 400


def test_an_image_without_pixels(lab, owner):
    image = Image.objects.create(owner=lab.owner, group=lab.group, name="empty")
    found = data(owner, image)
    assert found.keys() == {"id", "meta", "perms"}
    assert found["meta"]["pixelsType"] is None
    assert owner.get(f"render_image/{image.pk}/").status_code == 404


def test_an_original_that_is_gone(lab, owner, tmp_path):
    (tmp_path / "cells.fake").unlink()
    found = data(owner, lab.image)
    assert found.keys() == {"id", "meta", "perms", "Exception"}
    assert found["Exception"] == "the original file cells.fake is gone"
    assert data(owner, lab.image, "size") == found


def test_a_missing_image_is_told_in_json(lab, owner):
    response = owner.get("imgData/77777/")
    assert (response.status_code, response["Content-Type"]) == (404, "application/json")
    assert orjson.loads(response.content) == {"message": "Image 77777 not found"}


def test_the_number_of_queries_does_not_grow_with_the_image(lab, owner, tmp_path, django_assert_max_num_queries):
    many = make_picture(lab.owner, lab.group, tmp_path, "sizeX=8 sizeC=40 sizeZ=9", name="many", dataset=lab.dataset)
    data(owner, many)
    with django_assert_max_num_queries(18):
        data(owner, many)


def test_no_file_is_opened(lab, owner, tmp_path):
    Fileset.objects.update(reader="nosuch")
    assert data(owner, lab.image)["size"]["width"] == 64
