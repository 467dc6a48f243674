"""A home folder and an owner for imports."""

import pytest

from micrographia.accounts.models import Experimenter, ExperimenterGroup, Membership
from micrographia.home.folder import Home
from micrographia.importing.whose import Whose
from micrographia.jobs import queue


@pytest.fixture
def home(tmp_path, settings):
    home = Home(tmp_path / "home")
    home.create()
    settings.MICROGRAPHIA_HOME = home
    queue._bell.cache_clear()
    yield home
    queue._bell.cache_clear()


@pytest.fixture
def whose(db):
    group = ExperimenterGroup.objects.create(name="lab", level="rwr---")
    owner = Experimenter.objects.create(username="ada")
    Membership.objects.create(experimenter=owner, group_id=1, position=0)
    Membership.objects.create(experimenter=owner, group=group, position=1)
    return Whose(owner, group)


@pytest.fixture
def data(tmp_path):
    """A folder with two images, a text, a plate in a subfolder, and a hidden image."""
    folder = tmp_path / "data"
    (folder / "plates").mkdir(parents=True)
    for name in ("a&sizeX=16&sizeY=16&sizeC=2.fake", "b&sizeX=16&sizeY=16&series=2.fake", ".hidden.fake"):
        (folder / name).touch()
    (folder / "notes.txt").write_text("hello")
    (folder / "plates" / "p&sizeX=8&sizeY=8&plateRows=2&plateColumns=2&fields=2.fake").touch()
    return folder
