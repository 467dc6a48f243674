"""Tags and tag sets (reference json-api.md §3.9, §4, §5)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from micrographia.api import answers
from micrographia.api.described import route, writing
from micrographia.api.filters import Tags
from micrographia.api.kinds import shaped_tags
from micrographia.api.resource import delete, group_for
from micrographia.api.shapes.tag import TAG
from micrographia.api.values import identifier, identifiers, name, switch, words
from micrographia.catalog import creation, deletion, lists
from micrographia.catalog.links import Pair, link
from micrographia.catalog.listable import TAGS
from micrographia.catalog.models import Annotation, AnnotationKind, VisibleQuerySet
from micrographia.errors import Invalid, NotFound
from micrographia.web.auth import viewer_of
from micrographia.web.body import read_body, required


@dataclass(frozen=True, slots=True)
class NewTag:
    """What a new tag says and where it belongs."""

    value: str = name("its text", 10_000)
    description: str = words("its description")
    tagset: bool = switch("whether it is a tag set")
    group: int | None = identifier("the group it is put into; the active group where none is named", also_in_query=True)
    parent: int | None = identifier("the tag set it is put into", "42")


@dataclass(frozen=True, slots=True)
class Several:
    """Which tags to delete."""

    ids: tuple[int, ...] = identifiers("the tags")
    id: tuple[int, ...] = identifiers("the same as ids")


def list_tags(request: HttpRequest, parameters: Tags) -> HttpResponseBase:
    """All tags and tag sets one can read, by id; those in a tag set, or those in none."""
    viewer = viewer_of(request)
    narrowed = parameters.narrowed(viewer, parameters.tagset, orphaned=parameters.orphaned)
    found = lists.listing(viewer, TAGS, narrowed)
    return answers.listed(found, parameters.window, lambda rows: shaped_tags(viewer, rows))


def create_tag(request: HttpRequest) -> HttpResponse:
    """Makes a tag or tag set, also within a tag set."""
    viewer, new = viewer_of(request), read_body(request, NewTag)
    text = required(new.value, "value")
    with transaction.atomic():
        holder = None if new.parent is None else _tag_set(request, new.parent)
        group = group_for(request, new.group) if holder is None or new.group is not None else holder.group_id
        tag = creation.create_tag(viewer, group, text, new.description, tag_set=new.tagset)
        if holder is not None:
            link(viewer, [Pair(holder, tag)])
    (entry,) = shaped_tags(viewer, [lists.alone(viewer, TAGS, tag.pk)])
    return answers.created(entry, "tags")


def one_tag(request: HttpRequest, tag_id: int) -> HttpResponse:
    """One tag or tag set."""
    viewer = viewer_of(request)
    (entry,) = shaped_tags(viewer, [lists.alone(viewer, TAGS, tag_id)])
    return answers.alone(entry)


def delete_tag(request: HttpRequest, tag_id: int) -> HttpResponse:
    """Deletes a tag, and takes it off everything."""
    _tag(request, tag_id)
    return delete(request, Annotation, tag_id)


def delete_tags(request: HttpRequest, parameters: Several) -> HttpResponse:
    """Deletes tags, all or none, and takes them off everything."""
    ids = dict.fromkeys(parameters.ids + parameters.id)
    if not ids:
        raise Invalid("Missing required parameter: ids", "ids")
    deletion.delete(viewer_of(request), [_tag(request, id_) for id_ in ids])
    return answers.deleted()


def _tags(request: HttpRequest) -> VisibleQuerySet:
    rows = Annotation.objects.visible_to(viewer_of(request)).filter(kind=AnnotationKind.TAG)
    return rows.select_related("group")


def _tag(request: HttpRequest, tag_id: int) -> Annotation:
    tag: Annotation | None = _tags(request).filter(pk=tag_id).first()
    if tag is None:
        raise NotFound(f"Tag {tag_id} not found")
    return tag


def _tag_set(request: HttpRequest, tag_id: int) -> Annotation:
    tag: Annotation | None = _tags(request).filter(pk=tag_id).first()
    if tag is None or not tag.is_tag_set:
        raise NotFound(f"Tagset {tag_id} not found")
    return tag


ROUTES = (
    route("tags/", list_tags, answers.list_answer(TAG), params=Tags),
    writing("tags/", create_tag, answers.created_answer(TAG), NewTag),
    route("tags/", delete_tags, answers.DELETED, "DELETE", params=Several),
    route("tags/<int:tag_id>/", one_tag, answers.one_answer(TAG)),
    route("tags/<int:tag_id>/", delete_tag, answers.DELETED, "DELETE"),
)
