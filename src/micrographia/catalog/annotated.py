"""The annotations that hang on things, as far as a viewer may read them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Q, QuerySet

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.models import RATING, Annotation, AnnotationKind, AnnotationLink, Owned

SORTS: Mapping[str, Q] = {
    "tag": Q(child__kind=AnnotationKind.TAG),
    "comment": Q(child__kind=AnnotationKind.COMMENT),
    "file": Q(child__kind=AnnotationKind.FILE),
    "map": Q(child__kind=AnnotationKind.MAP),
    "rating": Q(child__kind=AnnotationKind.LONG, child__namespace=RATING),
}
CUSTOM = "custom"
"""The sort that is none of the others."""


def links_on(
    viewer: Viewer, things: Mapping[type[Owned], Collection[int]], sort: str | None = None, namespace: str | None = None
) -> QuerySet[AnnotationLink]:
    """The links of these things by id, with annotation, file, owners and group; of a sort and namespace if asked."""
    ends = Q(pk__in=())
    for model, ids in things.items():
        if ids:
            ends |= Q(**{f"{column_of(model)}__in": model.objects.visible_to(viewer).filter(pk__in=ids)})
    links = AnnotationLink.objects.visible_to(viewer).filter(ends, child__in=Annotation.objects.visible_to(viewer))
    if namespace is not None:
        links = links.filter(child__namespace=namespace)
    if sort == CUSTOM:
        links = links.exclude(_any(SORTS.values()))
    elif sort is not None:
        links = links.filter(SORTS[sort])
    related = ("group", "owner", "child__group", "child__owner", "child__file")
    found: QuerySet[AnnotationLink] = links.select_related(*related, *map(column_of, things)).order_by("pk")
    return found


def column_of(model: type[Owned]) -> str:
    """The column of AnnotationLink for a kind of thing."""
    return model.__name__.lower()


def _any(conditions: Iterable[Q]) -> Q:
    either = Q(pk__in=())
    for condition in conditions:
        either |= condition
    return either
