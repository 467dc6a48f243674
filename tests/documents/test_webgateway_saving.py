import json

import pytest
from django.test import Client

from documents.claims import claim
from documents.library import CELLS, colored, grey, save_look, slope
from micrographia.catalog.models import Dataset, Image, StoredSettings
from picture_world import make_picture
from sign_in_people import PASSWORD

SETTINGS = "c=1|100:510$FF0000,-2|5:6$00FFFF,3|200:455$0000FF"


def post(reader, page, **form):
    response = reader.client.post("/webgateway/" + page, form)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/json"
    return json.loads(response.content)


def plane(reader, image):
    return reader.pixels(f"render_image/{image.pk}/0/0/")


@pytest.fixture
def second(library, tmp_path) -> Image:
    """Another image of the same project, in a dataset of its own, with the channels and the pixel type of `cells`."""
    dataset = Dataset.objects.create(owner=library.will, group=library.group, name="Control")
    dataset.project_links.create(owner=library.will, group=library.group, parent=library.project)
    return make_picture(library.will, library.group, tmp_path, CELLS, name="second", dataset=dataset)


@claim(61)
def test_settings_are_saved_when_that_is_asked_for_and_only_then(library, will):
    query = {"c": "1|0:510$FF0000", "m": "c", "maps": '[{"reverse":{"enabled":true}}]'}
    for page in ("render_image/{}/0/0/", "render_split_channel/{}/0/0/", "img_detail/{}/", "saveImgRDef/{}/"):
        status = will.get(page.format(library.cells.pk), **query).status_code
        assert status == (405 if "save" in page else 200)
        assert (plane(will, library.cells) == grey(slope())).all()
    assert post(will, f"saveImgRDef/{library.cells.pk}/", **query) is True
    assert (plane(will, library.cells) == colored(255 - (slope() + 1) // 2, 0, 0)).all()


@claim(120)
def test_saving_settings(library, will, colleague):
    page = f"/webgateway/saveImgRDef/{library.cells.pk}/"
    response = will.client.post(f"{page}?{SETTINGS}&m=c&z=2&t=2&p=intmax&q=0.1")
    assert (response.status_code, response.content) == (200, b"true")
    data = will.json(f"imgData/{library.cells.pk}/")
    told = [(one["active"], one["window"]["start"], one["window"]["end"], one["color"]) for one in data["channels"]]
    assert told == [(True, 100, 510, "FF0000"), (False, 5, 6, "00FFFF"), (True, 200, 455, "0000FF")]
    assert (data["rdefs"]["defaultZ"], data["rdefs"]["defaultT"]) == (1, 1)  # 2 and 2, which count from 1
    assert data["rdefs"]["projection"] == "normal"
    # Channel 3 holds 200 + slope; what is shown without z and t is the plane at 1, 1.
    assert (will.pixels(f"render_image/{library.cells.pk}/")[:, :, 2] == slope(1, 1)).all()
    hidden = Client()
    hidden.post("/webclient/login/", {"username": "stranger", "password": PASSWORD})
    assert hidden.post(f"{page}?{SETTINGS}").content == b"false"
    assert will.client.post("/webgateway/saveImgRDef/999999/?m=g").content == b"false"
    assert will.client.post(f"{page}?c=1|9:abc").status_code == 400
    assert will.json(f"imgData/{library.cells.pk}/") == data


@claim(121)
def test_images_with_compatible_settings(library, will, second, tmp_path):
    def found(image):
        return will.json(f"compatImgRDef/{image.pk}/")

    assert found(library.cells) == [second.pk]
    assert found(second) == [library.cells.pk]
    others = {
        "other type": CELLS.replace("uint16", "int16"),
        "other names": CELLS.replace("GFP", "YFP"),
        "fewer channels": CELLS.replace("sizeC=3", "sizeC=2").replace(",Cy3", "").replace(",600", ""),
    }
    for name, recipe in others.items():
        make_picture(library.will, library.group, tmp_path, recipe, name=name, dataset=library.dataset)
    make_picture(library.will, library.group, tmp_path, CELLS, name="of no project")
    assert found(library.cells) == [second.pk]
    assert will.get("compatImgRDef/999999/").content == b"false"


@claim(122)
def test_copying_settings(library, will, second):
    save_look(library.cells, library.will, (True, 0, 510, "FF0000"), (False, 0, 1, "FFFFFF"), (False, 0, 1, "FFFFFF"))
    client = Client()
    client.post("/webclient/login/", {"username": "will", "password": PASSWORD})
    page = "/webgateway/copyImgRDef/"
    assert client.get(page, {"fromid": library.cells.pk}).content == b"true"
    before = StoredSettings.objects.get(image=library.sample).pk
    answer = client.post(page, {"toids": [second.pk, library.sample.pk]}).json()
    assert answer["true"] == answer["True"] == [second.pk]
    assert answer["false"] == answer["False"] == [library.sample.pk]  # of another type, with other channels
    assert (plane(will, second) == colored((slope() + 1) // 2, 0, 0)).all()
    assert StoredSettings.objects.get(image=library.sample).pk == before
    assert Client().post(page, {"toids": [second.pk]}).status_code == 302
