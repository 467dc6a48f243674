"""Expected values by hand: reference webgateway.md §10.1–10.3."""

import pytest

from catalog_world import make_image, make_plate
from micrographia.catalog.models import Deletion, Image, Run, Well, WellField
from webgateway_people import Asker


@pytest.fixture
def plate(lab):
    """A1 and A2 with two fields each, all of one run."""
    return make_plate(lab.owner, lab.group, fields=2)


@pytest.fixture
def second_run(lab, plate):
    """A third field of A1, of a run without name."""
    whose = {"owner": lab.owner, "group": lab.group}
    run = Run.objects.create(**whose, plate=plate, name="")
    well = Well.objects.get(plate=plate, column=0)
    image = make_image(lab.owner, lab.group, "later")
    WellField.objects.create(**whose, well=well, image=image, run=run, index=2, position_x=1.5, position_y=-2)
    return run


def name(cell):
    return cell and cell["name"]


def test_the_first_field_of_each_well(lab, plate, owner):
    told = owner.get(f"plate/{plate.pk}/").json()
    assert (len(told["grid"]), {len(row) for row in told["grid"]}) == (8, {12})
    assert told["rowlabels"] == list("ABCDEFGH")
    assert told["collabels"] == list(range(1, 13))
    first, second, *rest = told["grid"][0]
    assert set(rest) == {None}
    image = Image.objects.get(name="plate well 0 field 0")
    assert first == {
        "type": "Image",
        "id": image.pk,
        "name": "plate well 0 field 0",
        "description": "",
        "author": "Owner Example",
        "date": int(image.created.timestamp()),
        "wellId": Well.objects.get(column=0).pk,
        "field": 0,
        "thumb_url": f"/webgateway/render_thumbnail/{image.pk}/",
    }
    assert second["name"] == "plate well 1 field 0"
    assert told["image_sizes"] == [{"x": 64, "y": 48, "image_id": cell["id"]} for cell in (first, second)]


def test_another_field_and_smaller_grids(lab, plate, owner):
    told = owner.get(f"plate/{plate.pk}/1/", layout="shrink", size=96).json()
    assert [[name(cell) for cell in row] for row in told["grid"]] == [["plate well 0 field 1", "plate well 1 field 1"]]
    assert (told["rowlabels"], told["collabels"]) == (["A"], [1, 2])
    assert told["grid"][0][0]["field"] == 1
    assert told["grid"][0][0]["thumb_url"].endswith("/96/")
    Well.objects.filter(column=1).update(row=2, column=3)
    assert len(owner.get(f"plate/{plate.pk}/", layout="trim").json()["grid"]) == 3


@pytest.mark.parametrize(
    ("setting", "asked", "rows", "columns"),
    [
        ("shrink", {}, 1, 2),
        ("trim", {}, 2, 4),
        ("expand", {}, 8, 12),
        ("shrink", {"layout": "expand"}, 8, 12),
        ("shrink", {"layout": "trim"}, 2, 4),
        ("trim", {"layout": "other"}, 2, 4),
    ],
)
def test_the_lab_says_how_plates_are_laid_out(settings, plate, owner, setting, asked, rows, columns):
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"plate_layout": setting})
    Well.objects.update(row=1)
    for column in (1, 0):
        Well.objects.filter(column=column).update(column=column + 2)
    grid = owner.get(f"plate/{plate.pk}/", **asked).json()["grid"]
    assert (len(grid), {len(row) for row in grid}) == (rows, {columns})


def test_a_field_that_a_well_does_not_have(plate, owner):
    told = owner.get(f"plate/{plate.pk}/7/", layout="shrink").json()
    assert (told["grid"], told["image_sizes"]) == ([[None, None]], [])


def test_the_fields_of_a_run(plate, second_run, owner):
    told = owner.get(f"plate/{plate.pk}/0/{second_run.pk}/", layout="shrink").json()
    assert [name(cell) for cell in told["grid"][0]] == ["later", None]
    first_run = Run.objects.get(name="run")
    told = owner.get(f"plate/{plate.pk}/1/{first_run.pk}/", layout="shrink").json()
    assert [name(cell) for cell in told["grid"][0]] == ["plate well 0 field 1", "plate well 1 field 1"]


