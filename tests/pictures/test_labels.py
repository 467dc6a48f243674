import pytest

from micrographia.catalog.models import Channel
from micrographia.pictures.labels import label_of


@pytest.mark.parametrize(
    ("name", "wave", "label"),
    [("DAPI", 460.0, "DAPI"), ("", 460.0, "460"), ("", 520.5, "520.5"), ("", None, "3"), ("", 0.0, "0")],
)
def test_labels(name, wave, label):
    assert label_of(Channel(index=3, name=name, emission_nm=wave)) == label
