from datetime import datetime, timedelta, timezone

import pytest

from micrographia.errors import Unreadable
from micrographia.pixels import Claim, Region, Size5D
from micrographia.pixels.identify import identify
from micrographia.pixels.readers.yokogawa import YokogawaReader
from micrographia.storage import LocalStore
from micrographia.testing.opened_files import opens
from micrographia.testing.reader_contract import ReaderContract
from plate_folders import value, write_tiff, write_yokogawa
from shared import needs_shared
from truths import wrong

ENTRY = "Screen 7.wpi"
SUMMER = timezone(timedelta(hours=2))
PIXEL = Region(5, 4, 1, 1)


class TestContract(ReaderContract):
    reader = YokogawaReader()

    def make(self, folder):
        write_yokogawa(folder)
        return ENTRY


@pytest.fixture
def plate(tmp_path):
    """Writes a plate; gives the reader, its store and its keys."""

    def plate(**how):
        write_yokogawa(tmp_path / "plate", **how)
        reader, store = YokogawaReader(), LocalStore(tmp_path / "plate")
        return reader, store, reader.fileset(store, ENTRY)

    return plate


def test_what_the_files_say(plate):
    reader, store, keys = plate()
    inspection = reader.inspect(store, keys)
    names = [image.name for image in inspection.images]
    assert names == ["Well B3, Field 1", "Well B3, Field 2", "Well D5, Field 1", "Well D5, Field 2"]
    image = inspection.images[1]
    assert image.size == Size5D(6, 5, 2, 2, 2)
    assert image.pixel_size_um == (0.325, 0.33, 3.0)
    assert (image.magnification, image.significant_bits) == (20.0, 14)
    assert image.acquired == datetime(2023, 9, 18, 13, 58, 1, 500000, SUMMER)
    assert image.position_um == (650.0, -100.0, 0.0)
    first, second = image.channels
    assert (first.name, first.color, first.excitation_nm, first.laser_nm, first.fluor, first.pinhole_um) == (
        "Action #1, Channel #1, Camera #2", "002FFFFF", 445.0, 405.0, "Hoechst", 50.0,
    )  # fmt: skip
    assert (second.name, second.color, second.laser_nm) == ("Action #2, Channel #3, Camera #4", "FF8200FF", None)
    (found,) = inspection.plates
    assert (found.name, found.rows, found.columns) == ("Screen 7", 8, 12)
    assert [(well.row, well.column, [one.image for one in well.fields]) for well in found.wells] == [
        (1, 2, [0, 1]),
        (3, 4, [2, 3]),
    ]
    assert found.wells[0].fields[1].position_um == (650.0, -100.0)
    (run,) = found.runs
    assert (run.started.isoformat(), run.ended.isoformat(), run.maximum_field_count) == (
        "2023-09-18T13:58:39.401493+02:00", "2023-09-18T14:08:39+02:00", 2,
    )  # fmt: skip
    assert inspection.warnings == ("1 pictures could not be taken by the microscope",)


def test_every_plane_is_where_it_belongs(plate):
    reader, store, keys = plate()
    for series, (row, column, field) in enumerate(((1, 2, 0), (1, 2, 1), (3, 4, 0), (3, 4, 1))):
        source = reader.open(store, keys, series)
        for t in range(2):
            for z in range(2):
                found = source.read(z, t, [0, 1], PIXEL)[:, 0, 0].tolist()
                assert found == [value(row, column, field, t, c, z) for c in range(2)]


def test_whichever_file_is_named_it_is_the_same_fileset(plate, tmp_path):
    reader, store, keys = plate()
    assert keys[0] == ENTRY
    assert {"MeasurementData.mlf", "MeasurementDetail.mrf", "settings.mes", "SC_1.tif", "DC_CAM.tif"} < set(keys)
    assert len(keys) == 32 + 4 + 3  # pictures, texts, corrections and geometry
    for name in ("MeasurementData.mlf", "MeasurementDetail.mrf", "settings.mes"):
        found = identify(store, name)
        assert (found.reader.name, found.claim) == ("yokogawa", Claim.EXACT)
        assert reader.fileset(store, name) == keys


