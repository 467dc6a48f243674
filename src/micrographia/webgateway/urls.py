"""The addresses of the WebGateway document."""

from micrographia.web.answer import BAD_PARAMETER, BUSY, JPEG, NOT_FOUND, NOT_SIGNED_IN, Answer, Schema
from micrographia.web.route import Kind, Policy, Route, patterns
from micrographia.webgateway import answers
from micrographia.webgateway.parameters import Children, ImageData, Jsonp, RegionRendering, Rendering, Thumbnail
from micrographia.webgateway.views import containers, images, metadata, thumbnails

PICTURE_ANSWERS = (JPEG, BAD_PARAMETER, NOT_SIGNED_IN, NOT_FOUND, BUSY)


def named(*words: str) -> tuple[str, ...]:
    """The names of a route: today's, and the dotted one that templates of the 5.x era use."""
    return tuple(f"webgateway_{word}" for word in words) + tuple(f"webgateway.views.{word}" for word in words)


def picture(path: str, view: object, params: type, *words: str) -> Route:
    """A route that answers a picture."""
    return Route(
        path,
        view,  # type: ignore[arg-type]
        names=named(*words),
        policy=Policy.PICTURE,
        kind=Kind.PICTURE,
        params=params,
        answers=PICTURE_ANSWERS,
    )


def data(path: str, view: object, params: type, schema: Schema, name: str) -> Route:
    """A route that answers JSON, or JSON in a callback."""
    return Route(
        path,
        view,  # type: ignore[arg-type]
        names=(name,),
        policy=Policy.PICTURE if params is ImageData else Policy.SIGNED_IN,
        kind=Kind.GATEWAY,
        params=params,
        answers=(Answer("as JSON", schema=schema), BAD_PARAMETER, NOT_SIGNED_IN, NOT_FOUND),
    )


ROUTES: tuple[Route, ...] = (
    picture("render_image/<int:image_id>/[<int:z>/[<int:t>/]]", images.render_image, Rendering, "render_image"),
    picture(
        "render_image_region/<int:image_id>/<int:z>/<int:t>/",
        images.render_image_region,
        RegionRendering,
        "render_image_region",
    ),
    picture(
        "render_thumbnail/<int:image_id>/[<int:width>/[<int:height>/]]",
        thumbnails.render_thumbnail,
        Thumbnail,
        "render_thumbnail",
    ),
    picture(
        "render_birds_eye_view/<int:image_id>/[<int:width>/]",
        thumbnails.render_thumbnail,
        Thumbnail,
        "render_birds_eye_view",
    ),
    data(
        "imgData/<int:image_id>/",
        metadata.image_data_json,
        ImageData,
        answers.IMAGE_DATA,
        "webgateway_imageData_json",
    ),
    data(
        "imgData/<int:image_id>/<str:key>/",
        metadata.image_data_json,
        ImageData,
        answers.ANYTHING,
        "webgateway_imageData_json",
    ),
    data("proj/list/", containers.list_projects, Jsonp, answers.PROJECTS, "webgateway_listProjects_json"),
    data(
        "proj/<int:project_id>/detail/",
        containers.project_detail,
        Jsonp,
        answers.DETAIL,
        "webgateway_projectDetail_json",
    ),
    data(
        "proj/<int:project_id>/children/",
        containers.project_children,
        Jsonp,
        answers.DATASETS,
        "webgateway_listDatasets_json",
    ),
    data(
        "dataset/<int:dataset_id>/detail/",
        containers.dataset_detail,
        Jsonp,
        answers.DETAIL,
        "webgateway_datasetDetail_json",
    ),
    data(
        "dataset/<int:dataset_id>/children/",
        containers.dataset_children,
        Children,
        answers.IMAGES,
        "webgateway_listimages_json",
    ),
)

urlpatterns = patterns(ROUTES)
