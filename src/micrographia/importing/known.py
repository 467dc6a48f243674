"""Filesets that are in the catalog already."""

from __future__ import annotations

from dataclasses import dataclass

from micrographia.catalog.models import DatasetImage, Fileset, Image, WellField
from micrographia.importing.models import Import, ImportedFile, Status
from micrographia.importing.plan import well_name
from micrographia.importing.whose import Whose
from micrographia.storage import Place


@dataclass(frozen=True, slots=True)
class CommittedImage:
    """An image in the catalog. well: such as "B3"; None like the ids where it is on no plate, in no dataset."""

    image_id: int
    series: int
    name: str
    dataset_id: int | None = None
    plate_id: int | None = None
    well: str | None = None


@dataclass(frozen=True, slots=True)
class Committed:
    """A fileset in the catalog. known: it was there before."""

    fileset_id: int
    images: tuple[CommittedImage, ...]
    known: bool


def known_fileset(fingerprint: str, whose: Whose) -> Fileset | None:
    """The same files in the same versions, imported before for the same owner and group."""
    same = Fileset.objects.filter(fingerprint=fingerprint, deleted__isnull=True, **whose.columns)
    found: Fileset | None = same.order_by("pk").first()
    return found


def recognise(known: Fileset, path: Place, call: Import) -> Committed:
    """Writes down that it was known, and gives what it became before. Its images stay where people put them."""
    images = [_place(image) for image in Image.objects.filter(fileset=known, deleted__isnull=True).order_by("series")]
    note = {"path": str(path), "status": Status.KNOWN, "reason": "imported before", "fileset": known}
    ImportedFile.objects.create(imported_by=call, files=known.files.count(), images=len(images), **note)
    return Committed(known.pk, tuple(images), known=True)


def _place(image: Image) -> CommittedImage:
    links = DatasetImage.objects.filter(child=image, deleted__isnull=True)
    field = WellField.objects.filter(image=image, deleted__isnull=True).select_related("well__plate").first()
    plate = field.well.plate if field is not None else None
    return CommittedImage(
        image_id=image.pk,
        series=image.series,
        name=image.name,
        dataset_id=links.order_by("pk").values_list("parent_id", flat=True).first(),
        plate_id=plate.pk if plate is not None else None,
        well=well_name((field.well.row, field.well.column), (plate.row_naming, plate.column_naming))
        if field is not None and plate is not None
        else None,
    )
