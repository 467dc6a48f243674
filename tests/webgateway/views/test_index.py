import pytest

from micrographia.home.config import Program

pytestmark = pytest.mark.django_db


def test_anybody_is_greeted(client):
    response = client.get("/webgateway/")
    assert (response.status_code, response["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert b"WebGateway" in response.content
    assert client.get("/webgateway").content == response.content


def test_other_programs_are_those_of_the_lab(client, settings):
    both = [
        Program(id="figure", url="https://figure.lab.example/", label="Figure", supported_objects=("images",)),
        Program(id="mine", url="/webclient/pages/mine/"),
    ]
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"open_with": tuple(both)})
    assert client.get("/webgateway/open_with/").json() == {
        "open_with_options": [
            {
                "id": "figure",
                "url": "https://figure.lab.example/",
                "label": "Figure",
                "supported_objects": ["images"],
            },
            {"id": "mine", "url": "/webclient/pages/mine/"},
        ]
    }


def test_no_other_programs_are_offered(client):
    assert client.get("/webgateway/open_with/").json() == {"open_with_options": []}
    assert client.get("/webgateway/open_with/?callback=f").content == b'f({"open_with_options":[]})'
    assert client.get("/webgateway/open_with/?callback=f(").status_code == 400
