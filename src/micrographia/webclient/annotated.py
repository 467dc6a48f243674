"""Annotations as the web client's clients read them: with what they hang on (reference json-api.md §8.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from micrographia.accounts.viewer import Viewer
from micrographia.api.shapes.details import MOMENT, PERMISSIONS, REF, moment, permissions, ref
from micrographia.catalog.models import Annotation, AnnotationKind, AnnotationLink, OriginalFile, Owned
from micrographia.web.answer import NUMBER, TEXT, TRUTH, WHOLE, Schema, list_of, map_of, object_of, or_null
from micrographia.webclient.naming import CLASSES

KINDS: Mapping[str, tuple[str, str, str]] = {
    AnnotationKind.TAG: ("TagAnnotationI", "textValue", "text"),
    AnnotationKind.COMMENT: ("CommentAnnotationI", "textValue", "text"),
    AnnotationKind.XML: ("XmlAnnotationI", "textValue", "text"),
    AnnotationKind.TERM: ("TermAnnotationI", "termValue", "text"),
    AnnotationKind.LONG: ("LongAnnotationI", "longValue", "long"),
    AnnotationKind.DOUBLE: ("DoubleAnnotationI", "doubleValue", "double"),
    AnnotationKind.BOOLEAN: ("BooleanAnnotationI", "boolValue", "boolean"),
    AnnotationKind.TIMESTAMP: ("TimestampAnnotationI", "timeValue", "timestamp"),
    AnnotationKind.MAP: ("MapAnnotationI", "values", "pairs"),
    AnnotationKind.FILE: ("FileAnnotationI", "file", "file"),
}
"""By kind: class, key of the value, our column."""

_THING = object_of({"id": WHOLE, "class": TEXT, "name": TEXT})
_LINK = object_of({"id": WHOLE, "owner": REF, "date": MOMENT, "permissions": PERMISSIONS, "parent": _THING})
_FILE = object_of({"id": WHOLE, "name": TEXT, "size": WHOLE, "path": TEXT, "mimetype": TEXT})
_VALUES: dict[str, Schema] = {
    "textValue": TEXT,
    "termValue": TEXT,
    "longValue": or_null(WHOLE),
    "doubleValue": or_null(NUMBER),
    "boolValue": or_null(TRUTH),
    "timeValue": or_null(MOMENT),
    "values": list_of(list_of(TEXT)),
    "file": or_null(_FILE),
}
ANNOTATION = object_of(
    {
        "id": WHOLE,
        "class": TEXT,
        "ns": or_null(TEXT),
        "description": or_null(TEXT),
        "owner": REF,
        "date": MOMENT,
        "permissions": PERMISSIONS,
        "link": _LINK,
        **_VALUES,
    },
    optional=tuple(_VALUES),
)
PERSON = object_of({"id": WHOLE, "omeName": TEXT, "firstName": TEXT, "lastName": TEXT})
LINEAGE = map_of(map_of(list_of(_THING)))


def annotation(viewer: Viewer, link: AnnotationLink) -> dict[str, Any]:
    """An annotation with one link to a thing; the link's annotation, groups, owners and thing selected with it."""
    row = link.child
    class_, key, column = KINDS[row.kind]
    return {
        "id": row.pk,
        "class": class_,
        "ns": row.namespace or None,
        "description": row.description or None,
        "owner": ref(row.owner_id),
        "date": moment(row.created),
        "permissions": permissions(viewer, row),
        key: _value(row, column),
        "link": {
            "id": link.pk,
            "owner": ref(link.owner_id),
            "date": moment(link.created),
            "permissions": permissions(viewer, link),
            "parent": thing(link.parent),
        },
    }


def thing(row: Owned) -> dict[str, Any]:
    """A thing by id, class and name."""
    return {"id": row.pk, "class": CLASSES[type(row)], "name": getattr(row, "name", "")}


def people(links: Iterable[AnnotationLink]) -> list[dict[str, Any]]:
    """Everybody who owns an annotation or a link, once, by id."""
    found = {person.pk: person for link in links for person in (link.owner, link.child.owner)}
    return [
        {"id": id_, "omeName": each.username, "firstName": each.first_name, "lastName": each.last_name}
        for id_, each in sorted(found.items())
    ]


def _value(row: Annotation, column: str) -> Any:
    value = getattr(row, column)
    if isinstance(value, OriginalFile):
        return {"id": value.pk, "name": value.name, "size": value.size, "path": "", "mimetype": value.mimetype}
    if row.kind == AnnotationKind.TIMESTAMP and value is not None:
        return moment(value)
    return [] if row.kind == AnnotationKind.MAP and value is None else value
