"""Which dialect of TIFF a file speaks, and the images it holds."""

from collections.abc import Callable

from micrographia.errors import Unreadable
from micrographia.pixels.formats import (
    tiff_fei,
    tiff_imagej,
    tiff_lsm,
    tiff_ndpi,
    tiff_plain,
    tiff_qptiff,
    tiff_scn,
    tiff_stk,
    tiff_svs,
)
from micrographia.pixels.formats.tiff_image import TiffImage
from micrographia.pixels.formats.tiff_pages import TiffPages

Images = Callable[[TiffPages, str], tuple[TiffImage, ...]]

DIALECTS: dict[str, Images] = {
    "lsm": tiff_lsm.images_of,
    "stk": tiff_stk.images_of,
    "svs": tiff_svs.images_of,
    "ndpi": tiff_ndpi.images_of,
    "qpi": tiff_qptiff.images_of,
    "scn": tiff_scn.images_of,
    "fei": tiff_fei.images_of,
    "imagej": tiff_imagej.images_of,
}
"""tifffile's flag → how the dialect is read; the first that fits is taken, none: plain TIFF."""


def images_of(pages: TiffPages, name: str) -> tuple[TiffImage, ...]:
    """The images of a TIFF file that is no OME-TIFF. name: of the file. Raises Unreadable."""
    read = next((read for flag, read in DIALECTS.items() if getattr(pages.tiff, f"is_{flag}")), tiff_plain.images_of)
    try:
        return read(pages, name)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(f"{pages.key}: its metadata makes no sense ({error})") from error
