import hashlib
import json
from datetime import UTC, datetime

import pytest

from micrographia.errors import Unreadable
from micrographia.pixels import Claim, Region, Size5D
from micrographia.pixels.identify import identify
from micrographia.pixels.readers.metaxpress import MetaXpressReader
from micrographia.storage import LocalStore
from micrographia.testing.opened_files import opens
from micrographia.testing.reader_contract import ReaderContract
from plate_folders import value, write_metaxpress, write_tiff
from shared import SHARED, needs_shared

ENTRY = "P1.HTD"
PIXEL = Region(5, 4, 1, 1)


class TestContract(ReaderContract):
    reader = MetaXpressReader()

    def make(self, folder):
        write_metaxpress(folder)
        return ENTRY


@pytest.fixture
def plate(tmp_path):
    """Writes a plate; gives the reader, its store and its keys."""

    def plate(**how):
        write_metaxpress(tmp_path / "plate", **how)
        reader, store = MetaXpressReader(), LocalStore(tmp_path / "plate")
        return reader, store, reader.fileset(store, ENTRY)

    return plate


def test_what_the_files_say(plate):
    reader, store, keys = plate()
    found = identify(store, ENTRY)
    assert (found.reader.name, found.claim) == ("metaxpress", Claim.EXACT)
    inspection = reader.inspect(store, keys)
    names = [image.name for image in inspection.images]
    assert names == ["Well B2, Field 1", "Well B2, Field 2", "Well B3, Field 1", "Well B3, Field 2"]
    image = inspection.images[0]
    assert (image.size, image.pixel_size_um, image.lens_na) == (Size5D(6, 5, 3, 2, 2), (1.3672, 1.3672, None), 0.95)
    assert image.magnification == 20.0
    assert [(one.name, one.emission_nm) for one in image.channels] == [("DAPI", 452.0), ("FITC, weak", 520.0)]
    (found,) = inspection.plates
    assert (found.name, found.rows, found.columns, found.external_identifier) == ("P1", 8, 12, "fe47")
    assert found.description == "my plate"
    assert [(well.row, well.column, len(well.fields)) for well in found.wells] == [(1, 1, 2), (1, 2, 2)]
    assert found.runs[0].started == datetime(2024, 7, 9, 13, 15, 50, 916000, UTC)
    assert inspection.warnings == (
        "no file is there of 1 wavelengths that the plate lists, which are left out: Cy5",
        "1 wells of the plate have no file, the first of them H12",
        "of 3 timepoints that the plate lists 2 have files",
    )


def test_every_plane_is_where_it_belongs(plate):
    reader, store, keys = plate()
    for series, (column, site) in enumerate(((1, 0), (1, 1), (2, 0), (2, 1))):
        source = reader.open(store, keys, series)
        for t in range(2):
            for z in range(3):
                found = source.read(z, t, [1, 0], PIXEL)[:, 0, 0].tolist()
                assert found == [value(1, column, site, t, c, z) for c in (1, 0)]


def test_pictures_without_z_steps_or_timepoints_or_sites(tmp_path):
    for name, place in (("P1_A01.TIF", 1), ("P1_C12.tif", 2)):
        write_tiff(tmp_path / name, place)
    (tmp_path / "P1.HTD").write_text('"HTSInfoFile", Version 1.0\n"XWells", 12\n"YWells", 8\n"Sites", FALSE\n')
    reader, store = MetaXpressReader(), LocalStore(tmp_path)
    keys = reader.fileset(store, ENTRY)
    images = reader.inspect(store, keys).images
    assert [(image.name, image.size) for image in images] == [
        ("Well A1, Field 1", Size5D(6, 5)),
        ("Well C12, Field 1", Size5D(6, 5)),
    ]
    assert reader.open(store, keys, 1).read(0, 0, [0], PIXEL)[0, 0, 0] == 2


