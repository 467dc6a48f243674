"""Making new containers and tags: the owner is who makes them, the group one she may put things into."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from django.db import transaction

from micrographia.accounts.viewer import Verb, Viewer
from micrographia.catalog.links import Pair, link
from micrographia.catalog.models import TAG_SET, Annotation, AnnotationKind, Dataset, Named, Project
from micrographia.catalog.permissions import require, require_entry
from micrographia.errors import Invalid

N = TypeVar("N", bound=Named)


def create(viewer: Viewer, model: type[N], group_id: int, name: str, description: str = "") -> N:
    """A new container. Raises Forbidden or NotFound for a group where the viewer may create nothing."""
    require_entry(viewer, group_id)
    made: Any = model._default_manager.create(
        owner_id=_owner(viewer), group_id=group_id, name=name, description=description
    )
    return cast(N, made)


def create_in(viewer: Viewer, project_id: int, group_id: int | None, name: str, description: str = "") -> Dataset:
    """A new dataset in a project and its group; nothing is made unless it can be put there.

    Raises NotFound for a project that is hidden or gone, Forbidden without the right to put things into it, Invalid
    for another group than the project's.
    """
    with transaction.atomic():
        project = Project.objects.visible_to(viewer).select_related("group").one(project_id)
        require(viewer, Verb.LINK, project)
        if group_id is not None and group_id != project.group_id:
            raise Invalid(f"group: Project {project_id} is in Group {project.group_id}", "group")
        dataset = create(viewer, Dataset, project.group_id, name, description)
        link(viewer, [Pair(project, dataset)])
    return dataset


def create_tag(viewer: Viewer, group_id: int, text: str, description: str = "", *, tag_set: bool = False) -> Annotation:
    """A new tag or tag set. Raises Forbidden or NotFound for a group where the viewer may create nothing."""
    require_entry(viewer, group_id)
    tag: Annotation = Annotation.objects.create(
        owner_id=_owner(viewer),
        group_id=group_id,
        kind=AnnotationKind.TAG,
        namespace=TAG_SET if tag_set else "",
        text=text,
        description=description,
    )
    return tag


def _owner(viewer: Viewer) -> int:
    """Who makes it; the right to was asked before."""
    assert viewer.id is not None
    return viewer.id
