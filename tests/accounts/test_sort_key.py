"""Names are ordered without regard to case, the same on every database."""

import pytest

from catalog_world import make_group, make_project, make_user
from micrographia.accounts.sort_key import folded
from micrographia.catalog.models import Project


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Zelle", "zelle"),
        ("ÄPFEL", "äpfel"),
        ("A\u0308pfel", "\u00e4pfel"),
        ("Straße", "strasse"),
        ("ΣΊΣΥΦΟΣ", "σίσυφοσ"),
        ("", ""),
        ("x" * 300, "x" * 255),
    ],
)
def test_folding(text: str, key: str) -> None:
    assert folded(text) == key


@pytest.mark.django_db
def test_the_order_is_that_of_code_points_of_folded_names() -> None:
    lab = make_group("lab")
    ada = make_user("ada", lab)
    for name in ("zelle", "Zebra", "äpfel", "Apfel", "_x", "a b", "ab", "A-c", "10", "9", "Ω", "😀"):
        make_project(ada, lab, name)
    ordered = Project.objects.order_by("sort_key", "id").values_list("name", flat=True)
    assert list(ordered) == ["10", "9", "_x", "a b", "A-c", "ab", "Apfel", "Zebra", "zelle", "äpfel", "Ω", "😀"]


@pytest.mark.django_db
def test_the_key_follows_the_name_in_every_save() -> None:
    lab = make_group("lab")
    project = make_project(make_user("ada", lab), lab, "First")
    project.name = "SECOND"
    project.save(update_fields=["name"])
    project.refresh_from_db()
    assert project.sort_key == "second"
    project.name = "Third"
    project.save()
    project.refresh_from_db()
    assert project.sort_key == "third"
    lab.name = "LAB two"
    lab.save(update_fields=["name"])
    lab.refresh_from_db()
    assert lab.sort_key == "lab two"
    Project.objects.bulk_create([Project(owner=project.owner, group=lab, name="ÜBER")])
    assert Project.objects.filter(sort_key="über").exists()
