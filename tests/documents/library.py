"""A small library of synthetic images whose pixels are reckoned by hand."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from django.test import Client
from PIL import Image as Pillow

from catalog_world import make_dataset, make_group, make_project, make_user
from micrographia.accounts.models import Experimenter, ExperimenterGroup
from micrographia.catalog.models import Dataset, Image, Project
from micrographia.pictures.rendering_settings import save
from micrographia.rendering.settings import ChannelSettings, Model, RenderingSettings, Window
from picture_world import make_picture
from sign_in_people import PASSWORD, basic

CELLS = "sizeX=76 sizeY=48 sizeZ=5 sizeC=3 sizeT=2 pixelType=uint16 channels=DAPI,GFP,Cy3 emission=460,520,600"
"""In channel c (from 0) the value at x, y, z, t is 100 c + x + 3 y + 7 z + 11 t: from 100 c to 100 c + 255. So the
default windows show channel c as x + 3 y + 7 z + 11 t, whatever c is; blue, green and red together are grey."""

SAMPLE = """sizeX=480 sizeY=480 sizeZ=31 sizeC=4 pixelType=int16 channels=DAPI,FITC,TRITC,Cy5 emission=457,528,617,685
physicalSizeX=0.0663 physicalSizeY=0.0663 physicalSizeZ=0.2 acquired=2010-07-01T09:50:08+00:00"""
"""The image of the sample in the document."""

LARGE = "sizeX=4096 sizeY=4000 levels=5 tileSize=256 pixelType=uint8 sizeC=1"
WRAPPED = "sizeX=256 sizeY=1 sizeZ=4 pixelType=uint8 sizeC=1"
"""(x + 7 z) modulo 256; red, where it is shown in color."""

TWO = "sizeX=256 sizeY=1 sizeC=2 pixelType=uint16"
"""Channel 1 (red) holds x, channel 2 (green) 100 + x; with the default windows both show x."""

FOUR = "sizeX=122 sizeY=20 sizeZ=12 sizeC=4 pixelType=uint16"
"""In channel c (from 0) the value is 100 c + x + 3 y + 7 z, shown as x + 3 y + 7 z by the default windows. The colors
are red, green, blue, red; the first three channels are on."""

LEVELS = "sizeX=4096 sizeY=1 sizeC=3 pixelType=uint16"
"""Channel 1 (red) holds x, channel 2 (green) x + 100, channel 3 (blue) x + 200."""


@dataclass(frozen=True)
class Library:
    """will owns everything, colleague reads it, stranger is of another group, boss is an administrator. cells and
    sample are in the dataset survivin of the project siRNAi; the rest is in none."""

    group: ExperimenterGroup
    will: Experimenter
    colleague: Experimenter
    stranger: Experimenter
    boss: Experimenter
    project: Project
    dataset: Dataset
    sample: Image
    cells: Image
    large: Image
    wrapped: Image
    two: Image
    four: Image
    levels: Image


def make_library(folder: Path) -> Library:
    group = make_group("lab", "rwra--")
    will = make_user("will", group, password=PASSWORD)
    Experimenter.objects.filter(pk=will.pk).update(first_name="Will", last_name="Moore")
    project = make_project(will, group, "siRNAi")
    dataset = make_dataset(will, group, "survivin", project=project)
    sample_name = "CSFV-siRNAi02_R3D_D3D.dv"
    return Library(
        group,
        will,
        make_user("colleague", group, password=PASSWORD),
        make_user("stranger", make_group("elsewhere", "rwra--"), password=PASSWORD),
        make_user("boss", admin=True, password=PASSWORD),
        project,
        dataset,
        make_picture(will, group, folder, SAMPLE, name=sample_name, dataset=dataset, statistics=False),
        make_picture(will, group, folder, CELLS, name="cells", dataset=dataset),
        make_picture(will, group, folder, LARGE, name="large", statistics=False),
        make_picture(will, group, folder, WRAPPED, name="wrapped"),
        make_picture(will, group, folder, TWO, name="two"),
        make_picture(will, group, folder, FOUR, name="four"),
        make_picture(will, group, folder, LEVELS, name="levels"),
    )


def save_look(image: Image, person: Experimenter, *channels: tuple[bool, float, float, str]) -> None:
    """Saves settings in color: for each channel whether it is on, start, end, and the color RRGGBB."""
    looks = tuple(ChannelSettings(on, Window(start, end), color + "FF") for on, start, end, color in channels)
    save(image, person.pk, RenderingSettings(Model.COLOR, looks, default_z=image.pixels.size_z // 2))


class Reader:
    """Asks for things below /webgateway/ in one person's name."""

    def __init__(self, name: str) -> None:
        self.client = Client(headers=basic(name))

    def get(self, path: str, **query: object):
        """The answer, whatever its status."""
        return self.client.get("/webgateway/" + path, query)

    def json(self, path: str, **query: object):
        response = self.get(path, **query)
        assert response.status_code == 200, response.content
        assert response["Content-Type"] == "application/json"
        return response.json()

    def pixels(self, path: str, **query: object):
        """(height, width, 3) of a picture, exact."""
        response = self.get(path, **query, format="png")
        assert response["Content-Type"] == "image/png", response.content
        return decoded(response)

    def jpeg(self, path: str, **query: object):
        """(height, width, 3) of what must be a JPEG."""
        response = self.get(path, **query)
        assert response["Content-Type"] == "image/jpeg", response.content
        assert Pillow.open(io.BytesIO(response.content)).format == "JPEG"
        return decoded(response)


def decoded(response) -> np.ndarray:
    assert response.status_code == 200, response.content
    return np.asarray(Pillow.open(io.BytesIO(response.content)).convert("RGB")).astype(int)


def slope(z: int = 0, t: int = 0, width: int = 76, height: int = 48) -> np.ndarray:
    """x + 3 y + 7 z + 11 t for every pixel: what a synthetic image holds in its first channel."""
    x, y = np.arange(width)[None, :], np.arange(height)[:, None]
    return x + 3 * y + 7 * z + 11 * t


def colored(red, green, blue) -> np.ndarray:
    """(height, width, 3) of three planes; a number stands for a plane of it."""
    return np.stack(np.broadcast_arrays(red, green, blue), axis=-1)


def grey(plane) -> np.ndarray:
    return colored(plane, plane, plane)
