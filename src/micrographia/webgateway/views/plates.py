"""Plates, and what is in their wells (reference webgateway.md §10.1–10.3)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from micrographia.catalog.models import Plate, Well
from micrographia.catalog.plate_fields import fields_at, fields_in, places_of
from micrographia.errors import NotFound
from micrographia.web.auth import viewer_of
from micrographia.web.responses import jsonp_answer
from micrographia.webgateway.parameters import Jsonp, PlateGrid, WellChildren
from micrographia.webgateway.shapes.plates import LAYOUTS, Cell, extent_of, plate_grid, well_child, well_data


def plate_grid_json(
    request: HttpRequest, parameters: PlateGrid, plate_id: int, field: int = 0, acquisition: int | None = None
) -> HttpResponse:
    """A plate as rows of wells, each with the image of one of its fields, from 0; or of a run's fields."""
    viewer = viewer_of(request)
    plate = Plate.objects.visible_to(viewer).one(plate_id)
    layout = parameters.layout if parameters.layout in LAYOUTS else settings.MICROGRAPHIA.plate_layout
    extent = extent_of(places_of(viewer, plate), layout)
    end = "" if parameters.size is None else f"{parameters.size}/"
    thumbnails = _thumbnails()
    found = fields_at(viewer, plate, field, acquisition)
    cells = [Cell(each, field, f"{thumbnails}{each.image_id}/{end}") for each in found]
    return jsonp_answer(request, plate_grid(plate, extent, cells))


def well_children(request: HttpRequest, parameters: WellChildren, well_id: int) -> HttpResponse:
    """The images of a well, in the order of its fields."""
    viewer = viewer_of(request)
    well = Well.objects.visible_to(viewer).one(well_id)
    thumbnails = _thumbnails()
    fields = fields_in(viewer, well, parameters.run)
    return jsonp_answer(request, [well_child(each, f"{thumbnails}{each.image_id}/") for each in fields])


def well_data_json(request: HttpRequest, parameters: Jsonp, well_id: int) -> HttpResponse:
    """The first image of a well, and which well of which plate it is."""
    viewer = viewer_of(request)
    well = Well.objects.visible_to(viewer).one(well_id)
    first = fields_in(viewer, well).first()
    if first is None:
        raise NotFound(f"Well {well_id} has no image")
    return jsonp_answer(request, well_data(well, first, f"{_thumbnails()}{first.image_id}/"))


def _thumbnails() -> str:
    """The address of a thumbnail without its last part."""
    return reverse("webgateway_render_thumbnail", args=[0]).removesuffix("0/")
