"""A home folder, a person and her images, and a client that speaks for her."""

from dataclasses import dataclass

import pytest

from catalog_world import make_dataset, make_group, make_project, make_user
from micrographia.accounts.models import Experimenter, ExperimenterGroup
from micrographia.catalog.models import Dataset, Image, Project
from picture_world import make_picture
from sign_in_people import PASSWORD
from webgateway_people import Asker


@dataclass(frozen=True)
class Lab:
    """A read-annotate group with an owner of things and a member; an outsider; the owner's project and image."""

    group: ExperimenterGroup
    owner: Experimenter
    member: Experimenter
    outsider: Experimenter
    project: Project
    dataset: Dataset
    image: Image


@pytest.fixture
def lab(db, home, tmp_path) -> Lab:
    group = make_group("lab", "rwra--")
    owner = make_user("owner", group, password=PASSWORD)
    project = make_project(owner, group, "Project")
    dataset = make_dataset(owner, group, "Dataset", project=project)
    return Lab(
        group,
        owner,
        make_user("member", group, password=PASSWORD),
        make_user("outsider", make_group("elsewhere", "rwra--"), password=PASSWORD),
        project,
        dataset,
        make_picture(owner, group, tmp_path, dataset=dataset),
    )


@pytest.fixture
def owner(lab) -> Asker:
    return Asker("owner")


@pytest.fixture
def member(lab) -> Asker:
    return Asker("member")


@pytest.fixture
def outsider(lab) -> Asker:
    return Asker("outsider")
