"""The fields of plates and wells, with what lists of them show, as far as a viewer may read it."""

from __future__ import annotations

from django.db.models import F, Min, QuerySet, Window

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.contents import fields_of
from micrographia.catalog.models import Image, Plate, Well, WellField

SHOWN = ("image__owner", "image__pixels", "well", "run")


def places_of(viewer: Viewer, plate: Plate) -> list[tuple[int, int]]:
    """Row and column of each well, from 0."""
    return list(Well.objects.visible_to(viewer).filter(plate=plate).values_list("row", "column"))


def fields_at(viewer: Viewer, plate: Plate, place: int, run: int | None = None) -> list[WellField]:
    """Of each well the field at this place, from 0; with a run counted from the run's first field in the well."""
    fields = fields_of(viewer, plate).filter(image__in=Image.objects.visible_to(viewer))
    if run is None:
        return list(fields.filter(index=place).select_related(*SHOWN))
    first = Window(Min("index"), partition_by=F("well_id"))
    counted = fields.filter(run=run).annotate(first=first)
    return list(counted.filter(first=F("index") - place).select_related(*SHOWN))


def fields_in(viewer: Viewer, well: Well, run: int | None = None) -> QuerySet[WellField]:
    """The fields of a well, or those of one run in it, by index."""
    fields = WellField.objects.visible_to(viewer).filter(well=well, image__in=Image.objects.visible_to(viewer))
    chosen = fields if run is None else fields.filter(run=run)
    return chosen.order_by("index").select_related(*SHOWN)
