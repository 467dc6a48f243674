"""OME-XML with inline pixels (.ome, .ome.xml)."""

from collections.abc import Sequence
from typing import ClassVar, TypeAlias

from micrographia.errors import Unreadable
from micrographia.pixels.formats.ome_inline import InlineImage, InlineSource, inline_image
from micrographia.pixels.formats.ome_xml import OmeDocument, document_of
from micrographia.pixels.formats.xml_tree import MOST_BYTES, read_xml
from micrographia.pixels.metadata import Inspection
from micrographia.pixels.parsed import ParsedStore, name_of
from micrographia.pixels.reader import Claim
from micrographia.pixels.source import PixelSource
from micrographia.storage import Store

_KEPT_BYTES = 64 * 2**20
_Parsed: TypeAlias = tuple[OmeDocument, tuple[InlineImage, ...]]


class OmeXmlReader:
    """Texts whose first bytes show an OME element. Those without pixels of their own are refused."""

    name: ClassVar[str] = "ome-xml"
    suffixes: ClassVar[tuple[str, ...]] = (".ome.xml", ".ome")

    def __init__(self) -> None:
        self._kept: ParsedStore[_Parsed] = ParsedStore(_KEPT_BYTES, _weight)

    def claim(self, store: Store, key: str, head: bytes) -> Claim | None:
        named = key.lower().endswith(self.suffixes)
        if not head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
            return None
        if b"<OME" in head or b":OME" in head:
            return Claim.LIKELY
        return Claim.GENERIC if named else None

    def fileset(self, store: Store, key: str) -> tuple[str, ...]:
        return (key,)

    def inspect(self, store: Store, keys: Sequence[str]) -> Inspection:
        document, images = self._parsed(store, keys[0])
        infos, original = tuple(image.info for image in images), (document.original,)
        return Inspection(infos, document.plates, document.rois, document.annotations, document.warnings, original)

    def open(self, store: Store, keys: Sequence[str], series: int) -> PixelSource:
        _, images = self._parsed(store, keys[0])
        if not 0 <= series < len(images):
            raise Unreadable(f"{keys[0]}: it has {len(images)} images, none with the number {series}")
        return InlineSource(images[series], keys[0])

    def _parsed(self, store: Store, key: str) -> _Parsed:
        return self._kept.get(name_of(store, key), lambda: _read(store, key))


def _weight(parsed: _Parsed) -> int:
    planes = [len(plane.text) for image in parsed[1] for plane in image.planes]
    attached = sum(len(one.content or b"") for one in parsed[0].annotations)
    return 4000 * len(parsed[1]) + 100 * len(planes) + sum(planes) + attached


def _read(store: Store, key: str) -> _Parsed:
    size = store.stat(key).size
    if size > MOST_BYTES:
        raise Unreadable(f"{key}: larger than the {MOST_BYTES >> 20} MiB of XML that we read")
    root = read_xml(store.read(key, 0, size), key)
    document = document_of(root, key)
    if not document.inline:
        raise Unreadable(f"{key}: this OME-XML holds no pixels; import the image files that belong to it")
    name = key.rpartition("/")[2]
    pixels = [element.find("Pixels") for element in root.iterfind("Image")]
    images = zip(document.images, pixels, strict=True)
    return document, tuple(inline_image(image, element, name, key) for image, element in images)
