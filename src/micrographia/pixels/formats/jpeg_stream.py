"""A JPEG file of one tile, as the TIFF file stores it."""

from micrographia.pixels.formats.tiff_region import OpenPage
from micrographia.pixels.geometry import Region

_START, _END = b"\xff\xd8", b"\xff\xd9"
_MARKERS = 256
"""Within how many first bytes APP0 and APP14 stand."""
_ADOBE_RGB = b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x00"
"""APP14 with transform 0: the three components are RGB as they stand."""
_ADOBE_YCBCR = b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x01"


def whole_jpeg(page: OpenPage, region: Region) -> bytes | None:
    """A complete JPEG file of the region, when it is exactly one tile stored as 8-bit colour JPEG; else None.

    The shared tables of the page are put in, and a marker that tells any decoder whether the colours are RGB or YCbCr.
    """
    segments = page.segments
    if segments.jpeg is None or (region.width, region.height) != (segments.tile_width, segments.tile_height):
        return None
    column, left = divmod(region.x, segments.tile_width)
    row, top = divmod(region.y, segments.tile_height)
    if left or top:
        return None
    index = segments.index(0, row, column)
    length = int(segments.counts[index])
    data = page.store.read(page.key, int(segments.offsets[index]), length)
    if len(data) < length or not data.startswith(_START):
        return None
    said = _says_rgb(data[:_MARKERS])
    if said is None:
        marker = _ADOBE_RGB if segments.jpeg.rgb else _ADOBE_YCBCR
    elif said == segments.jpeg.rgb:
        marker = b""
    else:
        return None
    return _START + marker + _tables(segments.jpeg.tables) + data[len(_START) :]


def _says_rgb(head: bytes) -> bool | None:
    """What the stream itself says of its colours: by an Adobe marker, or by a JFIF header (YCbCr); None: nothing."""
    adobe = head.find(b"Adobe")
    if 0 <= adobe < len(head) - 11:
        return head[adobe + 11] == 0
    return False if b"JFIF" in head else None


def _tables(stream: bytes) -> bytes:
    """The segments of an abbreviated stream, without its start and end."""
    return stream.removeprefix(_START).removesuffix(_END)
