"""What carries a tag is listed the same, whether the tag is rare or common."""

import pytest

from catalog_world import attach, make_group, make_image, make_tag, make_user, viewer
from micrographia.catalog import deletion, lists
from micrographia.catalog.tagged import tagged

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("common", [0, 1_000_000], ids=["rare", "common"])
def test_things_that_carry_a_tag_stand_by_name_each_once(monkeypatch, common):
    monkeypatch.setattr(lists, "COMMON", common)
    lab = make_group("lab", "rwra--")
    anna, berta = make_user("anna", lab), make_user("berta", lab)
    tag, other = make_tag(anna, lab), make_tag(anna, lab)
    images = {name: make_image(anna if name < "c" else berta, lab, name) for name in ("d", "b", "a", "gone", "c")}
    for name, image in images.items():
        attach(other if name == "c" else tag, image)
    attach(tag, images["b"], owner=berta)
    deletion.delete(viewer(berta), [images["gone"]])

    found = tagged(viewer(anna), tag.pk)["images"]
    assert [row.name for row in found.window(0, None)] == ["a", "b", "d"]
    assert [row.name for row in found.window(2, 1)] == ["d"]
    assert found.position(images["d"]) == 2
    hers = tagged(viewer(anna), tag.pk, anna.pk)["images"]
    assert [row.name for rows in hers.chunks(0, None) for row in rows] == ["a", "b"]
