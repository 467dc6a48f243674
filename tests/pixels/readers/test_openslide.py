import sys

import numpy as np
import pytest
from PIL import Image

from micrographia.errors import Unreadable
from micrographia.pixels import Claim, Region, Size5D
from micrographia.pixels.identify import identify
from micrographia.pixels.readers.openslide import OpenSlideReader
from micrographia.storage import LocalStore
from micrographia.testing.reader_contract import ReaderContract

SETTINGS = """[Virtual Microscope Specimen]
NoLayers=1
NoJpegColumns=1
NoJpegRows=1
ImageFile={image}
MapFile=a_map2.jpg
OptimisationFile=a.opt
PhysicalWidth=256000
PhysicalHeight=128000
SourceLens=20
"""


def picture(width=512, height=256):
    y, x = np.mgrid[:height, :width]
    return np.stack([x // 2, y, np.full_like(x, 60)], -1).astype(np.uint8)


def write_vms(folder, image="a.jpg"):
    """A Hamamatsu slide: a settings text, one large JPEG and a small one. It names a file that need not be there."""
    options = {"quality": 100, "subsampling": 0, "restart_marker_blocks": 8}
    Image.fromarray(picture()).save(folder / "a.jpg", **options)
    Image.fromarray(picture()[::4, ::4].copy()).save(folder / "a_map2.jpg", **options)
    (folder / "a.vms").write_text(SETTINGS.format(image=image))
    return "a.vms"


class TestContract(ReaderContract):
    reader = OpenSlideReader()

    def make(self, folder):
        pytest.importorskip("openslide")
        return write_vms(folder)


def test_what_a_slide_says_and_shows(tmp_path):
    pytest.importorskip("openslide")
    reader, store, key = OpenSlideReader(), LocalStore(tmp_path), write_vms(tmp_path)
    found = identify(store, key)
    assert (found.reader.name, found.claim) == ("openslide", Claim.EXACT)
    keys = reader.fileset(store, key)
    assert keys == ("a.vms", "a.jpg", "a_map2.jpg")
    (info,) = reader.inspect(store, keys).images
    assert (info.size, info.rgb, info.pixel_size_um, info.magnification) == (
        Size5D(512, 256, 1, 3), True, (0.5, 0.5, None), 20.0,
    )  # fmt: skip
    assert [(level.width, level.height) for level in info.levels][:3] == [(512, 256), (256, 128), (128, 64)]
    source = reader.open(store, keys, 0)
    found = source.read(0, 0, [0, 1, 2], Region(100, 50, 64, 32)).astype(int)
    assert np.abs(found - np.moveaxis(picture()[50:82, 100:164], -1, 0)).max() <= 3  # JPEG
    half = source.read(0, 0, [1], Region(0, 40, 10, 1), 1).astype(int)
    assert np.abs(half - 80).max() <= 3
    source.close()


@pytest.mark.parametrize("image", ["../b.jpg", "/tmp/b.jpg", "a/../../b.jpg", "..\\b.jpg"])
def test_files_that_lie_elsewhere_are_refused(tmp_path, image):
    (tmp_path / "slide").mkdir()
    store, key = LocalStore(tmp_path), f"slide/{write_vms(tmp_path / 'slide', image)}"
    (tmp_path / "b.jpg").write_bytes((tmp_path / "slide" / "a.jpg").read_bytes())
    reader = OpenSlideReader()
    with pytest.raises(Unreadable, match="not inside its own folder"):
        reader.fileset(store, key)
    with pytest.raises(Unreadable):
        reader.open(store, (key,), 0)


def test_a_picture_that_is_missing_is_named(tmp_path):
    store, key = LocalStore(tmp_path), write_vms(tmp_path, "gone.jpg")
    with pytest.raises(Unreadable, match=r"'gone\.jpg' that it names is missing"):
        OpenSlideReader().fileset(store, key)


def test_the_files_of_a_mirax_slide(tmp_path):
    (tmp_path / "s").mkdir()
    (tmp_path / "s.mrxs").write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF\0")
    for name in ("Index.dat", "Data0000.dat", "Data0001.dat"):
        (tmp_path / "s" / name).write_bytes(b"x")
    settings = tmp_path / "s" / "Slidedat.ini"
    settings.write_text("[HIERARCHICAL]\nINDEXFILE = Index.dat\n[DATAFILE]\nFILE_0 = Data0000.dat\n")
    reader, store = OpenSlideReader(), LocalStore(tmp_path)
    assert identify(store, "s.mrxs").reader.name == "openslide"
    assert reader.fileset(store, "s.mrxs") == (
        "s.mrxs", "s/Data0000.dat", "s/Data0001.dat", "s/Index.dat", "s/Slidedat.ini",
    )  # fmt: skip
    settings.write_text("[DATAFILE]\nFILE_0 = ../../secret\n")
    with pytest.raises(Unreadable, match="not inside its own folder"):
        reader.fileset(store, "s.mrxs")
    settings.unlink()
    with pytest.raises(Unreadable, match=r"Slidedat\.ini' that it names is missing"):
        reader.fileset(store, "s.mrxs")


def test_what_is_not_scanned_is_background(tmp_path):
    pytest.importorskip("openslide")
    reader, store = OpenSlideReader(), LocalStore(tmp_path)
    source = reader.open(store, reader.fileset(store, write_vms(tmp_path)), 0)
    half = np.dstack([np.full((1, 2, 3), 100, np.uint8), np.array([[255, 0]], np.uint8)])
    assert source._opaque(half).tolist() == [[[100, 100, 100], [255, 255, 255]]]
    source.close()


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("a.mrxs", b"\xff\xd8\xff"),
        ("a.bif", b"II+\0"),
        ("a.svslide", b"SQLite format 3\0"),
        ("a.vmu", b"[Uncompressed Virtual Microscope Specimen]"),
    ],
)
def test_without_its_library_the_reader_says_what_to_install(tmp_path, monkeypatch, name, head):
    (tmp_path / name).write_bytes(head + bytes(100))
    monkeypatch.setitem(sys.modules, "openslide", None)
    reader = identify(LocalStore(tmp_path), name).reader
    assert reader.name == "openslide"
    with pytest.raises(Unreadable, match=r'pip install "micrographia\[openslide\]"'):
        reader.inspect(LocalStore(tmp_path), (name,))
