"""Two people of one group, and the first of them as she asks."""

import pytest

from api_people import Asker
from catalog_world import make_group, make_user
from micrographia.accounts.models import Experimenter, ExperimenterGroup
from sign_in_people import PASSWORD


@pytest.fixture
def lab(db: None) -> ExperimenterGroup:
    return make_group("lab", "rwra--")


@pytest.fixture
def anna(lab: ExperimenterGroup) -> Experimenter:
    return make_user("anna", lab, password=PASSWORD)


@pytest.fixture
def berta(lab: ExperimenterGroup) -> Experimenter:
    return make_user("berta", lab, password=PASSWORD)


@pytest.fixture
def api(anna: Experimenter) -> Asker:
    """Anna asks."""
    return Asker("anna")
