import io
import os
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from operator import attrgetter

import numpy as np
import pytest
import tifffile
from PIL import Image

from micrographia.errors import Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels import Region, Size5D, decoded
from micrographia.pixels.decoded import DecodedMemory
from micrographia.pixels.formats.tiff_pages import TiffPages
from micrographia.pixels.identify import identify
from micrographia.pixels.readers.tiff import TiffReader
from micrographia.storage import LocalStore
from micrographia.testing.manifest import entries
from micrographia.testing.reader_contract import ReaderContract
from micrographia.testing.truth import verdict
from shared import SHARED, each_of, needs_shared
from tiff_dialects import write_lsm, write_ndpi, write_stk

RNG = np.random.default_rng(20261122)
_WATCHERS = []
sys.addaudithook(lambda event, about: _WATCHERS and event == "open" and _WATCHERS[-1].append(str(about[0])))


@contextmanager
def watched():
    """The names of all files that the process opens meanwhile."""
    seen = []
    _WATCHERS.append(seen)
    yield seen
    _WATCHERS.remove(seen)


NOISE = RNG.integers(0, 60000, (70, 90), dtype=np.uint16)


class CountingStore(LocalStore):
    """Counts the bytes that are read."""

    read_bytes = 0

    def read(self, key, offset, length):
        found = super().read(key, offset, length)
        self.read_bytes += len(found)
        return found


@pytest.fixture
def opened(tmp_path):
    """Writes a file with tifffile and opens one image of it."""
    sources = []

    def opened(data=NOISE, name="a.tif", series=0, store=None, **options):
        if data is not None:
            tifffile.imwrite(tmp_path / name, data, **options)
        source = TiffReader().open(store or LocalStore(tmp_path), (name,), series)
        sources.append(source)
        return source

    yield opened
    for source in sources:
        source.close()


def whole(source, level=0, z=0, t=0):
    resolution = source.info.levels[level]
    region = Region(0, 0, resolution.width, resolution.height)
    return source.read(z, t, range(source.info.size.c), region, level)


class TestStrips(ReaderContract):
    reader = TiffReader()
    knows = frozenset({"a.tif"})

    def make(self, folder):
        tifffile.imwrite(folder / "b.tif", np.stack([NOISE, NOISE + 1]), rowsperstrip=16, compression="deflate")
        return "b.tif"


class TestTiles(ReaderContract):
    reader = TiffReader()
    knows = frozenset({"a.tif"})

    def make(self, folder):
        rgb = RNG.integers(0, 255, (130, 150, 3), dtype=np.uint8)
        with tifffile.TiffWriter(folder / "b.tif") as file:
            file.write(rgb, tile=(32, 48), compression="zstd", subifds=2, photometric="rgb")
            file.write(rgb[::2, ::2], tile=(32, 32), compression="lzw", subfiletype=1, photometric="rgb")
            file.write(rgb[::4, ::4], tile=(32, 32), subfiletype=1, photometric="rgb")
        return "b.tif"


class TestJpeg(ReaderContract):
    reader = TiffReader()
    knows = frozenset({"a.tif"})

    def make(self, folder):
        rgb = np.asarray(Image.linear_gradient("L").convert("RGB"))
        tifffile.imwrite(folder / "b.tif", rgb, tile=(64, 64), compression="jpeg", photometric="rgb")
        return "b.tif"


@pytest.mark.parametrize("byteorder", ["<", ">"])
@pytest.mark.parametrize("layout", [{}, {"rowsperstrip": 7}, {"tile": (32, 16)}])
@pytest.mark.parametrize("dtype", ["u1", "i1", "u2", "i2", "u4", "i4", "f4", "f8"])
def test_every_type_in_every_layout_and_byte_order(opened, dtype, layout, byteorder):
    plain = NOISE.astype(byteorder + dtype)
    source = opened(plain, byteorder=byteorder, compression="zstd", predictor=True, **layout)
    assert source.info.pixel_type == PixelType.of(np.dtype(dtype))
    np.testing.assert_array_equal(whole(source)[0], plain.astype(dtype))
    source = opened(plain, byteorder=byteorder, **layout)
    np.testing.assert_array_equal(source.read(0, 0, [0], Region(11, 13, 50, 40))[0], plain[13:53, 11:61])


