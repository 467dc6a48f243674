"""Making and removing links (reference json-api.md §6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from micrographia.accounts.viewer import Viewer
from micrographia.api import answers
from micrographia.api.described import writing
from micrographia.api.linkage import Asked, End, Written, asked
from micrographia.api.shapes.link import LEFT, LISTED_LINKS, NESTED_LINKS, link, nested
from micrographia.api.words import MODELS, readable
from micrographia.catalog import links
from micrographia.catalog.hanging import Hung, Sorts, hanging
from micrographia.catalog.models import Owned
from micrographia.errors import NotFound
from micrographia.web.answer import Answer
from micrographia.web.auth import viewer_of
from micrographia.web.responses import json_answer


def create_links(request: HttpRequest) -> HttpResponse:
    """Makes links, all or none; those that are there already are answered like new ones.

    With the header X-HTTP-Method-Override: DELETE it removes them.
    """
    if answers.is_override(request):
        return delete_links(request)
    viewer, body = viewer_of(request), asked(request)
    with transaction.atomic():
        made = links.link(viewer, _pairs(viewer, body.links))
    data = [link(row.pk, written) for row, written in zip(made, body.links, strict=True)]
    return json_answer({"success": True, "data": data} if body.nested else {"data": data})


def delete_links(request: HttpRequest) -> HttpResponse:
    """Removes links, all or none, and answers those of the same sort that the children have left."""
    viewer, body = viewer_of(request), asked(request)
    with transaction.atomic():
        removed = _linked(viewer, body) if body.nested else body.links
        links.unlink(viewer, _pairs(viewer, removed))
        left = _left(viewer, body.links)
    data = [link(id_, written) for id_, written in left]
    if not body.nested:
        return json_answer({"data": data})
    return json_answer({"success": True, "data": data, **nested(written for _, written in left)})


def _sorts(written: Written) -> Sorts:
    return Sorts(MODELS[written.parent.type], MODELS[written.child.type], tag_sets=written.parent.type == "tagset")


def _pairs(viewer: Viewer, written: Sequence[Written]) -> list[links.Pair]:
    """The rows at the ends; raises NotFound naming an end that is hidden or gone."""
    rows = _rows(viewer, [end for each in written for end in (each.parent, each.child)])
    return [links.Pair(rows[each.parent], rows[each.child]) for each in written]


def _rows(viewer: Viewer, ends: Iterable[End]) -> dict[End, Owned]:
    wanted: dict[str, dict[int, None]] = defaultdict(dict)
    for end in ends:
        wanted[end.type][end.id] = None
    found: dict[End, Owned] = {}
    for word, ids in wanted.items():
        there = _there(viewer, word, ids)
        for id_ in ids:
            if id_ not in there:
                raise NotFound(f"{word.capitalize()} {id_} not found")
            found[End(word, id_)] = there[id_]
    return found


def _there(viewer: Viewer, word: str, ids: Iterable[int]) -> dict[int, Owned]:
    rows = readable(viewer, word).select_related("group").filter(pk__in=list(ids))
    return {row.pk: row for row in rows}


def _linked(viewer: Viewer, body: Asked) -> list[Written]:
    """Those of the nested links that are there; raises NotFound for a parent of whose children none is."""
    removed: list[Written] = []
    for (parent, child_type), each in _by_parent(body.links).items():
        _rows(viewer, [parent])
        there = _hung(viewer, each)
        found = [written for written in each if (parent.id, written.child.id) in there]
        if not found:
            raise NotFound(f"No link found for {parent.type}-{parent.id} to {child_type}-{each[0].child.id}")
        removed += found
    return removed


def _by_parent(written: Iterable[Written]) -> dict[tuple[End, str], list[Written]]:
    groups: dict[tuple[End, str], list[Written]] = defaultdict(list)
    for each in written:
        groups[each.parent, each.child.type].append(each)
    return groups


def _hung(viewer: Viewer, written: Sequence[Written]) -> set[tuple[int, int]]:
    found = hanging(viewer, _sorts(written[0]), {each.child.id for each in written})
    return {(each.parent, each.child) for each in found}


def _left(viewer: Viewer, written: Iterable[Written]) -> list[tuple[int, Written]]:
    """What remains on the children, by child type, child and parent."""
    children: dict[tuple[str, str], set[int]] = defaultdict(set)
    samples: dict[tuple[str, str], Written] = {}
    for each in written:
        children[each.parent.type, each.child.type].add(each.child.id)
        samples[each.parent.type, each.child.type] = each
    left = [
        (hung.id, _written(kind, hung))
        for kind, ids in children.items()
        for hung in hanging(viewer, _sorts(samples[kind]), ids)
    ]
    return sorted(left, key=lambda each: (each[1].child.type, each[1].child.id, each[1].parent.id))


def _written(kind: tuple[str, str], hung: Hung) -> Written:
    return Written(End(kind[0], hung.parent), End(kind[1], hung.child))


CONSUMES = {"oneOf": [LISTED_LINKS, NESTED_LINKS]}
REFUSALS = (answers.INVALID, answers.FORBIDDEN, answers.NOT_FOUND)
ROUTES = (
    writing("links/", create_links, (Answer("the links", schema=LEFT), *REFUSALS), CONSUMES),
    writing("links/", delete_links, (Answer("the links that are left", schema=LEFT), *REFUSALS), CONSUMES, "DELETE"),
)
