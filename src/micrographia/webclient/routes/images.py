"""WebGateway's addresses below /webclient/, where clients ask for them too (reference webgateway.md §12)."""

from dataclasses import replace

from micrographia.web.answer import BAD_PARAMETER, BUSY, JPEG, NOT_FOUND, Answer
from micrographia.web.policy import Policy
from micrographia.web.route import Kind, Route
from micrographia.webclient.views import thumbnails, viewer
from micrographia.webgateway.parameters import Rendering, Thumbnail
from micrographia.webgateway.routes.downloads import FILE
from micrographia.webgateway.urls import ROUTES as GATEWAY
from micrographia.webgateway.views import exports

ALIASES = frozenset(
    {
        "archived_files",
        "copyImgRDef",
        "download_as",
        "getImgRDef",
        "get_thumbnail",
        "get_thumbnails",
        "imgData",
        "luts",
        "original_file_paths",
        "render_birds_eye_view",
        "render_col_plot",
        "render_image",
        "render_image_region",
        "render_row_plot",
        "render_split_channel",
        "saveImgRDef",
    }
)
"""First words of the addresses that are the same in both places."""

NAMES = {"render_image": ("web_render_image",), "get_thumbnail": ("get_thumbnail_json",)}
"""Names under which templates of the field find them here."""


def _first_word(route: Route) -> str:
    return route.path.partition("/")[0]


def _alias(route: Route) -> Route:
    return replace(route, names=NAMES.get(_first_word(route), ()))


def _thumbnail(path: str, name: str) -> Route:
    return Route(
        path,
        thumbnails.render_thumbnail,
        names=(name,),
        policy=Policy.PICTURE,
        kind=Kind.PICTURE,
        params=Thumbnail,
        answers=(JPEG, BAD_PARAMETER, NOT_FOUND, BUSY),
    )


ROUTES: tuple[Route, ...] = (
    *(_alias(route) for route in GATEWAY if _first_word(route) in ALIASES),
    _thumbnail("render_thumbnail/<int:image_id>/", "render_thumbnail"),
    _thumbnail("render_thumbnail/size/<int:width>/<int:image_id>/", "render_thumbnail_resize"),
    Route(
        "render_image_download/<int:image_id>/[<int:z>/[<int:t>/]]",
        exports.render_image_download,
        names=("web_render_image_download",),
        policy=Policy.PICTURE,
        kind=Kind.PICTURE,
        params=Rendering,
        answers=(FILE, BAD_PARAMETER, NOT_FOUND, BUSY),
    ),
    Route(
        "img_detail/<int:image_id>/",
        viewer.image_viewer,
        names=("web_image_viewer",),
        policy=Policy.PICTURE,
        answers=(Answer("Location is the viewer", 302, "text/html"),),
    ),
)