@pytest.mark.parametrize(
    "compression", ["deflate", "lzw", "zstd", "packbits", "lzma", "lerc", "png", "jpegxl", "jpeg2000", "jpegxr"]
)
def test_lossless_codecs(opened, compression):
    options = {"compressionargs": {"reversible": True}} if compression == "jpeg2000" else {}
    options |= {"compressionargs": {"level": 1.0}} if compression == "jpegxr" else {}
    options |= {"compressionargs": {"lossless": True}} if compression == "jpegxl" else {}
    source = opened(NOISE, tile=(32, 32), compression=compression, **options)
    np.testing.assert_array_equal(whole(source)[0], NOISE)


@pytest.mark.parametrize("planar", ["contig", "separate"])
def test_colours_are_channels(opened, planar):
    rgb = RNG.integers(0, 255, (40, 50, 3), dtype=np.uint8)
    stored = rgb if planar == "contig" else np.moveaxis(rgb, -1, 0)
    source = opened(stored, photometric="rgb", planarconfig=planar, tile=(16, 16), compression="zstd")
    assert (source.info.size, source.info.rgb) == (Size5D(50, 40, 1, 3, 1), True)
    np.testing.assert_array_equal(np.moveaxis(whole(source), 0, -1), rgb)
    np.testing.assert_array_equal(
        source.read(0, 0, [2, 0], Region(3, 4, 5, 6)), rgb[4:10, 3:8][..., [2, 0]].transpose(2, 0, 1)
    )


def test_samples_that_are_no_colours_are_channels_too(opened):
    source = opened(np.stack([NOISE + n for n in range(5)], -1), photometric="minisblack", planarconfig="contig")
    assert (source.info.size.c, source.info.rgb) == (5, False)
    np.testing.assert_array_equal(source.read(0, 0, [3], Region(0, 0, 90, 70))[0], NOISE + 3)


def test_pages_are_timepoints(opened):
    source = opened(np.stack([NOISE, NOISE + 1, NOISE + 2]), metadata=None, photometric="minisblack")
    assert source.info.size == Size5D(90, 70, 1, 1, 3)
    np.testing.assert_array_equal(whole(source, t=2)[0], NOISE + 2)


def test_pages_of_several_sizes_are_several_images(tmp_path):
    with tifffile.TiffWriter(tmp_path / "a.tif") as file:
        for page in (NOISE, NOISE + 1, NOISE[:9], NOISE.astype(np.uint8)):
            file.write(page, metadata=None)
    images = TiffReader().inspect(LocalStore(tmp_path), ("a.tif",)).images
    assert [(image.name, image.size.y, image.size.t) for image in images] == [
        ("a.tif #1", 70, 2),
        ("a.tif #2", 9, 1),
        ("a.tif #3", 70, 1),
    ]


def test_equal_pages_need_not_be_compressed_alike(tmp_path, opened):
    with tifffile.TiffWriter(tmp_path / "a.tif") as file:
        for compression in (None, "zstd", "lzw"):
            file.write(NOISE, metadata=None, compression=compression)
    source = opened(None)
    assert source.info.size.t == 3
    np.testing.assert_array_equal(whole(source, t=2)[0], NOISE)


def test_thousands_of_pages_are_not_parsed_one_by_one(tmp_path, monkeypatch):
    tifffile.imwrite(tmp_path / "a.tif", np.zeros((3000, 4, 4, 3), np.uint8), metadata=None, photometric="rgb")
    parsed = []
    original = TiffPages.page
    monkeypatch.setattr(TiffPages, "page", lambda *place: parsed.append(place[1:]) or original(*place))
    (image,) = TiffReader().inspect(LocalStore(tmp_path), ("a.tif",)).images
    assert image.size.t == 3000
    assert len(set(parsed)) < 5


def test_reduced_pages_are_levels(tmp_path, opened):
    with tifffile.TiffWriter(tmp_path / "a.tif") as file:
        for step in (1, 2, 4):
            file.write(NOISE[::step, ::step], subfiletype=int(step > 1), metadata=None, tile=(16, 16))
        file.write(NOISE[:5, :5], subfiletype=1, metadata=None)
    source = opened(None)
    assert [(level.width, level.height) for level in source.info.levels] == [(90, 70), (45, 35), (23, 18)]
    np.testing.assert_array_equal(whole(source, level=2)[0], NOISE[::4, ::4])


