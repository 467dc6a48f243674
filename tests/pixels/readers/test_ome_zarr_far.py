"""OME-Zarr on a web server: the same pixels as from the folder, with few requests and few bytes."""

import json

import numpy as np
import pytest
import zarr

from micrographia.errors import Unreadable
from micrographia.pixels import Region
from micrographia.pixels.identify import UnknownFormat, identify
from micrographia.pixels.readers.ome_zarr import OmeZarrReader
from micrographia.storage import LocalStore
from zarr_world import multiscale, numbers, zipped

DATA = numbers(3, 5, 120, 140)


def pyramid(path, version, consolidated, **settings):
    multiscale(path, [DATA, DATA[:, :, ::2, ::2], DATA[:, :, ::4, ::4]], "czyx", version, (1, 1, 32, 32), **settings)
    if consolidated:
        zarr.consolidate_metadata(path, zarr_format=version)


@pytest.mark.filterwarnings("ignore:Consolidated metadata is currently not part")
@pytest.mark.parametrize(
    ("version", "consolidated", "requests"), [(2, False, 8), (2, True, 2), (3, False, 5), (3, True, 1)]
)
def test_an_image_is_opened_with_few_requests(tmp_path, server, far, version, consolidated, requests):
    pyramid(tmp_path / "a.ome.zarr", version, consolidated)
    store = far()
    reader = identify(store, "a.ome.zarr").reader
    assert reader.fileset(store, "a.ome.zarr") == ("a.ome.zarr",)
    source = reader.open(store, ("a.ome.zarr",), 0)
    assert source.info == OmeZarrReader().open(LocalStore(tmp_path), ("a.ome.zarr",), 0).info
    assert len(source.info.levels) == 3
    assert len(server.asked) <= requests, server.paths


@pytest.mark.parametrize("shards", [None, (1, 5, 64, 64)])
@pytest.mark.parametrize("version", [2, 3])
def test_a_tile_asks_only_for_its_chunks(tmp_path, server, far, version, shards):
    if version == 2 and shards:
        pytest.skip("version 2 has no shards")
    pyramid(tmp_path / "a.zarr", version, False, compressors=None, shards=shards)
    source = OmeZarrReader().open(far(), ("a.zarr",), 0)
    server.asked.clear()
    region = Region(33, 34, 60, 20)  # two chunks wide, one high
    np.testing.assert_array_equal(source.read(2, 0, [0, 2], region), DATA[[0, 2], 2, 34:54, 33:93])
    chunks = 2 * 2
    indices = 2 * 2 if shards else 0
    assert len(server.asked) == chunks + indices
    assert server.sent == chunks * 32 * 32 * 2 + indices * (16 * 5 * 2 * 2 + 4)
    server.asked.clear()
    source.read(2, 0, [0, 2], Region(40, 40, 10, 10))
    assert server.asked == []
    source.read(3, 0, [0, 2], region)
    assert len(server.asked) == chunks


def test_chunks_come_side_by_side(tmp_path, server, far):
    pyramid(tmp_path / "a.zarr", 3, False)
    source = OmeZarrReader().open(far(), ("a.zarr",), 0)
    server.meet(12)
    source.read(0, 0, [0, 1, 2], Region(0, 0, 60, 60))
    assert server.met


def test_missing_chunks_are_fill_value_and_denied_ones_are_not(tmp_path, server, far):
    pyramid(tmp_path / "a.zarr", 2, False, chunk_key_encoding={"name": "v2", "separator": "/"})
    (tmp_path / "a.zarr" / "0" / "1" / "0" / "0" / "0").unlink()
    source = OmeZarrReader().open(far(), ("a.zarr",), 0)
    assert source.read(0, 0, [1], Region(0, 0, 32, 32)).max() == 0
    server.odd = lambda handler: handler.say(403)
    with pytest.raises(Unreadable, match="does not let us"):
        source.read(0, 0, [0], Region(0, 0, 32, 32))


def test_a_level_beyond_the_consolidated_metadata_is_left_out(tmp_path, server, far):
    pyramid(tmp_path / "a.zarr", 2, True)
    whole = json.loads((tmp_path / "a.zarr" / ".zmetadata").read_text())
    del whole["metadata"]["2/.zarray"]
    (tmp_path / "a.zarr" / ".zmetadata").write_text(json.dumps(whole))
    found = OmeZarrReader().inspect(far(), ("a.zarr",))
    assert len(found.images[0].levels) == 2
    assert "level 2" in found.warnings[0]


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"metadata": 3}', '{"metadata": {}}', '{"metadata": {"0/.zarray": 1}}']
)
def test_consolidated_metadata_that_hold_nothing_are_nobodys(tmp_path, server, far, text):
    pyramid(tmp_path / "a.zarr", 2, False)
    (tmp_path / "a.zarr" / ".zmetadata").write_text(text)
    reader, store = OmeZarrReader(), far()
    if text in ("", "[]", "{"):
        with pytest.raises(Unreadable, match="JSON"):
            reader.inspect(store, ("a.zarr",))
    else:
        assert len(reader.inspect(store, ("a.zarr",)).images[0].levels) == 3


