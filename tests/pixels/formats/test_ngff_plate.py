import pytest

from micrographia.errors import Unreadable
from micrographia.pixels.formats.ngff_plate import PlateWell, WellField, fields_of, plate_of


def plate(**more):
    return {"rows": [{"name": "A"}, {"name": "B"}], "columns": [{"name": "1"}, {"name": "2"}], "wells": [], **more}


def test_wells_lie_where_their_indices_say():
    found = plate_of(plate(wells=[{"path": "B/1", "rowIndex": 1, "columnIndex": 0}]), "p")
    assert found.wells == (PlateWell("B/1", 1, 0),)


def test_before_indices_the_path_said_it():
    assert plate_of(plate(wells=[{"path": "B/2"}]), "p").wells == (PlateWell("B/2", 1, 1),)


def test_runs_begin_in_seconds_or_milliseconds():
    runs = plate_of(
        plate(
            acquisitions=[
                {"id": 1, "name": "a", "maximumfieldcount": 4, "starttime": 1343731272},
                {"id": 2, "starttime": 1343731272000, "maximumfieldcount": "4"},
                {"id": 3, "starttime": "noon"},
            ]
        ),
        "p",
    ).runs
    assert [run.name for run in runs] == ["a", "", ""]
    assert [run.maximum_field_count for run in runs] == [4, None, None]
    assert runs[0].started == runs[1].started
    assert runs[0].started.isoformat() == "2012-07-31T10:41:12+00:00"
    assert runs[2].started is None


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({}, "rows"),
        (plate(columns=[]), "columns"),
        (plate(wells=None), "list of at most"),
        (plate(wells=["A/1"]), "has a path"),
        (plate(wells=[{"path": "../A/1"}]), "leads out"),
        (plate(wells=[{"path": "C/1"}]), "no row and column"),
        (plate(wells=[{"path": "A/1", "rowIndex": 2, "columnIndex": 0}]), "outside the plate"),
        (plate(wells=[{"path": "A/1", "rowIndex": -1, "columnIndex": 0}]), "outside the plate"),
    ],
)
def test_plates_that_make_no_sense_are_refused(value, sentence):
    with pytest.raises(Unreadable, match=sentence):
        plate_of(value, "p.zarr")


def test_fields_have_a_path_and_perhaps_a_run():
    images = [{"path": "0", "acquisition": 7}, {"path": "1"}, "nonsense"]
    assert fields_of({"well": {"images": images}}, "w") == (WellField("0", 7), WellField("1", None))


@pytest.mark.parametrize(
    "value", [{}, {"well": []}, {"well": {"images": {}}}, {"well": {"images": [{"path": "../0"}]}}]
)
def test_wells_that_make_no_sense_are_refused(value):
    with pytest.raises(Unreadable, match="here"):
        fields_of(value, "here")
