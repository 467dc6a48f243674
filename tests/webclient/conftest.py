"""People with things to browse."""

import pytest
from django.test import Client

from catalog_world import make_dataset, make_group, make_image, make_plate, make_project, make_screen, make_user
from picture_world import make_picture
from sign_in_people import PASSWORD, basic


@pytest.fixture
def group(db):
    return make_group("lab", "rwr---")


@pytest.fixture
def anna(group):
    return make_user("anna", group, password=PASSWORD)


@pytest.fixture
def browse(anna):
    """Asks for the browsing page in Anna's name: the text of the page, of the status that is expected."""
    return browsing_as("anna")


@pytest.fixture
def project(anna, group):
    """A project with one dataset of three images."""
    project = make_project(anna, group, "Mitosis")
    dataset = make_dataset(anna, group, "Monday", project=project)
    for name in ("b", "a", "c"):
        make_image(anna, group, f"cell {name}", dataset=dataset)
    return project


@pytest.fixture
def plate(anna, group):
    """A plate of 8 x 12 with wells A1 and A2 of two fields, in a screen."""
    return make_plate(anna, group, "Plate 7", screen=make_screen(anna, group, "Drugs"), wells=2, fields=2)


@pytest.fixture
def picture(anna, group, home, tmp_path):
    """An image that can be drawn."""
    return make_picture(anna, group, tmp_path)


def browsing_as(name):
    client = Client(headers=basic(name))

    def ask(show=None, status=200, **query):
        response = client.get("/", query if show is None else {"show": show, **query})
        assert response.status_code == status, response.content
        return response.content.decode()

    return ask
