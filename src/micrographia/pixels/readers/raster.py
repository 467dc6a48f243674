"""Pictures as cameras and screens make them: PNG, JPEG, BMP and JPEG 2000.

A picture is decoded whole when its first pixel is asked for, and kept while others are not needed more. Palettes are
replaced by their colors; an EXIF orientation is not applied; of an animation the first frame is read.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, ClassVar

import imagecodecs
import numpy as np
from numpy.typing import NDArray
from PIL.BmpImagePlugin import BmpImageFile
from PIL.ExifTags import IFD, TAGS
from PIL.Image import Image
from PIL.ImageFile import ImageFile
from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import IFDRational

from micrographia.errors import NotFound, Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels.decoded import DecodedStore
from micrographia.pixels.formats.original import Pairs, bounded, of_mapping
from micrographia.pixels.geometry import Level, Region, Size5D
from micrographia.pixels.metadata import ChannelInfo, ImageInfo, Inspection
from micrographia.pixels.reader import HEAD_BYTES, Claim
from micrographia.pixels.source import Values, check_address, native
from micrographia.storage import Store

MOST_PIXELS = 89_478_485
"""Width times height: a picture has no tiles, so every look at it costs all of them."""

_MOST_FILE_BYTES = 2**30  # what lies behind is not read, and a picture that needs it is cut off
# Named one by one: Image.open would try other formats, and warns of large pictures instead of refusing them.
_FILES: dict[str, type[ImageFile]] = {
    "PNG": PngImageFile,
    "JPEG": JpegImageFile,
    "BMP": BmpImageFile,
    "JPEG2000": Jpeg2KImageFile,
}
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_JP2, _J2K = b"\0\0\0\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51"
_NOT_TOLD = frozenset({"exif", "icc_profile", "photoshop", "transparency", "mp", "xmp", "XML:com.adobe.xmp"})
_BMP_HEADERS = (12, 40, 52, 56, 64, 108, 124)
_NARROWED = {"1": "L", "P": "RGB", "PA": "RGBA", "CMYK": "RGB", "YCbCr": "RGB", "LAB": "RGB", "HSV": "RGB"}


@dataclass(frozen=True, slots=True)
class _Header:
    """What is known before decoding. format and mode: Pillow's words; the mode that the picture is brought into."""

    format: str
    mode: str
    width: int
    height: int
    samples: int
    pixel_type: PixelType


class RasterSource:
    """An open picture."""

    def __init__(self, store: Store, key: str, header: _Header, kept: DecodedStore) -> None:
        self.info = _info(key, header)
        self._store, self._key, self._header, self._kept = store, key, header, kept
        self._lock = Lock()

    def read(self, z: int, t: int, channels: Sequence[int], region: Region, level: int = 0) -> Values:
        check_address(self.info, z, t, channels, region, level)
        rows, columns = slice(region.y, region.y + region.height), slice(region.x, region.x + region.width)
        part = self._picture()[rows, columns]
        return native(np.moveaxis(part[:, :, list(channels)], -1, 0))

    def stored_jpeg(self, z: int, t: int, region: Region, level: int = 0) -> bytes | None:
        return None  # the file's own bytes would bring its EXIF orientation and places with them

    def close(self) -> None:
        self._kept.drop(self)

    def _picture(self) -> NDArray[Any]:
        """(height, width, samples); decoded by one thread while the others wait."""
        with self._lock:
            picture = self._kept.get(self)
            if picture is None:
                picture = _decoded(self._store, self._key, self._header)
                self._kept.put(self, picture)
            return picture


class RasterReader:
    """PNG, JPEG, BMP, JPEG 2000."""

    name: ClassVar[str] = "raster"
    suffixes: ClassVar[tuple[str, ...]] = (".jpeg", ".png", ".jpg", ".bmp", ".jp2", ".j2k")

    def __init__(self) -> None:
        self._kept = DecodedStore()

    def claim(self, store: Store, key: str, head: bytes) -> Claim | None:
        return Claim.EXACT if _format(head) else None

    def fileset(self, store: Store, key: str) -> tuple[str, ...]:
        return (key,)

    def inspect(self, store: Store, keys: Sequence[str]) -> Inspection:
        info = _info(keys[0], _header(store, keys[0]))
        return Inspection((info,), original=(_said(store, keys[0]),))

    def open(self, store: Store, keys: Sequence[str], series: int) -> RasterSource:
        if series != 0:
            raise Unreadable(f"{keys[0]}: there is no image {series}, a picture holds one")
        return RasterSource(store, keys[0], _header(store, keys[0]), self._kept)


def _format(head: bytes) -> str | None:
    """Pillow's word for the format that the first bytes promise."""
    if head.startswith(_PNG):
        return "PNG"
    if head.startswith(_JPEG):
        return "JPEG"
    if head.startswith((_JP2, _J2K)):
        return "JPEG2000"
    # two letters promise little: the length of the header that follows must be a known one
    bitmap = head.startswith(b"BM") and len(head) > 18 and struct.unpack_from("<I", head, 14)[0] in _BMP_HEADERS
    return "BMP" if bitmap else None


