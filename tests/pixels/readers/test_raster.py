import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from micrographia.errors import Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels import Region, Size5D
from micrographia.pixels.readers.raster import RasterReader
from micrographia.storage import LocalStore
from micrographia.testing.manifest import entries
from micrographia.testing.reader_contract import ReaderContract
from micrographia.testing.truth import verdict
from shared import SHARED, needs_shared

GRADIENT = np.arange(7 * 11 * 3, dtype="uint8").reshape(7, 11, 3)


class Contract(ReaderContract):
    reader = RasterReader()
    knows = frozenset({"a.png", "a.jpg"})
    name = ""

    def make(self, folder):
        Image.fromarray(GRADIENT).save(folder / self.name)
        return self.name


class TestPng(Contract):
    name = "a.png"


class TestJpeg(Contract):
    name = "a.jpeg"


class TestBmp(Contract):
    name = "a.bmp"


class TestJpeg2000(Contract):
    name = "a.jp2"


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width, height, depth, color, rows, chunks=b""):
    """A PNG written by hand from packed rows."""
    data = zlib.compress(b"".join(b"\0" + row for row in rows))
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunks + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.fixture
def opened(tmp_path):
    def opened(content, name="a"):
        (tmp_path / name).write_bytes(content)
        return RasterReader().open(LocalStore(tmp_path), (name,), 0)

    return opened


def whole(source):
    size = source.info.size
    return source.read(0, 0, range(size.c), Region(0, 0, size.x, size.y)).tolist()


@pytest.mark.parametrize(
    ("depth", "color", "row", "kind", "values"),
    [
        (1, 0, bytes([0b10100000]), PixelType.UINT8, [[[255, 0, 255]]]),
        (8, 0, bytes([1, 2, 3]), PixelType.UINT8, [[[1, 2, 3]]]),
        (8, 4, bytes([1, 2, 3, 4, 5, 6]), PixelType.UINT8, [[[1, 3, 5]], [[2, 4, 6]]]),
        (8, 2, bytes(range(9)), PixelType.UINT8, [[[0, 3, 6]], [[1, 4, 7]], [[2, 5, 8]]]),
        (16, 0, struct.pack(">3H", 1, 256, 65535), PixelType.UINT16, [[[1, 256, 65535]]]),
        (16, 4, struct.pack(">6H", *range(500, 506)), PixelType.UINT16, [[[500, 502, 504]], [[501, 503, 505]]]),
        (
            16,
            2,
            struct.pack(">9H", *range(1000, 1009)),
            PixelType.UINT16,
            [[[1000, 1003, 1006]], [[1001, 1004, 1007]], [[1002, 1005, 1008]]],
        ),
    ],
)
def test_png_of_every_depth_keeps_its_values(opened, depth, color, row, kind, values):
    source = opened(png(3, 1, depth, color, [row]))
    assert source.info.pixel_type is kind
    assert source.info.rgb == (len(values) >= 3)
    assert whole(source) == values


def test_a_palette_gives_its_colors(opened):
    palette = chunk(b"PLTE", bytes([10, 20, 30, 40, 50, 60]))
    assert whole(opened(png(2, 1, 8, 3, [b"\0\1"], palette))) == [[[10, 40]], [[20, 50]], [[30, 60]]]
    transparent = palette + chunk(b"tRNS", b"\0")
    assert whole(opened(png(2, 1, 8, 3, [b"\0\1"], transparent))) == [[[10, 40]], [[20, 50]], [[30, 60]], [[0, 255]]]


def test_a_color_declared_transparent_keeps_its_value(opened):
    assert whole(opened(png(2, 1, 8, 0, [b"\0\1"], chunk(b"tRNS", b"\0\1")))) == [[[0, 1]]]


def test_an_exif_orientation_is_not_applied(opened):
    exif, file = Image.Exif(), io.BytesIO()
    exif[0x0112] = 6
    Image.fromarray(np.zeros((2, 5), "uint8")).save(file, "JPEG", exif=exif)
    assert opened(file.getvalue()).info.size == Size5D(5, 2)


