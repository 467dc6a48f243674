"""What would become of what lies there: values only, no database, no file."""

from collections.abc import Sequence
from dataclasses import dataclass

from micrographia.importing.originals import Originals
from micrographia.importing.question import Examined, Measured
from micrographia.importing.scan import Found
from micrographia.pixels import ImageInfo, PlateInfo


@dataclass(frozen=True, slots=True)
class Wish:
    """Where the images are to go, as the person says. A dataset wins over the folders' names; files that were named by
    themselves go into one of the project's name, where only a project is given."""

    project: str | None = None
    dataset: str | None = None
    screen: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an image is on a plate: indices into Inspection.plates, its wells, and the fields of the well."""

    plate: int
    well: int
    field: int


@dataclass(frozen=True, slots=True)
class PlannedFileset:
    """One fileset that would be imported. dataset: for the images on no plate; None: they stay orphaned. project:
    for that dataset. screen: for the plates. places: one per image, None for those on no plate."""

    found: Found
    originals: Originals
    examined: Examined
    names: tuple[str, ...]
    plate_names: tuple[str, ...]
    places: tuple[Place | None, ...]
    dataset: str | None = None
    project: str | None = None
    screen: str | None = None

    @property
    def images(self) -> tuple[ImageInfo, ...]:
        return self.examined.inspection.images

    @property
    def plates(self) -> tuple[PlateInfo, ...]:
        return self.examined.inspection.plates

    def values(self, series: int) -> Measured | None:
        return self.examined.values[series]

    def well_name(self, series: int) -> str | None:
        """Such as "B3", as the plate numbers its wells; None for an image on no plate."""
        place = self.places[series]
        if place is None:
            return None
        plate = self.plates[place.plate]
        well = plate.wells[place.well]
        return well_name((well.row, well.column), (plate.row_naming, plate.column_naming))


def well_name(place: tuple[int, int], naming: tuple[str, str]) -> str:
    """Such as "B3" for row 1, column 2 (from 0) when rows have letters and columns numbers."""
    return "".join(_label(index, how) for index, how in zip(place, naming, strict=True))


def plan(found: Found, originals: Originals, examined: Examined, wish: Wish) -> PlannedFileset:
    """Images on plates go with their plate into the screen; the others into the dataset."""
    inspection = examined.inspection
    places: list[Place | None] = [None] * len(inspection.images)
    for p, plate in enumerate(inspection.plates):
        for w, well in enumerate(plate.wells):
            for f, field in enumerate(well.fields):
                places[field.image] = Place(p, w, f)
    loose = any(place is None for place in places)
    dataset = (wish.dataset or found.dataset or wish.project) if loose else None
    return PlannedFileset(
        found=found,
        originals=originals,
        examined=examined,
        names=_names(found, inspection.images),
        plate_names=_names(found, inspection.plates),
        places=tuple(places),
        dataset=dataset,
        project=wish.project if dataset else None,
        screen=wish.screen if inspection.plates else None,
    )


def _names(found: Found, infos: Sequence[ImageInfo | PlateInfo]) -> tuple[str, ...]:
    return tuple(_name(found, info, index, len(infos)) for index, info in enumerate(infos))


def _name(found: Found, info: ImageInfo | PlateInfo, index: int, count: int) -> str:
    """What the file calls the image or plate, else the file's own name, with a number where it holds several."""
    if info.name.strip():
        return info.name
    return found.path.name if count == 1 else f"{found.path.name} [{index + 1}]"


def _label(index: int, naming: str) -> str:
    """Letters A, B … Z, AA … or numbers from 1."""
    if naming == "number":
        return str(index + 1)
    text, rest = "", index + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        text = chr(ord("A") + letter) + text
    return text