def test_a_missing_plane_is_empty_and_said(plate):
    reader, store, keys = plate(missing=lambda name: "D05_T0002F001" in name and "Z02" in name)
    assert (
        "2 of 32 planes have no file and are shown empty, in 1 of 4 images, the first of them 'Well D5, Field 1'"
        in (reader.inspect(store, keys).warnings)
    )
    source = reader.open(store, keys, 2)
    assert source.read(1, 1, [0, 1], PIXEL).tolist() == [[[0]], [[0]]]
    assert source.read(0, 1, [0], PIXEL)[0, 0, 0] == value(3, 4, 0, 1, 0, 0)


def test_a_field_and_a_well_without_files_are_left_out_and_said(plate):
    reader, store, keys = plate(
        missing=lambda name: "_B03_" in name or "D05_T0001F002" in name or "D05_T0002F002" in name
    )
    inspection = reader.inspect(store, keys)
    assert [image.name for image in inspection.images] == ["Well D5, Field 1"]
    assert [(well.row, well.column) for well in inspection.plates[0].wells] == [(3, 4)]
    assert "3 fields have no file and are left out, the first of them 'Well B3, Field 1'" in inspection.warnings


def test_a_file_that_goes_later_is_an_error_not_an_empty_plane(plate, tmp_path):
    reader, store, keys = plate()
    (tmp_path / "plate" / "Screen 7_B03_T0001F002L01A01Z01C01.tif").unlink()
    source = reader.open(store, keys, 1)
    with pytest.raises(Unreadable, match="B03_T0001F002L01A01Z01C01"):
        source.read(0, 0, [0], PIXEL)


def test_a_picture_of_another_size_is_refused(plate, tmp_path):
    reader, store, keys = plate()
    write_tiff(tmp_path / "plate" / "Screen 7_B03_T0001F002L01A01Z01C01.tif", 1, shape=(9, 9))
    with pytest.raises(Unreadable, match="9 x 9 pixels, unlike the first"):
        reader.open(store, keys, 1).read(0, 0, [0], PIXEL)


def test_the_plate_is_described_without_opening_its_pictures(plate):
    reader, store, keys = plate(fields=8)
    with opens() as opened:
        reader.inspect(store, reader.fileset(store, ENTRY))
        reader.open(store, keys, 5)
    pictures = {path for path in opened if path.endswith(".tif")}
    assert len(pictures) == 1
    assert len(opened) <= 20


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ("", "not well-formed"),
        ("<x/>", "no file is there"),
        ('<m><MeasurementRecord Type="IMG" Row="0">a.tif</MeasurementRecord></m>', "makes no sense"),
        ('<m><MeasurementRecord Type="IMG">../a.tif</MeasurementRecord></m>', "no file is there"),
    ],
)
def test_nonsense_is_refused(plate, tmp_path, broken, sentence):
    reader, store, _ = plate()
    (tmp_path / "plate" / "MeasurementData.mlf").write_text(broken)
    with pytest.raises(Unreadable, match=sentence):
        reader.inspect(store, reader.fileset(store, ENTRY))


def test_without_the_list_of_pictures(plate, tmp_path):
    reader, store, _ = plate()
    (tmp_path / "plate" / "MeasurementData.mlf").unlink()
    with pytest.raises(Unreadable, match=r"MeasurementData\.mlf is missing"):
        reader.fileset(store, ENTRY)


def test_names_that_lead_outside_are_not_followed(plate, tmp_path):
    reader, store, _ = plate()
    (tmp_path / "secret.tif").write_bytes(b"secret")
    inside = tmp_path / "plate" / "Screen 7_B03_T0001F001L01A01Z01C01.tif"
    inside.unlink()
    inside.symlink_to(tmp_path / "secret.tif")
    with pytest.raises(Unreadable):
        reader.fileset(store, ENTRY)
    with pytest.raises(Unreadable, match="link out of its own folder"):
        reader.fileset(LocalStore(tmp_path), f"plate/{ENTRY}")


@needs_shared
def test_real_plates_are_what_other_programs_see():
    assert wrong("hcs") == []
