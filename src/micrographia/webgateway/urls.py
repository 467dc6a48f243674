"""The addresses of the WebGateway document."""

from micrographia.web.answer import BAD_PARAMETER, BUSY, JPEG, NOT_FOUND, NOT_SIGNED_IN, PAGE, PNG, Answer, Schema
from micrographia.web.route import Kind, Policy, Route, patterns
from micrographia.webgateway import answers
from micrographia.webgateway.parameters import (
    Children,
    Histogram,
    ImageData,
    Jsonp,
    RegionRendering,
    Rendering,
    ViewerPage,
)
from micrographia.webgateway.routes import downloads, index, luts, movies, plates, saving, switching, thumbnails
from micrographia.webgateway.views import containers, histogram, images, metadata, plots, viewer

GIF = Answer("the plot as a GIF of the plane's size, transparent around it", media_type="image/gif")


def named(word: str) -> tuple[str, ...]:
    """The names of a route: today's, and the dotted one that templates of the 5.x era use."""
    return f"webgateway_{word}", f"webgateway.views.{word}"


def picture(path: str, view: object, params: type, word: str, pictures: tuple[Answer, ...] = (JPEG, PNG)) -> Route:
    """A route that answers a picture."""
    return Route(
        path,
        view,  # type: ignore[arg-type]
        names=named(word),
        policy=Policy.PICTURE,
        kind=Kind.PICTURE,
        params=params,
        answers=(*pictures, BAD_PARAMETER, NOT_SIGNED_IN, NOT_FOUND, BUSY),
    )


def data(path: str, view: object, params: type, schema: Schema, name: str) -> Route:
    """A route that answers JSON, or JSON in a callback."""
    return Route(
        path,
        view,  # type: ignore[arg-type]
        names=(name,),
        policy=Policy.PICTURE if issubclass(params, OF_AN_IMAGE) else Policy.SIGNED_IN,
        kind=Kind.GATEWAY,
        params=params,
        answers=(Answer("as JSON", schema=schema), BAD_PARAMETER, NOT_SIGNED_IN, NOT_FOUND),
    )


OF_AN_IMAGE = (Histogram, ImageData)

ROUTES: tuple[Route, ...] = (
    Route(
        "img_detail/<int:image_id>/",
        viewer.image_viewer,
        names=named("full_viewer"),
        policy=Policy.PICTURE,
        params=ViewerPage,
        answers=(PAGE, BAD_PARAMETER, NOT_FOUND),
    ),
    picture("render_image/<int:image_id>/[<int:z>/[<int:t>/]]", images.render_image, Rendering, "render_image"),
    picture(
        "render_image_region/<int:image_id>/<int:z>/<int:t>/",
        images.render_image_region,
        RegionRendering,
        "render_image_region",
    ),
    picture(
        "render_image_rdef/<int:image_id>/[<int:z>/[<int:t>/]]",
        images.render_image_rdef,
        Rendering,
        "render_image_rdef",
    ),
    picture(
        "render_image_region_rdef/<int:image_id>/<int:z>/<int:t>/",
        images.render_image_region_rdef,
        RegionRendering,
        "render_image_region_rdef",
    ),
    picture(
        "render_split_channel/<int:image_id>/<int:z>/<int:t>/",
        images.render_split_channel,
        Rendering,
        "render_split_channel",
    ),
    picture(
        "render_row_plot/<int:image_id>/<int:z>/<int:t>/<int:y>/[<int:thickness>/]",
        plots.render_row_plot,
        Rendering,
        "render_row_plot",
        pictures=(GIF,),
    ),
    picture(
        "render_col_plot/<int:image_id>/<int:z>/<int:t>/<int:x>/[<int:thickness>/]",
        plots.render_col_plot,
        Rendering,
        "render_col_plot",
        pictures=(GIF,),
    ),
    *thumbnails.ROUTES,
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
        answers.AT_KEY,
        "webgateway_imageData_json",
    ),
    data(
        "histogram_json/<int:image_id>/channel/<int:channel>/",
        histogram.histogram_json,
        Histogram,
        answers.HISTOGRAM,
        "histogram_json",
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
    *index.ROUTES,
    *luts.ROUTES,
    *plates.ROUTES,
    *saving.ROUTES,
    *downloads.ROUTES,
    *movies.ROUTES,
    *switching.ROUTES,
)

urlpatterns = patterns(ROUTES)
