"""TIFF and its dialects: plain, ImageJ, LSM, STK, FEI, and slides of Aperio, Hamamatsu, Akoya and Leica."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from micrographia.pixels.formats import ome_tiff_image, ome_tiff_set, tiff_family
from micrographia.pixels.formats.ome_tiff_set import OmeSet, OmeSets
from micrographia.pixels.formats.ome_xml import NotXml
from micrographia.pixels.formats.original import bounded, of_tags
from micrographia.pixels.formats.tiff_image import TiffImage, one_of
from micrographia.pixels.formats.tiff_pages import TiffPages
from micrographia.pixels.formats.tiff_source import TiffKept, TiffSource
from micrographia.pixels.metadata import Inspection
from micrographia.pixels.reader import Claim
from micrographia.pixels.source import PixelSource
from micrographia.storage import Store


class TiffReader:
    """Any file that starts as TIFF. One that turns out to hold OME-XML, although neither its name nor its first bytes
    show it, is read as OME-TIFF."""

    name: ClassVar[str] = "tiff"
    suffixes: ClassVar[tuple[str, ...]] = (
        ".qptiff", ".tiff", ".ndpi", ".tif", ".tf8", ".tf2", ".btf", ".lsm", ".scn", ".stk", ".svs",
    )  # fmt: skip

    def __init__(self) -> None:
        self._kept, self._sets = TiffKept(), OmeSets()

    def claim(self, store: Store, key: str, head: bytes) -> Claim | None:
        if not ome_tiff_set.is_tiff(head):
            return None
        return Claim.LIKELY if key.lower().endswith(self.suffixes) else Claim.GENERIC

    def fileset(self, store: Store, key: str) -> tuple[str, ...]:
        ome = self._ome(store, self._kept.pages.pages(store, key), self._sets.resolve)
        return (key,) if ome is None else ome.keys

    def inspect(self, store: Store, keys: Sequence[str]) -> Inspection:
        pages = self._kept.pages.pages(store, keys[0])
        ome = self._ome(store, pages, self._sets.known)
        if ome is not None:
            return ome_tiff_image.inspection_of(store, ome, self._kept.pages)
        return Inspection(tuple(image.info for image in _family(pages)), original=(bounded(of_tags(pages.page(0))),))

    def open(self, store: Store, keys: Sequence[str], series: int) -> PixelSource:
        pages = self._kept.pages.pages(store, keys[0])
        ome = self._ome(store, pages, self._sets.known)
        if ome is not None:
            return TiffSource(store, ome_tiff_image.image_of(store, ome, series, self._kept.pages), self._kept)
        return TiffSource(store, one_of(_family(pages), series, keys[0]), self._kept)

    def _ome(self, store: Store, pages: TiffPages, resolve: Callable[[Store, str], OmeSet]) -> OmeSet | None:
        """The set of files, when the description is OME-XML after all."""
        if not pages.first.is_ome:
            return None
        try:
            return resolve(store, pages.key)
        except NotXml:
            return None


def _family(pages: TiffPages) -> tuple[TiffImage, ...]:
    return tiff_family.images_of(pages, pages.key.rpartition("/")[2])
