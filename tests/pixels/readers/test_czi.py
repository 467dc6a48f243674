import os
import shutil
import sys

import numpy as np
import pytest

from micrographia.errors import Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels import Region, Size5D
from micrographia.pixels.identify import identify
from micrographia.pixels.readers.czi import CziReader
from micrographia.storage import LocalStore
from micrographia.testing.reader_contract import ReaderContract
from shared import SHARED, needs_shared
from truths import refusal, wrong

WHOLE = Region(0, 0, 8, 6)


def czi(path, planes, scenes=(0,), compression="zstd1:"):
    """A file written by Zeiss' own library: the plane at (t, z, c) in every scene, scenes side by side."""
    writer = pytest.importorskip("pylibCZIrw.czi", reason="pylibCZIrw writes the CZI files of these tests")
    with writer.create_czi(str(path), compression_options=compression) as file:
        for position, scene in enumerate(scenes):
            for (t, z, c), plane in planes.items():
                file.write(plane, plane={"T": t, "Z": z, "C": c}, scene=scene, location=(100 + 50 * position, 20))
        file.write_metadata("a document", channel_names={0: "DAPI", 1: "GFP"}, scale_x=2e-7, scale_y=3e-7, scale_z=1e-6)
    return path.name


def grey(t=0, z=0, c=0, height=6, width=8):
    return (np.arange(height * width, dtype="u2").reshape(height, width, 1) + 100 * t + 1000 * z + 10000 * c).astype(
        "u2"
    )


@pytest.fixture
def opened(tmp_path):
    sources = []

    def opened(series=0):
        sources.append(CziReader().open(LocalStore(tmp_path), ("a.czi",), series))
        return sources[-1]

    yield opened
    for source in sources:
        source.close()


class TestContract(ReaderContract):
    reader = CziReader()

    def make(self, folder):
        places = [(t, z, c) for t in range(2) for z in range(3) for c in range(2)]
        return czi(folder / "a.czi", {place: grey(*place, 40, 30) for place in places})


@needs_shared
class TestContractOfARealFile(ReaderContract):
    """By czifile too, where pylibCZIrw is not there to write files."""

    reader = CziReader()

    def make(self, folder):
        shutil.copy(SHARED / "data" / "czi" / "newCZI_compressed.czi", folder / "a.czi")
        return "a.czi"


def test_every_plane_is_at_its_place(tmp_path, opened):
    czi(tmp_path / "a.czi", {(t, z, c): grey(t, z, c) for t in range(2) for z in range(3) for c in range(2)})
    source = opened()
    assert source.info.size == Size5D(8, 6, 3, 2, 2)
    assert source.info.pixel_type is PixelType.UINT16
    found = source.read(2, 1, [1, 0], WHOLE)
    assert found[0].tolist() == grey(1, 2, 1)[:, :, 0].tolist()
    assert found[1].tolist() == grey(1, 2, 0)[:, :, 0].tolist()


def test_names_and_lengths_are_those_of_the_file(tmp_path, opened):
    czi(tmp_path / "a.czi", {(0, 0, 0): grey(), (0, 0, 1): grey(c=1)})
    info = opened().info
    assert [channel.name for channel in info.channels] == ["DAPI", "GFP"]
    assert info.pixel_size_um == pytest.approx((0.2, 0.3, 1.0))


def test_colors_come_red_first(tmp_path, opened):
    blue_first = np.zeros((6, 8, 3), "u1")
    blue_first[...] = (1, 2, 3)
    czi(tmp_path / "a.czi", {(0, 0, 0): blue_first})
    source = opened()
    assert source.info.rgb
    assert source.read(0, 0, [0, 1, 2], Region(2, 2, 1, 1)).tolist() == [[[3]], [[2]], [[1]]]


def test_each_scene_is_an_image(tmp_path, opened):
    czi(tmp_path / "a.czi", {(0, 0, 0): grey()}, scenes=(0, 1))
    images = CziReader().inspect(LocalStore(tmp_path), ("a.czi",)).images
    assert [image.size for image in images] == [Size5D(8, 6), Size5D(8, 6)]
    assert opened(1).read(0, 0, [0], WHOLE)[0].tolist() == grey()[:, :, 0].tolist()


def test_without_its_library_the_reader_says_what_to_install(tmp_path, monkeypatch):
    (tmp_path / "a.czi").write_bytes(b"ZISRAWFILE" + bytes(1000))
    for name in ("pylibCZIrw", "pylibCZIrw.czi", "czifile"):
        monkeypatch.setitem(sys.modules, name, None)
    reader = identify(LocalStore(tmp_path), "a.czi").reader
    assert reader.name == "czi"
    with pytest.raises(Unreadable, match=r'a.czi: .*pip install "micrographia\[czi\]"'):
        reader.inspect(LocalStore(tmp_path), ("a.czi",))


@needs_shared
def test_real_files_are_what_bio_formats_sees():
    assert wrong("czi") == []


@needs_shared
@pytest.mark.parametrize("key", ["truncated/czi_half.czi", "truncated/czi_64bytes.czi"])
def test_broken_files_are_refused_and_left_closed(key):
    assert refusal(key)
    files = [os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd") if fd_is_there(fd)]
    assert not any(path.endswith(".czi") for path in files)


def fd_is_there(descriptor):
    return os.path.lexists(f"/proc/self/fd/{descriptor}")


@needs_shared
def test_a_rotten_file_is_read_or_refused():
    assert refusal("fuzzed/czi_bitrot.czi") is None or "decoded" in refusal("fuzzed/czi_bitrot.czi")
