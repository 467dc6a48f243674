"""The data addresses of the web client that viewers and scripts call (reference json-api.md §8.1)."""

from micrographia.web.answer import BAD_PARAMETER, NOT_FOUND, NOT_SIGNED_IN, WHOLE, Answer, list_of, object_of
from micrographia.web.attachment import MEDIA_TYPE
from micrographia.web.policy import Policy
from micrographia.web.route import Kind, Route
from micrographia.webclient.annotated import ANNOTATION, LINEAGE, PERSON
from micrographia.webclient.views import annotations, attached, paths_to_object
from micrographia.webgateway.routes.downloads import BEYOND, PART

_KINDS = (
    *(
        "experimenter",
        "project",
        "dataset",
        "orphaned",
        "screen",
        "plate",
        "acquisition",
        "well",
        "wellsample",
        "image",
    ),
    *("tagset", "tag"),
)
_COUNTS = ("childCount", "childIndex", "childPage")
_STEP = object_of(
    {"type": {"type": "string", "enum": list(_KINDS)}, "id": WHOLE, **dict.fromkeys(_COUNTS, WHOLE)}, optional=_COUNTS
)
_PATHS = object_of({"paths": list_of(list_of(_STEP))})
_ANNOTATIONS = object_of(
    {
        "annotations": list_of(ANNOTATION),
        "experimenters": list_of(PERSON),
        "parents": object_of({"annotations": list_of(ANNOTATION), "lineage": LINEAGE}),
    },
    optional=("parents",),
)

ROUTES: tuple[Route, ...] = (
    Route(
        "api/paths_to_object/",
        paths_to_object.list_paths_to_object,
        names=("api_paths_to_object",),
        policy=Policy.SIGNED_IN,
        kind=Kind.TEXT,
        params=paths_to_object.Asked,
        answers=(Answer("the paths", schema=_PATHS), BAD_PARAMETER),
    ),
    Route(
        "api/annotations/",
        annotations.list_annotations,
        names=("api_annotations",),
        policy=Policy.SIGNED_IN,
        kind=Kind.TEXT,
        params=annotations.Asked,
        answers=(Answer("the annotations", schema=_ANNOTATIONS), BAD_PARAMETER),
    ),
    Route(
        "annotation/<int:annotation_id>/",
        attached.download_annotation,
        names=("download_annotation",),
        policy=Policy.SIGNED_IN,
        kind=Kind.PICTURE,
        answers=(Answer("the file of the annotation", media_type=MEDIA_TYPE), PART, NOT_SIGNED_IN, NOT_FOUND, BEYOND),
    ),
)
