import json
import os
import shutil
import sys
from itertools import product
from operator import attrgetter

import numpy as np
import pytest
import zarr
import zarr.codecs

from micrographia.errors import MicrographiaError, Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels import Level, Region, Size5D
from micrographia.pixels.identify import identify
from micrographia.pixels.readers.ome_zarr import OmeZarrReader
from micrographia.pixels.registry import readers
from micrographia.storage import LocalStore
from micrographia.testing.manifest import entries
from micrographia.testing.reader_contract import ReaderContract
from micrographia.testing.truth import verdict
from shared import SHARED, each_of, needs_shared
from zarr_world import multiscale, numbers

OPENED: list[str] | None = None


SLASHES = {"name": "v2", "separator": "/"}


def _watch(event, arguments):
    if OPENED is not None and event == "open":
        OPENED.append(str(arguments[0]))


sys.addaudithook(_watch)


@pytest.fixture
def opens():
    """The files that Python opens from now on."""
    global OPENED
    OPENED = []
    yield OPENED
    OPENED = None


def opened(path, series=0):
    return OmeZarrReader().open(LocalStore(path.parent), (path.name,), series)


class TestContract(ReaderContract):
    reader = OmeZarrReader()

    def make(self, folder):
        arrays = [numbers(2, 3, 4, 50, 60), numbers(2, 3, 4, 25, 30)]
        multiscale(folder / "a.zarr", arrays, chunks=(2, 2, 1, 16, 32))
        return "a.zarr"


class TestShardedContract(ReaderContract):
    reader = OmeZarrReader()

    def make(self, folder):
        data = numbers(2, 5, 60, 70)
        multiscale(folder / "a.zarr", [data], "czyx", 3, (1, 1, 16, 16), shards=(2, 2, 32, 64))
        return "a.zarr"


V2 = [
    None,
    {"id": "zlib", "level": 1},
    {"id": "gzip", "level": 1},
    {"id": "zstd", "level": 3},
    {"id": "lz4", "acceleration": 1},
    *(
        {"id": "blosc", "cname": c, "clevel": 5, "shuffle": s}
        for c in ("lz4", "zstd", "zlib", "blosclz")
        for s in (1, 2)
    ),
]


@pytest.mark.parametrize("codec", V2, ids=str)
@pytest.mark.parametrize("dtype", ["<u2", ">f4", "|i1"])
def test_version_2_codecs_and_types_agree_with_zarr_python(tmp_path, codec, dtype):
    import numcodecs

    data = numbers(3, 50, 60, dtype=dtype)
    compressors = None if codec is None else numcodecs.get_codec(codec)
    order = "F" if codec is None else "C"
    multiscale(tmp_path / "a.zarr", [data], "zyx", 2, (2, 16, 32), compressors=compressors, order=order)
    source = opened(tmp_path / "a.zarr")
    for z in range(3):
        np.testing.assert_array_equal(source.read(z, 0, [0], Region(0, 0, 60, 50))[0], data[z])


V3 = [
    {"compressors": None},
    {"compressors": zarr.codecs.ZstdCodec(level=3)},
    {"compressors": zarr.codecs.GzipCodec(level=1)},
    {"compressors": zarr.codecs.BloscCodec(cname="lz4", typesize=2)},
    {"compressors": [zarr.codecs.ZstdCodec(), zarr.codecs.Crc32cCodec()]},
    {"serializer": zarr.codecs.BytesCodec(endian="big")},
    {"filters": [zarr.codecs.TransposeCodec(order=(2, 0, 1))]},
    {"shards": (2, 32, 64)},
    {"shards": (2, 32, 64), "compressors": zarr.codecs.GzipCodec(level=1)},
    {"chunk_key_encoding": {"name": "v2", "configuration": {"separator": "."}}},
]