def test_identifiers_behind_names_and_other_plates_in_the_folder(tmp_path):
    write_tiff(tmp_path / "P1_A01_s1_w1A1B2C3D4-0123-4567-89AB-0123456789AB.tif", 1)
    write_tiff(tmp_path / "P2_A01_s1_w1.tif", 2)
    (tmp_path / "P1.HTD").write_text('"HTSInfoFile", Version 1.0\n')
    reader, store = MetaXpressReader(), LocalStore(tmp_path)
    assert reader.fileset(store, ENTRY) == (ENTRY, "P1_A01_s1_w1A1B2C3D4-0123-4567-89AB-0123456789AB.tif")


def test_small_copies_and_projections_belong_to_the_plate(plate):
    _, _, keys = plate()
    assert "TimePoint_1/P1_B02_s1_w1_thumb.TIF" in keys
    assert "TimePoint_2/P1_B03_s2_w2.TIF" in keys
    assert len(keys) == 1 + 2 * 4 * 2 * 2 * 2 + 1


def test_missing_files(plate):
    reader, store, keys = plate(missing=lambda path: "B02_s1" in path or "TimePoint_2/ZStep_3/P1_B03_s1_w2" in path)
    inspection = reader.inspect(store, keys)
    assert [image.name for image in inspection.images] == ["Well B2, Field 2", "Well B3, Field 1", "Well B3, Field 2"]
    assert "1 fields of its other wells have no file and are left out" in inspection.warnings
    assert (
        "1 of 36 planes have no file and are shown empty, in 1 of 3 images, the first of them 'Well B3, Field 1'"
        in (inspection.warnings)
    )
    source = reader.open(store, keys, 1)
    assert source.read(2, 1, [0, 1], PIXEL)[:, 0, 0].tolist() == [value(1, 2, 0, 1, 0, 2), 0]


def test_a_plate_without_pictures_is_refused(tmp_path):
    (tmp_path / "P1.HTD").write_text('"HTSInfoFile", Version 1.0\n')
    reader, store = MetaXpressReader(), LocalStore(tmp_path)
    with pytest.raises(Unreadable, match="no picture of the plate is beside it"):
        reader.inspect(store, reader.fileset(store, ENTRY))


def test_folders_that_lead_outside_are_refused(plate, tmp_path):
    reader, store, _ = plate(times=1)
    (tmp_path / "elsewhere").mkdir()
    write_tiff(tmp_path / "elsewhere" / "P1_B02_s1_w1.TIF", 1)
    (tmp_path / "plate" / "TimePoint_9").symlink_to(tmp_path / "elsewhere")
    assert not any("TimePoint_9" in key for key in reader.fileset(store, ENTRY))
    with pytest.raises(Unreadable, match="link out of its own folder"):
        reader.fileset(LocalStore(tmp_path), "plate/P1.HTD")


def test_one_picture_of_each_wavelength_is_opened_to_describe_a_plate(plate):
    reader, store, keys = plate(wells=("B02", "B03", "C04", "D05"))
    with opens() as opened:
        reader.inspect(store, reader.fileset(store, ENTRY))
        reader.open(store, keys, 7)
    pictures = {path for path in opened if path.endswith(".TIF")}
    assert len(pictures) == 2


@needs_shared
def test_the_real_plate_plane_by_plane():
    entry = next(
        one
        for one in json.loads((SHARED / "data" / "manifest.json").read_bytes())["entries"]
        if one["format"] == "hcs" and one["path"].lower().endswith(".htd")
    )
    reader, store = MetaXpressReader(), LocalStore(SHARED / "data")
    keys = reader.fileset(store, entry["path"])
    images = reader.inspect(store, keys).images
    series = {image.name: reader.open(store, keys, number) for number, image in enumerate(images)}
    assert len(entry["files"]) == 16
    for file in entry["files"]:
        source = series[f"Well {file['well'][0]}{int(file['well'][1:])}, Field {file['site']}"]
        values = source.read(0, file["t"] - 1, [file["wavelength"] - 1], Region(0, 0, 256, 256))
        assert hashlib.md5(values.astype("<u2").tobytes()).hexdigest() == file["md5"]