def test_imagej(opened):
    stack = np.arange(2 * 3 * 4 * 5 * 6, dtype=np.uint16).reshape(2, 3, 4, 5, 6)  # TZCYX
    source = opened(stack, imagej=True, resolution=(4, 2), metadata={"spacing": 0.7, "unit": "um", "finterval": 1.5})
    info = source.info
    assert info.size == Size5D(6, 5, 3, 4, 2)
    assert info.pixel_size_um == (0.25, 0.5, 0.7)
    assert info.time_increment_s == 1.5
    np.testing.assert_array_equal(whole(source, z=2, t=1), stack[1, 2])


def test_imagej_with_planes_behind_the_first_page(tmp_path, opened):
    stack = np.arange(3 * 5 * 6, dtype=">u2").reshape(3, 5, 6)
    tifffile.imwrite(
        tmp_path / "a.tif", stack[0], byteorder=">", metadata=None, description="ImageJ=1.53\nimages=3\nslices=3\n"
    )
    with open(tmp_path / "a.tif", "ab") as file, tifffile.TiffFile(tmp_path / "a.tif") as written:
        file.truncate(written.pages[0].dataoffsets[0] + stack[0].nbytes)
        file.write(stack[1:].tobytes())
    source = opened(None)
    assert source.info.size.z == 3
    np.testing.assert_array_equal(whole(source, z=2)[0], stack[2])


def test_physical_size_from_resolution_tags(opened):
    assert opened(resolution=(10000, 5000), resolutionunit="CENTIMETER").info.pixel_size_um == (1.0, 2.0, None)
    assert opened(resolution=(25400, 25400), resolutionunit="INCH").info.pixel_size_um == (1.0, 1.0, None)


@pytest.mark.parametrize(("dtype", "words"), [("c8", "complex64"), ("i8", "int64"), ("u8", "uint64")])
def test_numbers_that_cannot_be_shown_are_refused_in_words(opened, dtype, words):
    with pytest.raises(Unreadable, match=f"pixels of type {words} cannot be shown"):
        opened(NOISE.astype(dtype))


def test_a_tile_reads_only_its_own_bytes(tmp_path, opened):
    store = CountingStore(tmp_path)
    big = RNG.integers(0, 60000, (1024, 1024), dtype=np.uint16)
    source = opened(big, tile=(128, 128), compression="zstd", store=store)
    source.read(0, 0, [0], Region(0, 0, 1, 1))
    store.read_bytes = 0
    source.read(0, 0, [0], Region(256, 128, 128, 128))
    assert 0 < store.read_bytes < 2 * 128 * 128 * 2
    source = opened(big, name="b.tif", store=store)
    source.read(0, 0, [0], Region(0, 0, 1, 1))
    store.read_bytes = 0
    source.read(0, 0, [0], Region(100, 500, 10, 3))
    assert store.read_bytes == 3 * 1024 * 2


def test_strips_are_decoded_once_for_neighbours(tmp_path, opened):
    store = CountingStore(tmp_path)
    source = opened(NOISE, rowsperstrip=8, compression="zstd", store=store)
    source.read(0, 0, [0], Region(0, 0, 45, 16))
    store.read_bytes = 0
    source.read(0, 0, [0], Region(45, 0, 45, 16))
    assert store.read_bytes == 0


def test_very_long_uncompressed_rows_are_not_read_whole(tmp_path, opened):
    store = CountingStore(tmp_path)
    long = np.arange(64, dtype=np.uint16)[:, None] + np.arange(100_000, dtype=np.uint16)
    source = opened(long, store=store)
    store.read_bytes = 0
    values = source.read(0, 0, [0], Region(90_000, 2, 20, 60))
    np.testing.assert_array_equal(values[0], long[2:62, 90_000:90_020])
    assert store.read_bytes < 100_000


