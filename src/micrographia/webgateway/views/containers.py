"""Projects and datasets, and what is in them (reference webgateway.md §7.1–7.5)."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from micrographia.catalog.counts import children
from micrographia.catalog.models import Dataset, DatasetImage, Image, Kind, Project, ProjectDataset
from micrographia.web.auth import viewer_of
from micrographia.web.responses import jsonp_answer
from micrographia.webgateway.parameters import Children, Jsonp
from micrographia.webgateway.shapes.containers import child_image, detailed, listed

BY_NAME = ("sort_key", "pk")


def list_projects(request: HttpRequest, parameters: Jsonp) -> HttpResponse:
    """All projects that the viewer can read."""
    projects = Project.objects.visible_to(viewer_of(request)).order_by(*BY_NAME)
    return jsonp_answer(request, [listed(project) for project in projects])


def project_detail(request: HttpRequest, parameters: Jsonp, project_id: int) -> HttpResponse:
    """One project."""
    return jsonp_answer(request, detailed(Project.objects.visible_to(viewer_of(request)).one(project_id)))


def project_children(request: HttpRequest, parameters: Jsonp, project_id: int) -> HttpResponse:
    """The datasets of a project, each with the number of its images; none where there is no such project."""
    viewer = viewer_of(request)
    projects = Project.objects.visible_to(viewer).filter(pk=project_id)
    links = ProjectDataset.objects.visible_to(viewer).filter(parent__in=projects)
    datasets = list(Dataset.objects.visible_to(viewer).filter(pk__in=links.values("child")).order_by(*BY_NAME))
    counts = children(viewer, Kind.DATASET_IMAGES, datasets)
    return jsonp_answer(request, [{**detailed(dataset), "child_count": counts[dataset.pk]} for dataset in datasets])


def dataset_detail(request: HttpRequest, parameters: Jsonp, dataset_id: int) -> HttpResponse:
    """One dataset."""
    return jsonp_answer(request, detailed(Dataset.objects.visible_to(viewer_of(request)).one(dataset_id)))


def dataset_children(request: HttpRequest, parameters: Children, dataset_id: int) -> HttpResponse:
    """The images of a dataset."""
    viewer = viewer_of(request)
    dataset = Dataset.objects.visible_to(viewer).one(dataset_id)
    links = DatasetImage.objects.visible_to(viewer).filter(parent=dataset)
    images = Image.objects.visible_to(viewer).filter(pk__in=links.values("child")).select_related("owner", "pixels")
    thumbnails = reverse("webgateway_render_thumbnail", args=[0]).removesuffix("0/")
    return jsonp_answer(
        request,
        [
            child_image(image, f"{thumbnails}{image.pk}/", sizes=bool(parameters.tiled))
            for image in images.order_by(*BY_NAME)
        ],
    )