def _said(store: Store, key: str) -> Pairs:
    """Texts, comments and EXIF, without the place where the picture was taken; nothing where they cannot be read."""
    kind = _format(_bytes(store, key, HEAD_BYTES)) or ""
    try:
        with store.open(key) as file, _FILES[kind](file) as image:
            info = {name: _text(value) for name, value in image.info.items() if not _is_hidden(str(name))}
            exif = Image.getexif(image)  # not PNG's own, which decodes all pixels to look behind them
            tags = {**exif, **exif.get_ifd(IFD.Exif)}
    except Exception:
        return ()
    named = {TAGS.get(tag, str(tag)): _text(value) for tag, value in tags.items() if tag not in list(IFD)}
    return bounded(of_mapping({**info, "EXIF": named}))


def _is_hidden(name: str) -> bool:
    """Whether it is bytes and no words; "Raw profile type …" are those of EXIF and XMP in hexadecimal digits."""
    return name in _NOT_TOLD or name.startswith("Raw profile type ")


def _text(value: Any) -> Any:
    """Bytes as the text that they may be, fractions as numbers."""
    if isinstance(value, bytes):
        text = value.decode("utf-8", "replace").rstrip("\0")
        return text if text.isprintable() else None
    return float(value) if isinstance(value, IFDRational) else value


def _info(key: str, header: _Header) -> ImageInfo:
    return ImageInfo(
        name=key.rsplit("/", 1)[-1],
        size=Size5D(header.width, header.height, c=header.samples),
        pixel_type=header.pixel_type,
        levels=(Level(header.width, header.height, header.width, header.height),),
        channels=(ChannelInfo(),) * header.samples,
        rgb=header.samples >= 3,
    )


def _header(store: Store, key: str) -> _Header:
    """Refuses a picture that is too large before anything of it is decoded."""
    head = _bytes(store, key, HEAD_BYTES)
    kind = _format(head)
    if kind is None:
        raise Unreadable(f"{key}: this is no PNG, JPEG, BMP or JPEG 2000 picture")
    try:
        with store.open(key) as file, _FILES[kind](file) as image:
            (width, height), mode = image.size, image.mode
            transparent = "transparency" in image.info
    except Exception as error:
        raise Unreadable(f"{key}: the {kind} header cannot be read ({error})") from error
    if width * height > MOST_PIXELS:
        raise Unreadable(f"{key}: a picture may have {MOST_PIXELS} pixels, not {width} x {height}")
    if kind == "PNG":
        return _png_header(key, head, transparent)
    mode = _NARROWED.get(mode, mode)
    if mode.startswith("I;16"):
        return _Header(kind, mode, width, height, 1, PixelType.UINT16)
    if mode not in ("L", "LA", "RGB", "RGBA"):
        raise Unreadable(f"{key}: pictures of the kind {mode!r} are not read")
    return _Header(kind, mode, width, height, len(mode), PixelType.UINT8)


def _png_header(key: str, head: bytes, transparent: bool) -> _Header:
    """From the first chunk, which Pillow has found to be sound; a palette may have a transparent color."""
    width, height, depth, color = struct.unpack_from(">IIBB", head, 16)
    samples = {0: 1, 2: 3, 3: 4 if transparent else 3, 4: 2, 6: 4}.get(color)
    if samples is None:
        raise Unreadable(f"{key}: a PNG has no color type {color}")
    return _Header("PNG", "", width, height, samples, PixelType.UINT16 if depth == 16 else PixelType.UINT8)


def _decoded(store: Store, key: str, header: _Header) -> NDArray[Any]:
    """(height, width, samples) in native byte order."""
    try:
        if header.format == "PNG":
            # Pillow gives the upper eight bits of 16-bit colors, and zeros for rows that are not there
            picture = imagecodecs.png_decode(_bytes(store, key, _MOST_FILE_BYTES))
        else:
            with store.open(key) as file, _FILES[header.format](file) as image:
                if image.size != (header.width, header.height):
                    raise ValueError("the file has changed")
                picture = np.asarray(image if image.mode == header.mode else image.convert(header.mode))
    except Exception as error:
        raise Unreadable(f"{key}: the {header.format} data cannot be decoded ({error})") from error
    picture = picture.reshape(picture.shape[0], picture.shape[1], -1)
    if picture.shape[-1] == header.samples + 1:
        picture = picture[..., :-1]  # one color of a PNG declared transparent: its values are there all the same
    if picture.shape != (header.height, header.width, header.samples):
        raise Unreadable(f"{key}: the {header.format} data are not what the header promises")
    return native(picture)


def _bytes(store: Store, key: str, length: int) -> bytes:
    try:
        return store.read(key, 0, length)
    except NotFound as error:
        raise Unreadable(str(error)) from error
