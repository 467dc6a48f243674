import zipfile

import numpy as np
import pytest

from micrographia.errors import MicrographiaError, Unreadable
from micrographia.pixels import Region
from micrographia.pixels.identify import UnknownFormat, identify
from micrographia.pixels.readers.ome_zarr import OmeZarrReader
from micrographia.storage import LocalStore
from micrographia.testing.reader_contract import ReaderContract
from zarr_world import multiscale, numbers, zipped

DATA = numbers(2, 5, 60, 70)


class TestContract(ReaderContract):
    reader = OmeZarrReader()

    def make(self, folder):
        inside = folder.parent / "b.zarr"
        multiscale(inside, [DATA], "czyx", 3, (1, 1, 16, 16), shards=(2, 2, 32, 64))
        zipped(inside, folder / "a.ozx")
        return "a.ozx"


@pytest.mark.parametrize("packed", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED], ids=["stored", "deflated"])
@pytest.mark.parametrize("version", [2, 3])
@pytest.mark.parametrize(("name", "top"), [("cells.ozx", ""), ("cells.zarr.zip", ""), ("cells.ome.zarr.zip", "x.zarr")])
def test_it_is_read_as_the_folder_is(tmp_path, packed, version, name, top):
    multiscale(tmp_path / "b.zarr", [DATA, DATA[:, :, ::2, ::2]], "czyx", version, (1, 2, 16, 32))
    zipped(tmp_path / "b.zarr", tmp_path / name, packed, top)
    store = LocalStore(tmp_path)
    chosen = identify(store, name).reader
    assert chosen.name == "ome-zarr"
    assert chosen.fileset(store, name) == (name,)
    info = chosen.inspect(store, (name,)).images[0]
    assert (info.name, info.size.c, info.size.z, len(info.levels)) == ("cells", 2, 5, 2)
    source = chosen.open(store, (name,), 0)
    np.testing.assert_array_equal(source.read(3, 0, [1, 0], Region(5, 7, 60, 50)), DATA[::-1, 3, 7:57, 5:65])


def test_the_first_member_tells_what_the_name_does_not(tmp_path):
    multiscale(tmp_path / "b.zarr", [DATA], "czyx", 3)
    zipped(tmp_path / "b.zarr", tmp_path / "cells.zip")
    assert identify(LocalStore(tmp_path), "cells.zip").reader.name == "ome-zarr"


def test_other_archives_are_refused_by_their_kind(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("readme.txt", "text")
    with pytest.raises(UnknownFormat, match="a ZIP archive"):
        identify(LocalStore(tmp_path), "a.zip")


def test_an_archive_inside_an_archive_is_no_image(tmp_path):
    multiscale(tmp_path / "b.zarr", [DATA], "czyx", 3)
    zipped(tmp_path / "b.zarr", tmp_path / "inner.ozx")
    with zipfile.ZipFile(tmp_path / "outer.ozx", "w") as archive:
        archive.write(tmp_path / "inner.ozx", "inner.ozx")
    with pytest.raises(Unreadable, match="no Zarr group"):
        OmeZarrReader().inspect(LocalStore(tmp_path), ("outer.ozx",))


def test_a_changed_archive_is_listed_anew(tmp_path):
    reader, store = OmeZarrReader(), LocalStore(tmp_path)
    for number in (1, 2):
        multiscale(tmp_path / f"{number}.zarr", [DATA + number], "czyx", 2, (1, 1, 60, 70), compressors=None)
        zipped(tmp_path / f"{number}.zarr", tmp_path / "a.ozx")
        source = reader.open(store, ("a.ozx",), 0)
        assert source.read(0, 0, [0], Region(0, 0, 2, 1)).tolist() == [[[number, number + 1]]]
        source.close()


def test_a_chunk_that_unpacks_to_more_than_a_chunk_is_refused(tmp_path):
    multiscale(tmp_path / "b.zarr", [DATA], "czyx", 2, (1, 1, 60, 70), compressors=None)
    with zipfile.ZipFile(tmp_path / "a.ozx", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted((tmp_path / "b.zarr").rglob("*")):
            inside = str(path.relative_to(tmp_path / "b.zarr"))
            if path.is_file():
                archive.writestr(inside, bytes(50_000_000) if path.name[0].isdigit() else path.read_bytes())
    source = OmeZarrReader().open(LocalStore(tmp_path), ("a.ozx",), 0)
    with pytest.raises(MicrographiaError, match="at most"):
        source.read(0, 0, [0], Region(0, 0, 4, 4))
