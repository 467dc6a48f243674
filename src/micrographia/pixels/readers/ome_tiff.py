"""OME-TIFF: single files, sets of several files, and companion files."""

from collections.abc import Sequence
from typing import ClassVar

from micrographia.errors import Unreadable
from micrographia.pixels.formats import ome_tiff_image, ome_tiff_set, tiff_family
from micrographia.pixels.formats.ome_tiff_set import OmeSets
from micrographia.pixels.formats.ome_xml import NotXml
from micrographia.pixels.formats.tiff_image import TiffImage, one_of
from micrographia.pixels.formats.tiff_source import TiffKept, TiffSource
from micrographia.pixels.metadata import Inspection
from micrographia.pixels.reader import Claim
from micrographia.pixels.source import PixelSource
from micrographia.storage import Store


class OmeTiffReader:
    """Files that end in .ome.tif and the like, TIFF whose first bytes show OME-XML, and .companion.ome.

    A TIFF whose OME-XML is broken is read as plain TIFF, with a warning.
    """

    name: ClassVar[str] = "ome-tiff"
    suffixes: ClassVar[tuple[str, ...]] = (
        ".companion.ome", ".ome.tiff", ".ome.tif", ".ome.tf2", ".ome.tf8", ".ome.btf",
    )  # fmt: skip

    def __init__(self) -> None:
        self._kept, self._sets = TiffKept(), OmeSets()

    def claim(self, store: Store, key: str, head: bytes) -> Claim | None:
        name = key.lower()
        if name.endswith(".companion.ome"):
            return Claim.EXACT if head else None
        if not ome_tiff_set.is_tiff(head):
            return None
        return Claim.EXACT if name.endswith(self.suffixes) or b"<OME" in head else None

    def fileset(self, store: Store, key: str) -> tuple[str, ...]:
        try:
            return self._sets.resolve(store, key).keys
        except NotXml:
            if ome_tiff_set.is_tiff(store.read(key, 0, 4)):
                return (key,)
            raise

    def inspect(self, store: Store, keys: Sequence[str]) -> Inspection:
        try:
            ome = self._sets.known(store, keys[0])
        except NotXml as error:
            images = self._plain(store, keys[0])
            return Inspection(tuple(image.info for image in images), warnings=(f"{error}; read as plain TIFF",))
        return ome_tiff_image.inspection_of(store, ome, self._kept.pages)

    def open(self, store: Store, keys: Sequence[str], series: int) -> PixelSource:
        try:
            ome = self._sets.known(store, keys[0])
        except NotXml:
            return TiffSource(store, one_of(self._plain(store, keys[0]), series, keys[0]), self._kept)
        return TiffSource(store, ome_tiff_image.image_of(store, ome, series, self._kept.pages), self._kept)

    def _plain(self, store: Store, key: str) -> tuple[TiffImage, ...]:
        if not ome_tiff_set.is_tiff(store.read(key, 0, 4)):
            raise Unreadable(f"{key}: neither OME-XML nor TIFF")
        return tiff_family.images_of(self._kept.pages.pages(store, key), key.rpartition("/")[2])
