"""TIFF and its dialects: plain, ImageJ, Zeiss LSM, MetaMorph STK, FEI, and slides of Aperio, Hamamatsu and Akoya."""

from collections.abc import Sequence
from typing import ClassVar

from micrographia.errors import Unreadable
from micrographia.pixels.formats import ome_tiff_set, tiff_family
from micrographia.pixels.formats.ome_tiff_set import OmeSet
from micrographia.pixels.formats.ome_xml import NotXml
from micrographia.pixels.formats.tiff_image import TiffImage
from micrographia.pixels.formats.tiff_pages import TiffPages
from micrographia.pixels.formats.tiff_source import TiffSource
from micrographia.pixels.metadata import Inspection
from micrographia.pixels.reader import Claim
from micrographia.pixels.source import PixelSource
from micrographia.storage import Store


class TiffReader:
    """Any file that starts as TIFF. One that turns out to hold OME-XML, although neither its name nor its first bytes
    show it, is read as OME-TIFF."""

    name: ClassVar[str] = "tiff"
    suffixes: ClassVar[tuple[str, ...]] = (
        ".qptiff", ".tiff", ".ndpi", ".tif", ".tf8", ".tf2", ".btf", ".lsm", ".stk", ".svs",
    )  # fmt: skip

    def claim(self, store: Store, key: str, head: bytes) -> Claim | None:
        if not ome_tiff_set.is_tiff(head):
            return None
        return Claim.LIKELY if key.lower().endswith(self.suffixes) else Claim.GENERIC

    def fileset(self, store: Store, key: str) -> tuple[str, ...]:
        ome = _ome(store, TiffPages(store, key))
        return (key,) if ome is None else ome.keys

    def inspect(self, store: Store, keys: Sequence[str]) -> Inspection:
        pages = TiffPages(store, keys[0])
        ome = _ome(store, pages)
        if ome is None:
            return Inspection(tuple(image.info for image in _family(pages)))
        images, warnings = ome_tiff_set.images_of(store, ome)
        document = ome.document
        return Inspection(
            tuple(image.info for image in images), document.plates, document.rois, document.annotations, warnings
        )

    def open(self, store: Store, keys: Sequence[str], series: int) -> PixelSource:
        pages = TiffPages(store, keys[0])
        ome = _ome(store, pages)
        images = _family(pages) if ome is None else ome_tiff_set.images_of(store, ome)[0]
        if not 0 <= series < len(images):
            raise Unreadable(f"{keys[0]}: it has {len(images)} images, none with the number {series}")
        return TiffSource(store, images[series])


def _ome(store: Store, pages: TiffPages) -> OmeSet | None:
    """The set of files, when the description is OME-XML after all."""
    if not pages.first.is_ome:
        return None
    try:
        return ome_tiff_set.resolve(store, pages.key)
    except NotXml:
        return None


def _family(pages: TiffPages) -> tuple[TiffImage, ...]:
    return tiff_family.images_of(pages, pages.key.rpartition("/")[2])