@pytest.mark.parametrize("codecs", V3, ids=" ".join)
def test_version_3_codecs_agree_with_zarr_python(tmp_path, codecs):
    data = numbers(3, 50, 60)
    multiscale(tmp_path / "a.zarr", [data], "zyx", 3, (1, 16, 32), **codecs)
    source = opened(tmp_path / "a.zarr")
    for z in range(3):
        np.testing.assert_array_equal(source.read(z, 0, [0], Region(0, 0, 60, 50))[0], data[z])


@pytest.mark.parametrize("axes", ["yx", "tyx", "cyx", "zyx", "czyx", "tzyx", "tczyx", "yxc", "xy"])
def test_axes_may_be_any_of_five(tmp_path, axes):
    sizes = {"t": 2, "c": 3, "z": 4, "y": 5, "x": 6}
    data = numbers(*(sizes[axis] for axis in axes))
    multiscale(tmp_path / "a.zarr", [data], axes, chunks=tuple(max(1, sizes[axis] // 2) for axis in axes))
    source = opened(tmp_path / "a.zarr")
    assert source.info.size == Size5D(6, 5, *(sizes[axis] if axis in axes else 1 for axis in "zct"))
    full = data.transpose([axes.index(axis) for axis in "tzcyx" if axis in axes])
    full = full.reshape([sizes[axis] if axis in axes else 1 for axis in "tzcyx"])
    for t, z in product(range(full.shape[0]), range(full.shape[1])):
        values = source.read(z, t, range(full.shape[2]), Region(1, 1, 4, 3))
        np.testing.assert_array_equal(values, full[t, z, :, 1:4, 1:5])


@pytest.mark.parametrize(
    ("dtype", "kind"), [("bool", PixelType.UINT8), ("float16", PixelType.FLOAT), ("float64", PixelType.DOUBLE)]
)
def test_other_numbers_become_pixel_types(tmp_path, dtype, kind):
    multiscale(tmp_path / "a.zarr", [np.array([[0, 1]], dtype)], "yx", 3)
    source = opened(tmp_path / "a.zarr")
    assert source.info.pixel_type is kind
    values = source.read(0, 0, [0], Region(0, 0, 2, 1))
    assert values.dtype == kind.dtype
    assert values.tolist() == [[[0, 1]]]


@pytest.mark.parametrize("dtype", ["int64", "complex64"])
def test_other_types_are_refused(tmp_path, dtype):
    multiscale(tmp_path / "a.zarr", [np.zeros((1, 2), dtype)], "yx", 3)
    with pytest.raises(Unreadable, match="cannot be shown"):
        opened(tmp_path / "a.zarr")


def test_a_region_opens_only_the_chunks_it_touches(tmp_path, opens):
    multiscale(tmp_path / "a.zarr", [numbers(3, 2, 64, 64)], "czyx", chunks=(1, 1, 16, 16), chunk_key_encoding=SLASHES)
    source = opened(tmp_path / "a.zarr")
    opens.clear()
    source.read(1, 0, [2, 0], Region(15, 40, 2, 8))
    assert {os.path.relpath(path, tmp_path) for path in opens} == {
        f"a.zarr/0/{c}/1/2/{x}" for c in (0, 2) for x in (0, 1)
    }
    opens.clear()
    source.read(1, 0, [0], Region(0, 32, 16, 16))
    assert opens == []  # kept since the read before


def test_a_chunk_in_a_shard_is_read_alone(tmp_path, monkeypatch):
    data = np.random.default_rng(1).integers(0, 65536, (512, 512), "uint16")
    multiscale(tmp_path / "a.zarr", [data], "yx", 3, (64, 64), shards=(512, 512), compressors=None)
    source = opened(tmp_path / "a.zarr")
    read, pread = [], os.pread
    monkeypatch.setattr(os, "pread", lambda file, length, offset: read.append(length) or pread(file, length, offset))
    source.read(0, 0, [0], Region(64, 64, 64, 64))
    source.read(0, 0, [0], Region(128, 64, 64, 64))
    assert read == [64 * 16 + 4, 64 * 64 * 2, 64 * 64 * 2]  # the index once, then each chunk


def test_missing_chunks_are_the_fill_value(tmp_path):
    for version, settings in ((2, {}), (3, {"shards": (4, 4)})):
        path = tmp_path / f"{version}.zarr"
        multiscale(path, [np.zeros((8, 8), "float32")], "yx", version, (2, 2), **settings)
        array = zarr.create_array(
            path / "0", shape=(8, 8), chunks=(2, 2), dtype="float32", fill_value=np.nan, zarr_format=version,
            overwrite=True, **settings,
        )  # fmt: skip
        array[0, 0] = 5
        values = opened(path).read(0, 0, [0], Region(0, 0, 8, 8))[0]
        assert values[0, 0] == 5
        assert np.isnan(values[4:]).all()


def test_levels_may_have_fewer_z_sections(tmp_path):
    big = np.arange(4, dtype="uint16").reshape(4, 1, 1) * np.ones((4, 8, 8), "uint16")
    multiscale(tmp_path / "a.zarr", [big, big[::2, ::2, ::2]], "zyx")
    source = opened(tmp_path / "a.zarr")
    assert source.info.levels == (Level(8, 8, 8, 8), Level(4, 4, 4, 4))
    assert [int(source.read(z, 0, [0], Region(0, 0, 1, 1), 1)[0, 0, 0]) for z in range(4)] == [0, 0, 2, 2]


def test_levels_that_do_not_fit_are_left_out_with_a_warning(tmp_path):
    arrays = [numbers(2, 8, 8), numbers(1, 4, 4), numbers(2, 4, 4), numbers(2, 5, 5), numbers(2, 2, 2, dtype="uint8")]
    multiscale(tmp_path / "a.zarr", arrays, "cyx")
    inspection = OmeZarrReader().inspect(LocalStore(tmp_path), ("a.zarr",))
    assert [(level.width, level.height) for level in inspection.images[0].levels] == [(8, 8), (4, 4)]
    assert [warning.split(": ")[1] for warning in inspection.warnings] == [
        "it has 1 along c instead of 2",
        "it is larger than the one before",
        "its values are of another type",
    ]


def test_gzip_of_no_legal_level_is_read(tmp_path):
    """Level -1 is what some writers call the usual one."""
    import numcodecs

    data = numbers(20, 20)
    multiscale(tmp_path / "a.zarr", [data], "yx", compressors=numcodecs.GZip(1))
    metadata = json.loads((tmp_path / "a.zarr/0/.zarray").read_text())
    metadata["compressor"]["level"] = -1
    (tmp_path / "a.zarr/0/.zarray").write_text(json.dumps(metadata))
    np.testing.assert_array_equal(opened(tmp_path / "a.zarr").read(0, 0, [0], Region(0, 0, 20, 20))[0], data)


def test_a_link_out_of_the_folder_is_refused_whenever_it_is_made(tmp_path):
    secret = tmp_path / "secret"
    for name in ("a", "secret"):
        multiscale(tmp_path / f"{name}.zarr", [numbers(4, 4)], "yx", compressors=None, chunk_key_encoding=SLASHES)
    secret.write_bytes(b"S" * 32)
    source = opened(tmp_path / "a.zarr")
    chunk = tmp_path / "a.zarr/0/0/0"
    chunk.unlink()
    chunk.symlink_to(secret)
    with pytest.raises(Unreadable, match="leads out of its folder"):
        source.read(0, 0, [0], Region(0, 0, 4, 4))
    shutil.rmtree(tmp_path / "a.zarr/0")
    (tmp_path / "a.zarr/0").symlink_to(tmp_path / "secret.zarr/0")
    with pytest.raises(Unreadable, match="leads out of its folder"):
        opened(tmp_path / "a.zarr")


def test_a_pipe_in_place_of_a_chunk_does_not_hang(tmp_path):
    multiscale(tmp_path / "a.zarr", [numbers(4, 4)], "yx", chunk_key_encoding=SLASHES)
    source = opened(tmp_path / "a.zarr")
    (tmp_path / "a.zarr/0/0/0").unlink()
    os.mkfifo(tmp_path / "a.zarr/0/0/0")
    with pytest.raises(Unreadable, match="is no file"):
        source.read(0, 0, [0], Region(0, 0, 4, 4))


@pytest.mark.parametrize("version", [2, 3])
def test_a_container_has_series_and_what_its_xml_adds(tmp_path, version):
    path = tmp_path / "a.zarr"
    layout = {"bioformats2raw.layout": 3}
    zarr.open_group(path, mode="w", zarr_format=version).attrs.update({"ome": layout} if version == 3 else layout)
    series = {"series": ["1", "0"]}
    ome = zarr.open_group(path / "OME", mode="w", zarr_format=version)
    ome.attrs.update({"ome": series} if version == 3 else series)
    labelled = {"omero": {"channels": [{"label": "from omero"}]}}
    multiscale(path / "0", [numbers(1, 4, 4)], "cyx", version, more=labelled)
    multiscale(path / "1", [numbers(2, 8, 8)], "cyx", version)
    (path / "OME" / "METADATA.ome.xml").write_text(
        '<OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06">'
        '<Image ID="Image:0" Name="first"><Pixels ID="Pixels:0" DimensionOrder="XYZCT" Type="uint16" SizeX="8"'
        ' SizeY="8" SizeZ="1" SizeC="2" SizeT="1" PhysicalSizeX="0.5">'
        '<Channel ID="Channel:0:0" Name="DAPI" EmissionWavelength="461"/><Channel ID="Channel:0:1"/></Pixels></Image>'
        '<Image ID="Image:1" Name="second"><Pixels ID="Pixels:1" DimensionOrder="XYZCT" Type="uint16" SizeX="4"'
        ' SizeY="4" SizeZ="1" SizeC="1" SizeT="1"><Channel ID="Channel:1:0" Name="from xml"/></Pixels></Image></OME>'
    )
    first, second = OmeZarrReader().inspect(LocalStore(tmp_path), ("a.zarr",)).images
    assert (first.name, first.size.x, first.pixel_size_um) == ("first", 8, (0.5, None, None))
    assert [(channel.name, channel.emission_nm) for channel in first.channels] == [("DAPI", 461.0), (None, None)]
    assert (second.name, second.channels[0].name) == ("second", "from omero")
    np.testing.assert_array_equal(opened(path, 0).read(0, 0, [0, 1], Region(0, 0, 8, 8)), numbers(2, 8, 8))


def test_a_container_without_a_list_is_read_by_number(tmp_path):
    path = tmp_path / "a.zarr"
    zarr.open_group(path, mode="w", zarr_format=2).attrs["bioformats2raw.layout"] = 3
    for number in (0, 2, 10):
        multiscale(path / str(number), [numbers(number + 1, 4)], "yx")
    images = OmeZarrReader().inspect(LocalStore(tmp_path), ("a.zarr",)).images
    assert [image.size.y for image in images] == [1, 3, 11]
    assert [image.name for image in images] == ["a [1]", "a [2]", "a [3]"]


def plate(path, rows, columns, fields, version=2, copy=shutil.copy):
    """A plate of equal fields, the metadata of one written by zarr-python and copied."""
    wrap = (lambda value: {"ome": value}) if version == 3 else (lambda value: value)
    wells = [
        {"path": f"{chr(65 + row)}/{column + 1:02}", "rowIndex": row, "columnIndex": column}
        for row, column in product(range(rows), range(columns))
    ]
    zarr.open_group(path, mode="w", zarr_format=version).attrs.update(
        wrap(
            {
                "plate": {
                    "name": "screening",
                    "rows": [{"name": chr(65 + row)} for row in range(rows)],
                    "columns": [{"name": f"{column + 1:02}"} for column in range(columns)],
                    "wells": wells,
                    "acquisitions": [{"id": 7, "name": "morning", "starttime": 1343731272}, {"id": 9}],
                    "field_count": fields,
                }
            }
        )
    )
    first = path / wells[0]["path"]
    images = [{"path": str(field), "acquisition": (7, 9)[field % 2]} for field in range(fields)]
    zarr.open_group(first, mode="w", zarr_format=version).attrs.update(wrap({"well": {"images": images}}))
    multiscale(first / "0", [numbers(2, 8, 8)], "cyx", version)
    for field in range(1, fields):
        shutil.copytree(first / "0", first / str(field))
    for well in wells[1:]:
        shutil.copytree(first, path / well["path"], copy_function=copy)


@pytest.mark.parametrize("version", [2, 3])
def test_a_plate_has_wells_fields_and_runs(tmp_path, version):
    plate(tmp_path / "p.zarr", 2, 3, 2, version)
    shutil.rmtree(tmp_path / "p.zarr/A/02")  # listed, not there
    shutil.rmtree(tmp_path / "p.zarr/B/01/1")  # one field less
    inspection = OmeZarrReader().inspect(LocalStore(tmp_path), ("p.zarr",))
    (found,) = inspection.plates
    assert (found.name, found.rows, found.columns) == ("screening", 2, 3)
    assert (found.row_naming, found.column_naming) == ("letter", "number")
    assert [(well.row, well.column, len(well.fields)) for well in found.wells] == [
        (0, 0, 2), (0, 2, 2), (1, 0, 1), (1, 1, 2), (1, 2, 2),
    ]  # fmt: skip
    assert [(field.image, field.run) for field in found.wells[1].fields] == [(2, 0), (3, 1)]
    assert [run.name for run in found.runs] == ["morning", ""]
    assert str(found.runs[0].started) == "2012-07-31 10:41:12+00:00"
    assert inspection.images[3].name == "screening [Well A3, Field 2]"
    assert inspection.warnings == ("1 wells that the plate lists are not there",)
    source = opened(tmp_path / "p.zarr", 8)
    assert source.info == inspection.images[8]
    np.testing.assert_array_equal(source.read(0, 0, [1, 0], Region(0, 0, 8, 8)), numbers(2, 8, 8)[::-1])


def test_a_field_of_another_size_is_seen_where_its_metadata_are_longer(tmp_path):
    plate(tmp_path / "p.zarr", 1, 2, 1)
    multiscale(tmp_path / "p.zarr/A/02/0", [numbers(2, 16, 16)], "cyx")
    images = OmeZarrReader().inspect(LocalStore(tmp_path), ("p.zarr",)).images
    assert [image.size.x for image in images] == [8, 16]


def test_a_field_that_only_looks_like_the_others_is_refused_when_opened(tmp_path):
    plate(tmp_path / "p.zarr", 1, 2, 1)
    multiscale(tmp_path / "p.zarr/A/02/0", [numbers(2, 4, 4)], "cyx")
    opened(tmp_path / "p.zarr", 0)
    with pytest.raises(Unreadable, match="not like the other fields"):
        opened(tmp_path / "p.zarr", 1)


def test_a_plate_of_384_wells_and_9_fields_is_inspected_with_few_opens(tmp_path, opens):
    plate(tmp_path / "p.zarr", 16, 24, 9, copy=os.link)
    opens.clear()
    inspection = OmeZarrReader().inspect(LocalStore(tmp_path), ("p.zarr",))
    assert len(inspection.images) == 3456
    assert len(opens) <= 10


@each_of(
    "entry",
    [entry for entry in entries(SHARED / "data" / "manifest.json") if entry.format == "zarr"]
    if (SHARED / "data" / "manifest.json").exists()
    else [],
    attrgetter("path"),
)
def test_real_images_are_what_zarr_python_sees(entry):
    found = verdict(LocalStore(SHARED / "data"), entry)
    assert found.right, found


READABLE = {"missing_chunk", "missing_level", "omero_hostile"}
UNREADABLE_PIXELS = {"chunk_inflates_300MB", "corrupt_chunk"}
BAD = SHARED / "data" / "bad"


@each_of("path", sorted((BAD / "zarr").glob("*.zarr")), attrgetter("stem"))
def test_bad_folders_are_refused_in_words_or_read_right(path, opens, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store, key = LocalStore(BAD), f"zarr/{path.name}"
    readers()
    opens.clear()
    said = None
    try:
        reader = identify(store, key).reader
        source = reader.open(store, (key,), 0)
        whole = Region(0, 0, source.info.size.x, source.info.size.y)
        assert path.stem in READABLE | UNREADABLE_PIXELS
        values = source.read(0, 0, [0], whole)
        assert path.stem in READABLE
        assert (values.max() > 0) == (path.stem != "missing_chunk")
    except MicrographiaError as error:
        said = error
    assert (said is None) == (path.stem in READABLE)
    assert said is None or (isinstance(said, Unreadable) and key in str(said))
    assert [one for one in opens if one.startswith("/") and not one.startswith(str(path))] == []
    assert list(tmp_path.iterdir()) == []


@needs_shared
def test_hostile_labels_are_only_names():
    (image,) = OmeZarrReader().inspect(LocalStore(BAD), ("zarr/omero_hostile.zarr",)).images
    assert all(isinstance(channel.name, str | None) for channel in image.channels)
    assert len(image.channels) == image.size.c


@pytest.mark.parametrize("version", [2, 3])
def test_labels_are_images_behind_theirs(tmp_path, version):
    path = tmp_path / "cells.zarr"
    multiscale(path, [numbers(2, 8, 8)], axes="cyx", version=version)
    labels = {"nuclei": numbers(8, 8, dtype="uint8"), "large": numbers(8, 8, dtype="int64")}
    for name, values in labels.items():
        multiscale(path / "labels" / name, [values], axes="yx", version=version)
    group = zarr.open_group(path / "labels", zarr_format=version)
    found = {"labels": [*labels, "absent"]}
    group.attrs.update({"ome": found} if version == 3 else found)
    reader, store = OmeZarrReader(), LocalStore(tmp_path)
    inspection = reader.inspect(store, ("cells.zarr",))
    image, nuclei = inspection.images
    assert (image.name, image.size.c, nuclei.name) == ("cells", 2, "cells [label nuclei]")
    assert [channel.lut for channel in nuclei.channels] == ["glasbey_inverted.lut"]
    assert [name in " ".join(inspection.warnings) for name in ("'large'", "'absent'", "nuclei")] == [True, True, False]
    source = reader.open(store, ("cells.zarr",), 1)
    assert np.array_equal(source.read(0, 0, [0], Region(0, 0, 8, 8))[0], labels["nuclei"])
    source.close()


@pytest.mark.parametrize("listed", [["../0"], ["/etc"], [7], "nuclei"])
def test_labels_that_lead_elsewhere_are_left_out(tmp_path, listed):
    multiscale(tmp_path / "a.zarr", [numbers(8, 8)], axes="yx")
    zarr.open_group(tmp_path / "a.zarr" / "labels", zarr_format=2).attrs["labels"] = listed
    inspection = OmeZarrReader().inspect(LocalStore(tmp_path), ("a.zarr",))
    assert len(inspection.images) == 1
    assert bool(inspection.warnings) is isinstance(listed, list)


def test_labels_of_a_container_follow_all_its_images(tmp_path):
    path = tmp_path / "a.zarr"
    zarr.open_group(path, mode="w", zarr_format=2).attrs["bioformats2raw.layout"] = 3
    for series in "01":
        multiscale(path / series, [numbers(8, 8)], axes="yx")
    multiscale(path / "0" / "labels" / "cell", [numbers(4, 4)], axes="yx")
    zarr.open_group(path / "0" / "labels", zarr_format=2)
    reader = OmeZarrReader()
    images = reader.inspect(LocalStore(tmp_path), ("a.zarr",)).images
    assert [image.name for image in images] == ["a [1]", "a [2]", "a [1] [label cell]"]
    source = reader.open(LocalStore(tmp_path), ("a.zarr",), 2)
    assert source.info.size.x == 4
    source.close()
