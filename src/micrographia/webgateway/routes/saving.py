"""The addresses that save, copy and list rendering settings (reference webgateway.md §8)."""

from dataclasses import replace

from micrographia.web.answer import BAD_PARAMETER, NOT_SIGNED_IN, TRUTH, WHOLE, Answer, Schema, list_of, object_of
from micrographia.web.route import FORMS, Kind, Policy, Route
from micrographia.webgateway import answers
from micrographia.webgateway.parameters import (
    Copying,
    Jsonp,
    PastedForm,
    SavedForm,
    Saving,
    StoredOfImage,
    Targets,
    TargetsForm,
)
from micrographia.webgateway.views import copying, saving, stored_settings

_IDS = list_of(WHOLE)
_NOTHING_TO_COPY = Answer("neither fromid nor c says what to copy; pasting is a POST", 405)
_PASTED = object_of({"true": _IDS, "false": _IDS, "True": _IDS, "False": _IDS})


def _route(path: str, view: object, params: type, schema: Schema, name: str, form: type | None = None) -> Route:
    """form: of what is posted, as a form."""
    return Route(
        path,
        view,  # type: ignore[arg-type]
        names=(name,),
        methods="GET" if form is None else "POST",
        policy=Policy.SIGNED_IN,
        kind=Kind.GATEWAY,
        params=params,
        body=form,
        body_types=FORMS,
        answers=(Answer("as JSON", schema=schema), BAD_PARAMETER, NOT_SIGNED_IN),
    )


ROUTES: tuple[Route, ...] = (
    _route(
        "saveImgRDef/<int:image_id>/", saving.save_settings, Saving, TRUTH, "webgateway_save_image_rdef_json", SavedForm
    ),
    _route(
        "compatImgRDef/<int:image_id>/",
        copying.compatible_images,
        Jsonp,
        {"oneOf": [_IDS, TRUTH]},
        "webgateway_list_compatible_imgs_json",
    ),
    replace(
        _route("copyImgRDef/", copying.copy_settings, Copying, TRUTH, "webgateway_copy_image_rdef_json"),
        answers=(Answer("whether it is remembered", schema=TRUTH), BAD_PARAMETER, NOT_SIGNED_IN, _NOTHING_TO_COPY),
    ),
    _route(
        "copyImgRDef/",
        copying.paste_settings,
        Copying,
        {"oneOf": [_PASTED, TRUTH]},
        "webgateway_copy_image_rdef_json",
        PastedForm,
    ),
    _route("getImgRDef/", copying.copied_rdef, Jsonp, answers.COPIED, "webgateway_get_image_rdef_json"),
    _route(
        "get_image_rdefs_json/<int:image_id>/",
        stored_settings.image_settings,
        StoredOfImage,
        answers.STORED_SETTINGS,
        "webgateway_get_image_rdefs_json",
    ),
    _route("resetRDef/", saving.reset_settings, Targets, _IDS, "reset_rdef_json", TargetsForm),
    _route("applyOwnersRDef/", saving.apply_owners_settings, Targets, _IDS, "reset_owners_rdef_json", TargetsForm),
)
