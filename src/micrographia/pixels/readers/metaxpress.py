"""MetaXpress (Molecular Devices ImageXpress): a .HTD file and folders of TIFF files, one for each plane."""

from collections.abc import Sequence
from typing import ClassVar

from micrographia.errors import NotFound, Unreadable
from micrographia.pixels.formats import field_files
from micrographia.pixels.formats.field_files import PlateFiles
from micrographia.pixels.formats.file_set import sibling
from micrographia.pixels.formats.metaseries import plane_facts
from micrographia.pixels.formats.metaxpress_plate import MARK, listed, picture, plate_files, settings_of, shown
from micrographia.pixels.formats.tiff_source import TiffKept, TiffSource
from micrographia.pixels.metadata import Inspection
from micrographia.pixels.parsed import ParsedStore, name_of
from micrographia.pixels.reader import Claim
from micrographia.pixels.source import PixelSource
from micrographia.storage import Store

_KEPT_BYTES = 64 * 2**20


class MetaXpressReader:
    """A plate, and an image for each of the sites of its wells."""

    name: ClassVar[str] = "metaxpress"
    suffixes: ClassVar[tuple[str, ...]] = (".htd",)

    def __init__(self) -> None:
        self._kept = TiffKept()
        self._plates: ParsedStore[PlateFiles] = ParsedStore(_KEPT_BYTES, lambda plate: plate.weight)

    def claim(self, store: Store, key: str, head: bytes) -> Claim | None:
        return Claim.EXACT if key.lower().endswith(self.suffixes) and head.startswith(MARK) else None

    def fileset(self, store: Store, key: str) -> tuple[str, ...]:
        """The pictures with their small copies and projections, and copies of the .HTD file."""
        folder, _, name = key.rpartition("/")
        plate = name.rpartition(".")[0]
        below = [one for one in listed(store, folder) if picture(one, plate) or one.rpartition("/")[2] == name]
        start = len(folder) + 1 if folder else 0
        keys = {sibling(store, key, one[start:]) for one in below}
        return (key, *sorted(keys - {key}))

    def inspect(self, store: Store, keys: Sequence[str]) -> Inspection:
        return field_files.inspection_of(self._plate(store, keys), self._kept.pages, store)

    def open(self, store: Store, keys: Sequence[str], series: int) -> PixelSource:
        image = field_files.image_of(self._plate(store, keys), series, self._kept.pages, store, keys[0])
        return TiffSource(store, image, self._kept)

    def _plate(self, store: Store, keys: Sequence[str]) -> PlateFiles:
        return self._plates.get((name_of(store, keys[0]), tuple(keys)), lambda: self._parsed(store, keys))

    def _parsed(self, store: Store, keys: Sequence[str]) -> PlateFiles:
        """One file of each wavelength is opened, for what only the pictures say."""
        plate = keys[0].rpartition("/")[2].rpartition(".")[0]
        try:
            settings = settings_of(store, keys[0])
        except NotFound as error:
            raise Unreadable(str(error)) from error
        pictures = shown(found for key in keys[1:] if (found := picture(key, plate)))
        if not pictures:
            raise Unreadable(
                f"{keys[0]}: no picture of the plate is beside it or in folders TimePoint_1, TimePoint_2 …"
            )
        first = {one.wave: one.key for one in sorted(pictures, key=lambda one: one.key, reverse=True)}
        facts = {wave: plane_facts(self._kept.pages.pages(store, key)) for wave, key in first.items()}
        return plate_files(settings, pictures, facts, keys[0])
