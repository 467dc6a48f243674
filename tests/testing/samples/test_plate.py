import json

from micrographia.testing.samples import plate
from micrographia.testing.samples.plate import effect_of, write_plate


def test_a_plate_has_all_wells_and_fields(tmp_path, monkeypatch):
    monkeypatch.setattr(plate, "ROWS", "AB")
    monkeypatch.setattr(plate, "COLUMNS", (1, 2, 3))
    write_plate(tmp_path / "small.ome.zarr", 1, "Small")
    written = json.loads((tmp_path / "small.ome.zarr" / ".zattrs").read_text())["plate"]
    assert [well["path"] for well in written["wells"]] == ["A/1", "A/2", "A/3", "B/1", "B/2", "B/3"]
    assert (tmp_path / "small.ome.zarr" / "B" / "3" / "1" / "0" / "0" / "1" / "0" / "0" / "0").is_file()


def test_controls_are_nothing_and_everything():
    assert (effect_of(0, 0), effect_of(7, 1)) == (0.0, 1.0)
    doses = [effect_of(3, column) for column in range(2, 12)]
    assert doses == sorted(doses)
