"""The addresses of thumbnails (reference webgateway.md §5.7–5.9)."""

from micrographia.web.answer import BAD_PARAMETER, BUSY, JPEG, NOT_FOUND, NOT_SIGNED_IN, TEXT, Answer, map_of, or_null
from micrographia.web.route import Kind, Policy, Route
from micrographia.webgateway.parameters import Thumbnail, ThumbnailData, ThumbnailSet
from micrographia.webgateway.views import thumbnails

_SET = map_of(or_null(TEXT))


def _route(path: str, view: object, params: type, word: str, kind: Kind, answer: Answer) -> Route:
    return Route(
        path,
        view,  # type: ignore[arg-type]
        names=(f"webgateway_{word}", f"webgateway.views.{word}"),
        policy=Policy.PICTURE,
        kind=kind,
        params=params,
        answers=(answer, BAD_PARAMETER, NOT_SIGNED_IN, NOT_FOUND, BUSY),
    )


ROUTES: tuple[Route, ...] = (
    _route(
        "render_thumbnail/<int:image_id>/[<int:width>/[<int:height>/]]",
        thumbnails.render_thumbnail,
        Thumbnail,
        "render_thumbnail",
        Kind.PICTURE,
        JPEG,
    ),
    _route(
        "render_birds_eye_view/<int:image_id>/[<int:width>/]",
        thumbnails.render_thumbnail,
        Thumbnail,
        "render_birds_eye_view",
        Kind.PICTURE,
        JPEG,
    ),
    _route(
        "get_thumbnail/<int:image_id>/[<int:width>/[<int:height>/]]",
        thumbnails.get_thumbnail,
        ThumbnailData,
        "get_thumbnail_json",
        Kind.GATEWAY,
        Answer("a data URL of the JPEG", schema=TEXT),
    ),
    _route(
        "get_thumbnails/[<int:width>/]",
        thumbnails.get_thumbnails,
        ThumbnailSet,
        "get_thumbnails_json",
        Kind.GATEWAY,
        Answer("data URLs by id of image, null where there is no thumbnail", schema=_SET),
    ),
)