def test_a_page_in_place_of_metadata_is_no_image(tmp_path, server, far):
    server.odd = lambda handler: handler.say(200, {"Content-Type": "text/html"}, b"<html>page not found</html>")
    with pytest.raises(Unreadable):
        OmeZarrReader().inspect(far(), ("a.zarr",))


def test_what_is_nowhere_is_no_image(far):
    with pytest.raises((UnknownFormat, Exception), match="there is no such file"):
        identify(far(), "a.tif")


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("version", [2, 3])
def test_a_container_of_bioformats2raw(tmp_path, server, far, version, listed):
    root = zarr.open_group(tmp_path / "a.zarr", mode="w", zarr_format=version)
    layout = {"bioformats2raw.layout": 3}
    root.attrs.update({"ome": layout} if version == 3 else layout)
    for number in range(3):
        multiscale(tmp_path / "a.zarr" / str(number), [DATA + number], "czyx", version)
    if listed:
        series = {"series": ["0", "1", "2"]}
        zarr.open_group(tmp_path / "a.zarr" / "OME", mode="w", zarr_format=version).attrs.update(
            {"ome": series} if version == 3 else series
        )
    store = far()
    assert len(OmeZarrReader().inspect(store, ("a.zarr",)).images) == 3
    source = OmeZarrReader().open(store, ("a.zarr",), 2)
    assert source.read(0, 0, [0], Region(0, 0, 2, 1)).tolist() == [[[2, 3]]]


def plate(path, wells, fields):
    group = zarr.open_group(path, mode="w", zarr_format=2)
    names = [f"{row}/{column}" for row in "ABCD"[: wells // 6] for column in range(1, 7)]
    group.attrs["plate"] = {
        "rows": [{"name": row} for row in "ABCD"[: wells // 6]],
        "columns": [{"name": str(column)} for column in range(1, 7)],
        "wells": [{"path": name, "rowIndex": n // 6, "columnIndex": n % 6} for n, name in enumerate(names)],
    }
    for name in names:
        well = zarr.open_group(path / name, mode="w", zarr_format=2)
        well.attrs["well"] = {"images": [{"path": str(field)} for field in range(fields)]}
        for field in range(fields):
            multiscale(path / name / str(field), [DATA[:1, 0]], "cyx", 2)


def test_a_plate_is_asked_for_in_many_messages_at_a_time(tmp_path, server, far):
    plate(tmp_path / "a.zarr", 12, 4)
    local = OmeZarrReader().inspect(LocalStore(tmp_path), ("a.zarr",))
    server.odd = lambda handler: handler.path == "/a.zarr/A/1/.zattrs" and server.meet(8)
    found = OmeZarrReader().inspect(far(), ("a.zarr",))
    assert found == local
    assert len(found.images) == 48
    assert server.met
    # the root; of each well one file; of each field two; of the first a few more
    assert len(server.asked) <= 12 + 2 * 48 + 10, server.paths


def test_a_zip_file_is_read_in_pieces(tmp_path, server, far):
    pyramid(tmp_path / "b.zarr", 3, False, compressors=None)
    zipped(tmp_path / "b.zarr", tmp_path / "a.ozx")
    store = far()
    assert identify(store, "a.ozx").reader.name == "ome-zarr"
    source = OmeZarrReader().open(store, ("a.ozx",), 0)
    assert len(server.asked) <= 5, [(one.range, one.sent) for one in server.asked]
    server.asked.clear()
    np.testing.assert_array_equal(source.read(2, 0, [0, 2], Region(0, 0, 64, 30)), DATA[[0, 2], 2, :30, :64])
    assert len(server.asked) <= 4
    assert server.sent < 4 * (32 * 32 * 2 + 200)


def test_other_formats_say_where_they_are_read(tmp_path, server, far):
    (tmp_path / "a.ims").write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(5000))
    reader = identify(far(), "a.ims").reader
    with pytest.raises(Unreadable, match="from folders of this machine"):
        reader.inspect(far(), ("a.ims",))
