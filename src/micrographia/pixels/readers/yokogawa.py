"""Yokogawa CellVoyager (CV7000, CV8000): a folder with a list of pictures and a TIFF for each of them."""

from collections.abc import Sequence
from typing import ClassVar

from micrographia.errors import NotFound, Unreadable
from micrographia.pixels.formats import field_files
from micrographia.pixels.formats.field_files import PlateFiles
from micrographia.pixels.formats.file_set import sibling
from micrographia.pixels.formats.tiff_source import TiffKept, TiffSource
from micrographia.pixels.formats.yokogawa_plate import RECORDS, measurement, named_files, plate_files
from micrographia.pixels.metadata import Inspection
from micrographia.pixels.parsed import ParsedStore, name_of
from micrographia.pixels.reader import Claim
from micrographia.pixels.source import PixelSource
from micrographia.storage import Store

_KEPT_BYTES = 64 * 2**20
_SCHEMA = b"www.yokogawa.co.jp/BTS"
_BESIDE = ("crosstalk_parameter.xml", "geometry_parameter.xml")
_CORRECTIONS = ("DC_", "SC_")


class YokogawaReader:
    """The XML files of a measurement, whichever is named; a picture for each of the fields of the wells."""

    name: ClassVar[str] = "yokogawa"
    suffixes: ClassVar[tuple[str, ...]] = (".wpi", ".mlf", ".mrf", ".mes", ".wpp")

    def __init__(self) -> None:
        self._kept = TiffKept()
        self._plates: ParsedStore[PlateFiles] = ParsedStore(_KEPT_BYTES, lambda plate: plate.weight)

    def claim(self, store: Store, key: str, head: bytes) -> Claim | None:
        return Claim.EXACT if key.lower().endswith(self.suffixes) and _SCHEMA in head else None

    def fileset(self, store: Store, key: str) -> tuple[str, ...]:
        """The pictures and everything else that belongs to the measurement, as far as it is there."""
        folder = key.rpartition("/")[0]
        names = {one.rpartition("/")[2] for one in store.keys(folder)}
        found = measurement(store, folder, names)
        wanted = {record.file for record in found.records} | {*named_files(found), *_BESIDE}
        wanted |= {name for name in names if name.lower().endswith(self.suffixes) or name.startswith(_CORRECTIONS)}
        keys = {sibling(store, key, name) for name in wanted & names}
        plate = found.plate.get("WellPlateFileName", "")
        entry = sibling(store, key, plate if plate in names else RECORDS)
        return (entry, *sorted(keys - {entry}))

    def inspect(self, store: Store, keys: Sequence[str]) -> Inspection:
        return field_files.inspection_of(self._plate(store, keys), self._kept.pages, store)

    def open(self, store: Store, keys: Sequence[str], series: int) -> PixelSource:
        plate = self._plate(store, keys)
        return TiffSource(store, field_files.image_of(plate, series, self._kept.pages, store, keys[0]), self._kept)

    def _plate(self, store: Store, keys: Sequence[str]) -> PlateFiles:
        folder = keys[0].rpartition("/")[0]
        listed = frozenset(keys)
        records = f"{folder}/{RECORDS}" if folder else RECORDS
        if records not in listed:
            raise Unreadable(f"{records} is missing, which lists the pictures of the measurement")

        def parse() -> PlateFiles:
            names = {key.rpartition("/")[2] for key in listed}
            try:
                return plate_files(measurement(store, folder, names), folder, listed, keys[0])
            except NotFound as error:
                raise Unreadable(str(error)) from error

        return self._plates.get((name_of(store, keys[0], records), listed), parse)
