"""The plates of an OME-XML document."""

from collections.abc import Iterator, Mapping

from micrographia.pixels.formats.ome_quantity import micrometres, moment
from micrographia.pixels.formats.xml_tree import Element, first, integer, text_of
from micrographia.pixels.metadata import FieldInfo, PlateInfo, RunInfo, Target, WellInfo

MOST_ROWS = 10_000


def plates_of(root: Element, images: Mapping[str, int]) -> tuple[PlateInfo, ...]:
    """All plates that have at least one well with an image. images: ID → index of an image."""
    plates = (_plate(element, images) for element in root.iterfind("Plate"))
    return tuple(plate for plate in plates if plate.wells)


def plate_things(root: Element, images: Mapping[str, int]) -> Iterator[tuple[Target, Element]]:
    """Plates, runs and wells as `plates_of` numbers them, with their elements."""
    number = 0
    for element in root.iterfind("Plate"):
        wells = [(well, _well(well, images, {})) for well in element.iterfind("Well")]
        used = [well for well, info in wells if info is not None and info.fields]
        if used:
            yield Target("plate", number), element
            runs = enumerate(element.iterfind("PlateAcquisition"))
            yield from ((Target("run", index, number), run) for index, run in runs)
            yield from ((Target("well", index, number), well) for index, well in enumerate(used))
            number += 1


def _plate(element: Element, images: Mapping[str, int]) -> PlateInfo:
    acquisitions = list(element.iterfind("PlateAcquisition"))
    runs = {
        reference.get("ID", ""): number
        for number, acquisition in enumerate(acquisitions)
        for reference in acquisition.iterfind("WellSampleRef")
    }
    wells = [_well(well, images, runs) for well in element.iterfind("Well")]
    used = tuple(well for well in wells if well is not None and well.fields)
    rows = [well.row + 1 for well in used]
    columns = [well.column + 1 for well in used]
    return PlateInfo(
        name=element.get("Name") or "",
        rows=max([integer(element, "Rows") or 0, *rows]),
        columns=max([integer(element, "Columns") or 0, *columns]),
        wells=used,
        runs=tuple(_run(acquisition) for acquisition in acquisitions),
        description=text_of(element, "Description"),
        row_naming="number" if element.get("RowNamingConvention") == "number" else "letter",
        column_naming="letter" if element.get("ColumnNamingConvention") == "letter" else "number",
        external_identifier=element.get("ExternalIdentifier"),
    )


def _well(element: Element, images: Mapping[str, int], runs: Mapping[str, int]) -> WellInfo | None:
    row, column = integer(element, "Row"), integer(element, "Column")
    if row is None or column is None or not (0 <= row < MOST_ROWS and 0 <= column < MOST_ROWS):
        return None
    fields = []
    for sample in element.iterfind("WellSample"):
        reference = first(sample, "ImageRef")
        image = None if reference is None else images.get(reference.get("ID", ""))
        if image is not None:
            position = (micrometres(sample, "PositionX"), micrometres(sample, "PositionY"))
            fields.append(FieldInfo(image, runs.get(sample.get("ID", "")), position))
    return WellInfo(row, column, tuple(fields))


def _run(element: Element) -> RunInfo:
    return RunInfo(
        name=element.get("Name") or "",
        started=moment(element.get("StartTime", "")),
        ended=moment(element.get("EndTime", "")),
        maximum_field_count=integer(element, "MaximumFieldCount"),
    )