def test_a_picture_is_decoded_once_while_it_is_open(opened, monkeypatch):
    source = opened(png(3, 1, 8, 0, [b"abc"]))
    whole(source)
    monkeypatch.setattr("micrographia.pixels.readers.raster._decoded", None)
    assert whole(source) == [[[97, 98, 99]]]


def test_too_many_pixels_are_refused_before_decoding(opened):
    with pytest.raises(Unreadable, match="89478485 pixels, not 30000 x 30000"):
        opened(png(30000, 30000, 8, 0, []))


@pytest.mark.parametrize("content", [b"", b"BM", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"<html>"])
def test_broken_headers_are_refused_in_words(opened, content):
    with pytest.raises(Unreadable, match=r"^broken\.png: "):
        opened(content, "broken.png")


def test_data_that_do_not_decode_are_refused_when_read(opened):
    source = opened(png(3, 3, 8, 0, [b"abc"]))
    with pytest.raises(Unreadable, match="cannot be decoded"):
        whole(source)


def test_no_sentence_tells_where_the_server_keeps_its_files(opened, tmp_path):
    with pytest.raises(Unreadable) as caught:
        opened(b"\x89PNG\r\n\x1a\n" + bytes(50))
    assert str(tmp_path) not in str(caught.value)


@needs_shared
@pytest.mark.parametrize("name", ["cell.png", "palette_color.png", "orient6.jpg", "ihc.png"])
def test_real_pictures_are_what_bio_formats_sees(name):
    data = SHARED / "data"
    (entry,) = (entry for entry in entries(data / "manifest.json") if entry.path == f"rgb/{name}")
    found = verdict(LocalStore(data), entry)
    assert found.right, found


@needs_shared
@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("bomb/png_30000x3400.png", "not 30000 x 3400"),
        ("bomb/png_65000x65000.png", "not 65000 x 65000"),
        ("truncated/png_64bytes.png", "header cannot be read"),
        ("truncated/jpg_64bytes.jpg", "header cannot be read"),
        ("fuzzed/png_bitrot.png", "header cannot be read"),
        ("fuzzed/jpg_bitrot.jpg", "cannot be decoded"),
        ("truncated/jpg_half.jpg", "cannot be decoded"),
        ("empty/zero.png", "no PNG"),
    ],
)
def test_bad_pictures_are_refused_in_words(key, sentence):
    with pytest.raises(Unreadable, match=sentence):
        whole(RasterReader().open(LocalStore(SHARED / "data" / "bad"), (key,), 0))


def test_a_picture_does_not_tell_where_it_was_taken(tmp_path):
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    exif.get_ifd(0x8769)[0x829A] = 0.25
    exif.get_ifd(0x8825)[2] = (48.0, 12.0, 30.0)
    Image.fromarray(np.zeros((8, 8), "uint8")).save(tmp_path / "a.jpg", exif=exif, comment=b"by hand")
    (said,) = RasterReader().inspect(LocalStore(tmp_path), ["a.jpg"]).original
    assert {"comment": "by hand", "EXIF/Make": "Maker", "EXIF/ExposureTime": "0.25"}.items() <= dict(said).items()
    assert not [pair for pair in said if "GPS" in pair[0] or "48" in pair[1]]


def test_profiles_in_digits_are_not_told_and_nothing_is_decoded(tmp_path):
    texts = PngInfo()
    texts.add_text("Author", "Anna")
    texts.add_text("Raw profile type exif", "\nexif\n 6\n457869660000\n")
    Image.fromarray(GRADIENT).save(tmp_path / "whole.png", pnginfo=texts)
    (tmp_path / "a.png").write_bytes((tmp_path / "whole.png").read_bytes().partition(b"IDAT")[0] + b"IDAT")
    (said,) = RasterReader().inspect(LocalStore(tmp_path), ["a.png"]).original
    assert said == (("Author", "Anna"),)