def test_names_of_rows_and_columns(lab, plate, owner):
    plate.row_naming, plate.column_naming = "number", "letter"
    plate.save()
    told = owner.get(f"plate/{plate.pk}/").json()
    assert (told["rowlabels"][:2], told["collabels"][:2]) == ([1, 2], ["A", "B"])


def test_an_empty_plate(lab, owner):
    plate = make_plate(lab.owner, lab.group, "empty", wells=0)
    for layout in ("", "shrink", "trim"):
        told = owner.get(f"plate/{plate.pk}/", layout=layout).json()
        assert told == {"grid": [], "rowlabels": [], "collabels": [], "image_sizes": []}


def test_a_well_that_is_deleted_is_not_there(plate, owner):
    deletion = Deletion.objects.create(kind="Well", root=1)
    Well.objects.filter(column=1).update(deleted=deletion)
    told = owner.get(f"plate/{plate.pk}/", layout="shrink").json()
    assert [name(cell) for cell in told["grid"][0]] == ["plate well 0 field 0"]


def test_a_fixed_number_of_queries(lab, owner, django_assert_max_num_queries):
    plate = make_plate(lab.owner, lab.group, "many", wells=12, fields=1)
    owner.get(f"plate/{plate.pk}/")
    with django_assert_max_num_queries(5):
        assert len(owner.get(f"plate/{plate.pk}/").json()["image_sizes"]) == 12


def test_the_images_of_a_well(plate, second_run, owner):
    well = Well.objects.get(column=0)
    told = owner.get(f"well/{well.pk}/children/").json()
    assert [each["name"] for each in told] == [
        "plate well 0 field 0 [Run: run]",
        "plate well 0 field 1 [Run: run]",
        f"later [Run: Run {second_run.pk}]",
    ]
    assert "position" not in told[0]
    assert told[2]["position"] == {
        "x": {"value": 1.5, "unit": "MICROMETER"},
        "y": {"value": -2.0, "unit": "MICROMETER"},
    }
    assert set(told[0]) == {"type", "id", "name", "description", "author", "date", "thumb_url"}
    only = owner.get(f"well/{well.pk}/children/", run=second_run.pk, callback="f")
    assert only.content.startswith(b'f([{"type":"Image"')
    assert only.content.count(b'"type"') == 1
    assert owner.get(f"well/{well.pk}/children/", run=9 * 10**18).json() == []


def test_the_first_image_of_a_well(lab, plate, owner):
    well = Well.objects.get(column=1)
    told = owner.get(f"wellData/{well.pk}/").json()
    assert (told["wellPos"], told["plateId"], told["wellId"]) == ("A2", plate.pk, well.pk)
    assert told["name"] == "plate well 1 field 0"
    well.fields.all().delete()
    assert owner.get(f"wellData/{well.pk}/").status_code == 404


@pytest.mark.parametrize("path", ["plate/{}/", "well/{}/children/", "wellData/{}/"])
def test_hidden_and_absent_look_alike(plate, outsider, path):
    number = plate.pk if path.startswith("plate") else Well.objects.get(column=0).pk
    hidden, absent = outsider.get(path.format(number)), outsider.get(path.format(999_999))
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.json()["message"].replace(str(number), "#") == absent.json()["message"].replace("999999", "#")


def test_what_cannot_be_read(plate, owner):
    assert owner.get(f"plate/{plate.pk}/", size="large").status_code == 400
    assert owner.get(f"plate/{plate.pk}/", callback="(").status_code == 400
    assert owner.get(f"plate/{plate.pk}/{2**63}/").status_code == 404


def test_an_image_of_somebody_else_in_a_private_group(lab, plate):
    lab.group.level = "rw----"
    lab.group.save()
    Image.objects.filter(name="plate well 0 field 0").update(owner=lab.member)
    told = Asker("owner").get(f"plate/{plate.pk}/", layout="shrink").json()
    assert [name(cell) for cell in told["grid"][0]] == [None, "plate well 1 field 0"]