@pytest.mark.parametrize("photometric", ["rgb", "ycbcr"])
def test_a_stored_jpeg_shows_what_is_read(tmp_path, opened, photometric):
    y, x = np.mgrid[0:128, 0:192]
    rgb = np.stack([x, y, (x + y) // 2], -1).astype(np.uint8)
    options = {"compressionargs": {"outcolorspace": "RGB"}} if photometric == "rgb" else {}
    source = opened(rgb, tile=(64, 64), compression="jpeg", photometric=photometric, **options)
    region = Region(64, 64, 64, 64)
    stored = np.asarray(Image.open(io.BytesIO(source.stored_jpeg(0, 0, region))).convert("RGB"))
    read = np.moveaxis(source.read(0, 0, [0, 1, 2], region), 0, -1)
    assert np.abs(stored.astype(int) - read).max() <= 3
    assert source.stored_jpeg(0, 0, Region(60, 64, 64, 64)) is None
    assert source.stored_jpeg(0, 0, Region(64, 64, 32, 64)) is None


def test_aperio_jpeg2000_holds_ycbcr(tmp_path, opened):
    """Red, green, blue and grey, as the formulas of ITU-T T.871 turn them into YCbCr."""
    ycbcr = np.array([[76, 85, 255], [150, 44, 21], [29, 255, 107], [90, 128, 128]], np.uint8)
    picture = np.repeat(np.repeat(ycbcr[None], 32, 0), 16, 1)
    options = {"photometric": "rgb", "tile": (32, 64), "compressionargs": {"reversible": True, "mct": False}}
    tifffile.imwrite(tmp_path / "a.tif", picture, compression="jpeg2000", **options)
    with tifffile.TiffFile(tmp_path / "a.tif", mode="r+b") as file:
        file.pages[0].tags["Compression"].overwrite(33003)
    colors = whole(opened(None))[:, 16, 8::16].T
    np.testing.assert_allclose(colors, [[255, 0, 0], [0, 255, 0], [0, 0, 255], [90, 90, 90]], atol=2)


def test_tags_that_cannot_go_together_are_refused_before_reading(tmp_path, opened):
    rgb = RNG.integers(0, 255, (32, 32, 3), dtype=np.uint8)
    tifffile.imwrite(tmp_path / "a.tif", rgb, photometric="ycbcr", compression="jpeg", subsampling=(2, 2))
    with tifffile.TiffFile(tmp_path / "a.tif", mode="r+b") as file:
        file.pages[0].tags["Compression"].overwrite(8)
    with pytest.raises(Unreadable, match="chroma subsampling not supported"):
        opened(None)


def test_a_segment_that_decodes_to_more_than_it_says_is_refused(tmp_path, opened):
    tifffile.imwrite(tmp_path / "a.tif", np.zeros((2048, 2048), np.uint8), compression="deflate", rowsperstrip=2048)
    with tifffile.TiffFile(tmp_path / "a.tif", mode="r+b") as file:
        file.pages[0].tags["ImageLength"].overwrite(16)
        file.pages[0].tags["RowsPerStrip"].overwrite(16)
    source = opened(None)
    with pytest.raises(Unreadable, match="cannot be decoded"):
        whole(source)


@pytest.mark.parametrize("codec", ["jpeg2000", "jpeg", "webp", "png", "jpegxl", "lerc", "jpegxr"])
def test_a_picture_that_declares_more_than_its_tile_is_never_decoded(tmp_path, opened, codec):
    """The stream of a large tile put where the tags declare a small one."""
    big = np.zeros((1024, 1024, 3) if codec == "webp" else (1024, 1024), np.uint8)
    photometric = "rgb" if codec == "webp" else "minisblack"
    tifffile.imwrite(tmp_path / "a.tif", big, compression=codec, tile=(1024, 1024), photometric=photometric)
    with tifffile.TiffFile(tmp_path / "a.tif", mode="r+b") as file:
        for tag in ("ImageLength", "ImageWidth", "TileLength", "TileWidth"):
            file.pages[0].tags[tag].overwrite(16)
    source = opened(None)
    with pytest.raises(Unreadable, match="stream declares 1024 x 1024 pixels of "):
        whole(source)


def test_a_picture_of_thousands_of_components_is_never_decoded(tmp_path, opened):
    """JPEG 2000 counts its components in two bytes, behind the size."""
    tifffile.imwrite(tmp_path / "a.tif", np.zeros((512, 512), np.uint8), compression="jpeg2000", tile=(512, 512))
    content = bytearray((tmp_path / "a.tif").read_bytes())
    at = content.find(b"\xff\x4f\xff\x51") + 40
    content[at : at + 2] = (16384).to_bytes(2, "big")
    (tmp_path / "a.tif").write_bytes(content)
    source = opened(None)
    with pytest.raises(Unreadable, match="512 x 512 pixels of 16384 values"):
        whole(source)


def test_codecs_that_need_much_memory_get_smaller_tiles(tmp_path, opened):
    tifffile.imwrite(tmp_path / "a.tif", np.zeros((16, 16), np.uint8), compression="jpeg2000", tile=(16, 16))
    with tifffile.TiffFile(tmp_path / "a.tif", mode="r+b") as file:
        for tag in ("ImageLength", "ImageWidth", "TileLength", "TileWidth"):
            file.pages[0].tags[tag].overwrite(8192)
    with pytest.raises(Unreadable, match="64 MiB of pixels, more than the 42 MiB"):
        opened(None)


def test_a_page_that_is_another_picture_than_the_first_is_an_error(tmp_path, opened):
    source = opened(np.stack([NOISE, NOISE]), metadata=None, photometric="minisblack", compression="zstd")
    with tifffile.TiffFile(tmp_path / "a.tif", mode="r+b") as file:
        file.pages[1].tags["ImageLength"].overwrite(60)
    with pytest.raises(Unreadable, match="page 2 is 90 x 60 pixels"):
        source.read(0, 1, [0], Region(0, 0, 5, 5))


def test_akoya_slides(tmp_path, opened):
    def facts(kind, name, color):
        return (
            '<?xml version="1.0" encoding="utf-16"?><PerkinElmer-QPI-ImageDescription>'
            f"<ImageType>{kind}</ImageType><Name>{name}</Name><Color>{color}</Color><Objective>20x</Objective>"
            "</PerkinElmer-QPI-ImageDescription>"
        )

    planes = [NOISE.astype(np.uint8), (NOISE // 7).astype(np.uint8)]
    channels = (("DAPI", "0,0,255"), ("Opal 520", "0,255,0"))
    with tifffile.TiffWriter(tmp_path / "a.qptiff") as file:
        for step, kind in ((1, "FullResolution"), (2, "ReducedResolution")):
            for plane, (name, color) in zip(planes, channels, strict=True):
                options = {"resolution": (20000, 20000), "resolutionunit": "CENTIMETER", "software": "PerkinElmer-QPI"}
                file.write(
                    plane[::step, ::step],
                    description=facts(kind, name, color),
                    subfiletype=int(step > 1),
                    metadata=None,
                    tile=(32, 32),
                    compression="zstd",
                    **options,
                )
    source = opened(None, name="a.qptiff")
    info = source.info
    assert (info.size.c, info.pixel_size_um, info.magnification) == (2, (0.5, 0.5, None), 20.0)
    assert [(channel.name, channel.color) for channel in info.channels] == [
        ("DAPI", "0000FFFF"),
        ("Opal 520", "00FF00FF"),
    ]
    np.testing.assert_array_equal(whole(source, level=1)[1], planes[1][::2, ::2])


@pytest.mark.parametrize(("depth", "size_z"), [(1e-6, 1.0), (1e-19, None)])
def test_zeiss_lsm(tmp_path, opened, depth, size_z):
    planes = RNG.integers(0, 255, (2, 3, 3, 20, 30), dtype=np.uint8)
    write_lsm(tmp_path / "a.lsm", planes, (2e-7, 3e-7, depth))
    source = opened(None, name="a.lsm")
    assert source.info.size == Size5D(30, 20, 3, 3, 2)
    assert source.info.pixel_size_um == pytest.approx((0.2, 0.3, size_z))  # 1e-19 m is no size
    assert not source.info.rgb
    for t in range(2):
        for z in range(3):
            np.testing.assert_array_equal(whole(source, z=z, t=t), planes[t, z])


@pytest.mark.parametrize(("distance", "size"), [(0.4, Size5D(30, 20, 5, 1, 1)), (None, Size5D(30, 20, 1, 1, 5))])
def test_metamorph_stacks(tmp_path, opened, distance, size):
    planes = RNG.integers(0, 60000, (5, 20, 30), dtype=np.uint16)
    write_stk(tmp_path / "a.stk", planes, distance)
    source = opened(None, name="a.stk")
    assert (source.info.size, source.info.pixel_size_um[2]) == (size, distance)
    for number, plane in enumerate(planes):
        at = {"z": number} if distance else {"t": number}
        np.testing.assert_array_equal(whole(source, **at)[0], plane)


def test_hamamatsu_slides(tmp_path, opened):
    y, x = np.mgrid[:96, :128]
    slide = np.stack([x, 2 * y, np.full_like(x, 90)], -1).astype(np.uint8)
    write_ndpi(tmp_path / "a.ndpi", [(20.0, slide), (10.0, slide[::2, ::2].copy()), (-1.0, slide[::8, ::4].copy())])
    source = opened(None, name="a.ndpi")
    info = source.info
    assert (info.size, info.magnification, info.rgb) == (Size5D(128, 96, 1, 3, 1), 20.0, True)
    assert info.pixel_size_um == (0.5, 0.5, None)
    assert [(level.width, level.height) for level in info.levels] == [(128, 96), (64, 48)]
    for level in range(2):
        expected = np.moveaxis(slide[:: 2**level, :: 2**level], -1, 0).astype(int)
        assert np.abs(whole(source, level=level) - expected).max() <= 3  # JPEG
    assert opened(None, name="a.ndpi", series=1).info.size == Size5D(32, 12, 1, 3, 1)


def test_leica_slides(tmp_path, opened):
    def image(name, pages):
        dimensions = "".join(f'<dimension r="{r}" ifd="{ifd}" z="{z}"/>' for r, ifd, z in pages)
        scan = "<scanSettings><objectiveSettings><objective>20</objective></objectiveSettings></scanSettings>"
        view = '<view sizeX="45000" sizeY="35000" spacingZ="500"/><creationDate>2020-01-02T03:04:05Z</creationDate>'
        return f'<image name="{name}"><pixels>{dimensions}</pixels>{view}{scan}</image>'

    images = image("overview", [(0, 0, 0)]) + image("scan", [(1, 3, 0), (0, 1, 0), (0, 2, 1), (1, 4, 1)])
    text = f'<scn xmlns="http://www.leica-microsystems.com/scn/2010/10/01"><collection>{images}</collection></scn>'
    pages = [NOISE[:9, :9], NOISE, NOISE + 1, NOISE[::2, ::2], NOISE[::2, ::2] + 1]
    with tifffile.TiffWriter(tmp_path / "a.scn") as file:
        for number, page in enumerate(pages):
            file.write(page, description=text if number == 0 else None, metadata=None, contiguous=False)
    assert opened(None, name="a.scn").info.name == "overview"
    source = opened(None, name="a.scn", series=1)
    info = source.info
    assert (info.size, info.pixel_size_um, info.magnification) == (Size5D(90, 70, 2, 1, 1), (0.5, 0.5, 0.5), 20.0)
    np.testing.assert_array_equal(whole(source, z=1)[0], NOISE + 1)
    np.testing.assert_array_equal(whole(source, level=1, z=1)[0], NOISE[::2, ::2] + 1)


@needs_shared
def test_a_stored_jpeg_gets_the_tables_of_its_page():
    store = LocalStore(SHARED / "data" / "wsi")
    source = TiffReader().open(store, ("CMU-1-Small-Region.svs",), 0)
    region = Region(240, 480, 240, 240)
    stored = np.asarray(Image.open(io.BytesIO(source.stored_jpeg(0, 0, region))).convert("RGB"))
    assert np.abs(stored.astype(int) - np.moveaxis(source.read(0, 0, [0, 1, 2], region), 0, -1)).max() <= 2


FOLDERS = {"tiff", "tiff-codecs", "imagej", "lsm", "stk", "wsi", "ometiff", "ometiff-bfconvert"}
TRUTH = list(entries(SHARED / "data" / "manifest.json")) if (SHARED / "data" / "manifest.json").exists() else []


@each_of("entry", [entry for entry in TRUTH if entry.path.split("/")[0] in FOLDERS], attrgetter("path"))
def test_it_agrees_with_bio_formats(entry):
    found = verdict(LocalStore(SHARED / "data"), entry, threads=8)
    assert found.right, found


BAD = SHARED / "data" / "bad"
TIFFS = (".tif", ".svs", ".lsm", ".companion.ome", "noextension")
HOSTILE = sorted(str(path.relative_to(BAD)) for path in BAD.rglob("*") if path.name.endswith(TIFFS))

READ_IN_PART = {
    "bomb/deflate_small_plane_inflates_400MB.tif",
    "tiff/lzw_garbage.tif",
}
READ = {
    "misnamed/noextension",
    "misnamed/png_named.tif",
    "omexml/control_chars_name.ome.tif",
    "omexml/latin1_bytes.ome.tif",
    "omexml/long_name.ome.tif",
    "omexml/not_wellformed.ome.tif",
    "omexml/script_in_names.ome.tif",
    "omexml/size_mismatch.ome.tif",
    "omexml/type_mismatch.ome.tif",
    "tiff/cyclic_ifd_ring3.tif",
    "tiff/cyclic_ifd_self.tif",
    "tiff/ifd_chain_4000.tif",
    "tiff/strip_count_huge.tif",
    "tiff/subifd_self.tif",
    "traversal_pair/victim/secret.tif",
}
"""What bad/EXPECT.json lets a server import. Everything else is refused."""


@each_of("key", HOSTILE)
def test_hostile_files(key):
    store = LocalStore(BAD)
    with watched() as seen:
        outcome, sentences = _outcome(store, key)
    assert all(key in sentence for sentence in sentences)
    expected = "partly" if key in READ_IN_PART else "read" if key in READ or key.startswith("names/") else "refused"
    if key != "misnamed/czi_named.tif":  # read as CZI where a library for that is installed, else refused
        assert outcome == expected
    folder = os.path.dirname(store.local_path(key))
    assert not [path for path in seen if "/bad/" in path and not path.startswith(folder)]
    assert "/etc/passwd" not in seen


def _outcome(store, key):
    """Whether an image is refused, read in part or read, and the sentences of all that is raised."""
    try:
        reader = identify(store, key).reader
        keys = reader.fileset(store, key)
        images = reader.inspect(store, keys).images
    except Unreadable as error:
        return "refused", [str(error)]
    source = reader.open(store, keys, 0)
    size = images[0].size
    sentences = []
    for t in range(min(size.t, 3)):
        try:
            source.read(0, t, range(size.c), Region(0, 0, size.x, size.y))
        except Unreadable as error:
            sentences.append(str(error))
    source.close()
    return "partly" if sentences else "read", sentences


def test_flipped_bytes_are_refused_or_read(tmp_path):
    """Whatever a byte becomes, the file is read or refused with a sentence; nothing else is raised."""
    with tifffile.TiffWriter(tmp_path / "whole.tif") as file:
        file.write(NOISE, subifds=1, tile=(32, 32), compression="zstd", predictor=True, metadata=None)
        file.write(NOISE[::2, ::2], tile=(32, 32), compression="deflate", subfiletype=1, metadata=None)
    content = (tmp_path / "whole.tif").read_bytes()
    chance = random.Random(27)
    store, outcomes = LocalStore(tmp_path), set()
    for _ in range(300):
        broken = bytearray(content)
        for _ in range(chance.choice((1, 2, 8))):
            broken[chance.randrange(min(len(broken), 700))] = chance.choice((0, 1, 127, 128, 255))
        (tmp_path / "a.tif").write_bytes(broken)
        outcomes.add(_outcome(store, "a.tif")[0])
    assert outcomes == {"read", "partly", "refused"}


def test_many_threads_on_a_new_source(tmp_path, opened):
    """The first reads race for the parsing of pages."""
    stack = RNG.integers(0, 255, (40, 64, 64), dtype=np.uint8)
    source = opened(stack, metadata=None, photometric="minisblack", compression="zstd", rowsperstrip=8)
    with ThreadPoolExecutor(8) as pool:
        planes = list(pool.map(lambda t: whole(source, t=t)[0], range(40)))
    np.testing.assert_array_equal(planes, stack)


def test_open_images_share_one_bounded_memory(tmp_path, monkeypatch):
    memory = DecodedMemory(10 * 64 * 64)
    monkeypatch.setattr(decoded, "DECODED", memory)
    reader, store, planes = TiffReader(), LocalStore(tmp_path), []
    for number in range(3):
        planes.append(np.full((64, 64), number, np.uint8))
        tifffile.imwrite(tmp_path / f"{number}.tif", planes[-1], compression="zlib", rowsperstrip=64)
    sources = [reader.open(store, (f"{number}.tif",), 0) for number in range(3)]
    for _ in range(2):
        for source, plane in zip(sources, planes, strict=True):
            assert np.array_equal(source.read(0, 0, [0], Region(8, 8, 16, 16))[0], plane[8:24, 8:24])
    assert memory.bytes == 3 * 64 * 64
    sources[0].close()
    assert memory.bytes == 2 * 64 * 64
    memory.resize(64 * 64)
    sources[0].read(0, 0, [0], Region(8, 8, 16, 16))
    assert memory.bytes == 64 * 64
