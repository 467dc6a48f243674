"""Plots of a row or column, to be laid over the plane (reference webgateway.md §5.6)."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from micrographia.pictures.request import Axis, Line
from micrographia.webgateway.drawing import picture_response
from micrographia.webgateway.parameters import Rendering, written
from micrographia.webgateway.query import picture_query


def render_row_plot(
    request: HttpRequest, parameters: Rendering, image_id: int, z: int, t: int, y: int, thickness: int = 1
) -> HttpResponse:
    """The values of the active channels along row y, from 0; thickness: of the lines, in pixels."""
    return _plot(request, parameters, (image_id, z, t), Line(Axis.ROW, y, max(1, thickness)))


def render_col_plot(
    request: HttpRequest, parameters: Rendering, image_id: int, z: int, t: int, x: int, thickness: int = 1
) -> HttpResponse:
    """The values of the active channels along column x, from 0."""
    return _plot(request, parameters, (image_id, z, t), Line(Axis.COLUMN, x, max(1, thickness)))


def _plot(request: HttpRequest, parameters: Rendering, plane: tuple[int, int, int], line: Line) -> HttpResponse:
    return picture_response(request, replace(picture_query(written(parameters), *plane), form=line))
