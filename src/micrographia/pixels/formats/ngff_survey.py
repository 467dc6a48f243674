"""The images of an OME-Zarr plate, found by opening as few files as can be."""

from collections.abc import Iterator
from dataclasses import replace

from micrographia.errors import Unreadable
from micrographia.pixels.formats.ngff_plate import Plate, PlateWell, WellField, fields_of, plate_of
from micrographia.pixels.formats.ngff_series import Series, series_of
from micrographia.pixels.formats.original import bounded, of_mapping
from micrographia.pixels.formats.zarr_array import array_file
from micrographia.pixels.formats.zarr_folder import Group, ZarrFolder, joined
from micrographia.pixels.metadata import FieldInfo, Inspection, PlateInfo, WellInfo


def series_of_plate(folder: ZarrFolder, group: Group) -> tuple[tuple[Series, ...], Inspection]:
    """Opens one well and one image for every different length of their metadata; of the others asks only the length.

    When a field is opened, its own metadata must say the same as those it was taken to have.
    """
    plate = plate_of(group.attributes["plate"], folder.key)
    name = plate.name or folder.name
    survey = _Survey(folder, group.version)
    if folder.far:
        survey.prepare(plate)
    series: list[Series] = []
    wells: list[WellInfo] = []
    for well in plate.wells:
        fields = []
        for number, field in enumerate(survey.fields(well)):
            field_name = f"{name} [Well {_label(plate, well)}, Field {number + 1}]"
            found = survey.series(joined(well.path, field.path), field_name)
            if found is not None:
                run = plate.run_ids.index(field.run) if field.run in plate.run_ids else None
                fields.append(FieldInfo(len(series), run))
                series.append(found)
        if fields:
            wells.append(WellInfo(well.row, well.column, tuple(fields)))
    if not series:
        raise Unreadable(f"{folder.key}: the plate lists {len(plate.wells)} wells, and no image of them is there")
    info = PlateInfo(
        name,
        len(plate.rows),
        len(plate.columns),
        tuple(wells),
        plate.runs,
        row_naming="letter" if plate.rows[0].isalpha() else "number",
        column_naming="letter" if plate.columns[0].isalpha() else "number",
    )
    said = bounded((*of_mapping(group.attributes), *series[0].said))
    inspection = Inspection(
        tuple(one.info for one in series),
        (info,),
        warnings=tuple(survey.warnings()),
        original=(said,),
    )
    return tuple(series), inspection


def _label(plate: Plate, well: PlateWell) -> str:
    """A well's name as people write it: "B3"."""
    return f"{plate.rows[well.row]}{plate.columns[well.column].lstrip('0') or '0'}"


class _Survey:
    """Looks at the wells and fields of a plate, opening as few files as it can."""

    def __init__(self, folder: ZarrFolder, version: int) -> None:
        self._folder, self._version = folder, version
        self._attributes = "zarr.json" if version == 3 else ".zattrs"
        self._fields: dict[int, tuple[WellField, ...]] = {}
        self._like: dict[int, Series] = {}
        self._first: Series | None = None
        self._missing, self._broken = 0, 0
        self._notes: list[str] = []

    def prepare(self, plate: Plate) -> None:
        """Asks at once what is going to be asked, if the other wells and fields are like the first."""
        self._folder.prepare(joined(well.path, self._attributes) for well in plate.wells)
        fields = next((fields for well in plate.wells if (fields := self.fields(well))), ())
        paths = [joined(well.path, field.path) for well in plate.wells for field in fields]
        self._folder.prepare(joined(path, self._attributes) for path in paths)
        first = self.series(paths[0], "") if paths else None
        if first is not None:
            inside = first.arrays[0][0].removeprefix(f"{first.path}/")
            self._folder.prepare(joined(path, inside, array_file(self._version)) for path in paths)
        self._missing, self._broken = 0, 0
        self._notes.clear()

    def fields(self, well: PlateWell) -> tuple[WellField, ...]:
        """The fields that are there; a well whose metadata are as long as those of another has the same ones."""
        size = self._folder.size(joined(well.path, self._attributes))
        if size is None:
            self._missing += 1
            return ()
        fields = self._fields.get(size)
        if fields is None or not all(self._is_there(well, field) for field in fields):
            attributes = self._folder.group(well.path).attributes
            fields = fields_of(attributes, self._folder.describe(well.path))
            self._fields.setdefault(size, fields)
        return tuple(field for field in fields if self._is_there(well, field))

    def _is_there(self, well: PlateWell, field: WellField) -> bool:
        return self._folder.is_there(joined(well.path, field.path))

    def series(self, path: str, name: str) -> Series | None:
        """The image at a path, read or taken to be like one that was read; None when it cannot be read."""
        like = self._first and self._like.get(self._metadata_size(path, self._first))
        try:
            read = series_of(self._folder, path, name)[0] if like is None else _moved(like, path)
        except Unreadable as error:
            self._broken += 1
            if self._broken == 1:
                self._notes.append(f"a field is left out: {error}")
            return None
        self._first = self._first or read
        self._like.setdefault(self._metadata_size(path, read), read)
        return replace(read, info=replace(read.info, name=name))

    def warnings(self) -> Iterator[str]:
        yield from self._notes
        if self._broken > 1:
            yield f"{self._broken} fields in all are left out"
        if self._missing:
            yield f"{self._missing} wells that the plate lists are not there"

    def _metadata_size(self, path: str, like: Series) -> int:
        """Bytes of the metadata of the first array, if it lies where it lies in the other image; else -1."""
        first = like.arrays[0][0].removeprefix(f"{like.path}/")
        size = self._folder.size(joined(path, first, array_file(self._version)))
        return -1 if size is None else size


def _moved(like: Series, path: str) -> Series:
    """The same image in another group."""
    arrays = tuple((path + old.removeprefix(like.path), array) for old, array in like.arrays)
    return replace(like, path=path, arrays=arrays)
