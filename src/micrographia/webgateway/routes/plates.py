"""The addresses of plates and wells (reference webgateway.md §10)."""

from micrographia.web.answer import BAD_PARAMETER, NOT_FOUND, NOT_SIGNED_IN, Answer, Schema
from micrographia.web.route import Kind, Policy, Route
from micrographia.webgateway import answers
from micrographia.webgateway.parameters import Jsonp, PlateGrid, WellChildren
from micrographia.webgateway.views import plates


def _route(path: str, view: object, params: type, schema: Schema, name: str) -> Route:
    return Route(
        path,
        view,  # type: ignore[arg-type]
        names=(name,),
        policy=Policy.SIGNED_IN,
        kind=Kind.GATEWAY,
        params=params,
        answers=(Answer("as JSON", schema=schema), BAD_PARAMETER, NOT_SIGNED_IN, NOT_FOUND),
    )


ROUTES: tuple[Route, ...] = (
    _route(
        "plate/<int:plate_id>/[<int:field>/[<int:acquisition>/]]",
        plates.plate_grid_json,
        PlateGrid,
        answers.PLATE,
        "webgateway_plategrid_json",
    ),
    _route(
        "well/<int:well_id>/children/",
        plates.well_children,
        WellChildren,
        answers.WELL_CHILDREN,
        "webgateway_listwellimages_json",
    ),
    _route("wellData/<int:well_id>/", plates.well_data_json, Jsonp, answers.WELL_DATA, "webgateway_wellData_json"),
)
