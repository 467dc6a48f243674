"""Kept numbers, seen by each viewer, equal a COUNT of what she may read."""

from dataclasses import replace

import pytest
from django.db.models import QuerySet

from catalog_world import (
    World,
    attach,
    make_dataset,
    make_image,
    make_plate,
    make_project,
    make_roi,
    make_screen,
    make_tag,
    make_world,
    viewer,
)
from micrographia.accounts.models import Membership
from micrographia.accounts.viewer import NOBODY, Scope, Verb, Viewer
from micrographia.catalog import counts
from micrographia.catalog.deletion import delete, restore
from micrographia.catalog.links import Pair, link
from micrographia.catalog.models import (
    Annotation,
    AnnotationLink,
    Dataset,
    DatasetImage,
    Image,
    Kind,
    Owned,
    Plate,
    Project,
    ProjectDataset,
    Roi,
    Run,
    Screen,
    ScreenPlate,
    Well,
)
from micrographia.catalog.orphans import orphaned

pytestmark = pytest.mark.django_db


def fill(world: World) -> None:
    for group in world.groups.values():
        for owner in (world.author, world.member, world.leader):
            whose = (owner, group)
            project, screen, tag_set = make_project(*whose), make_screen(*whose), make_tag(*whose, tag_set=True)
            dataset = make_dataset(*whose, project=project)
            make_dataset(*whose)
            image = make_image(*whose, dataset=dataset)
            roi = make_roi(owner, image)
            make_image(*whose)
            plate = make_plate(*whose, screen=screen)
            make_plate(*whose, wells=1)
            tag = make_tag(*whose)
            for thing in (project, dataset, image, roi, screen, plate, plate.runs.first(), plate.wells.first()):
                attach(tag, thing)
            attach(make_tag(*whose), tag_set)
        # What different people put together, as far as the level lets them; two people tag alike.
        if group.level == "rwrw--":
            for parents, children in ((Project, Dataset), (Dataset, Image), (Screen, Plate)):
                rows = (model.objects.filter(group=group).order_by("pk") for model in (parents, children))
                mixed = zip(*rows, strict=False)
                link(viewer(world.member), [Pair(parent, child) for parent, child in mixed])
            for taggers in (world.member, world.author):
                tags = Annotation.objects.filter(group=group).order_by("pk")
                sets, loose = tags.exclude(namespace=""), tags.filter(namespace="")
                link(viewer(taggers), [Pair(sets[0], tag) for tag in loose])
    # The author's data in a group she left; things deleted, one of them brought back.
    Membership.objects.filter(experimenter=world.author, group=world.groups["rwr---"]).delete()
    for model in (Project, Dataset, Image, Plate, Annotation):
        mine = list(model.objects.visible_to(viewer(world.member)).filter(owner=world.member).order_by("pk"))
        delete(viewer(world.member), [mine[0], mine[3]])
        restore(viewer(world.member), model, mine[3].pk)


def children_of(viewer: Viewer, kind: Kind, parent: Owned) -> int:
    """By counting."""
    links: dict[Kind, QuerySet[Owned]] = {
        Kind.PROJECT_DATASETS: ProjectDataset.objects.filter(parent=parent.pk, deleted=None),
        Kind.DATASET_IMAGES: DatasetImage.objects.filter(parent=parent.pk, deleted=None),
        Kind.SCREEN_PLATES: ScreenPlate.objects.filter(parent=parent.pk, deleted=None),
        Kind.TAGSET_TAGS: AnnotationLink.objects.filter(tag=parent.pk, deleted=None),
    }
    child = {
        Kind.PROJECT_DATASETS: Dataset,
        Kind.DATASET_IMAGES: Image,
        Kind.SCREEN_PLATES: Plate,
        Kind.TAGSET_TAGS: Annotation,
    }
    if kind in TAGGED:
        column = TAGGED[kind]._meta.model_name
        tagged = AnnotationLink.objects.filter(child=parent.pk, deleted=None, **{f"{column}__isnull": False})
        return TAGGED[kind].objects.visible_to(viewer).filter(pk__in=tagged.values(column)).count()
    if kind in links:
        return child[kind].objects.visible_to(viewer).filter(pk__in=links[kind].values("child")).count()
    if kind is Kind.IMAGE_ROIS:
        return Roi.objects.visible_to(viewer).filter(image=parent.pk).count()
    parts = {Kind.PLATE_RUNS: Run, Kind.PLATE_WELLS: Well}[kind]
    return parts.objects.visible_to(viewer).filter(plate=parent.pk).count()


TAGGED: dict[Kind, type[Owned]] = {
    Kind.TAG_PROJECTS: Project,
    Kind.TAG_DATASETS: Dataset,
    Kind.TAG_IMAGES: Image,
    Kind.TAG_SCREENS: Screen,
    Kind.TAG_PLATES: Plate,
    Kind.TAG_RUNS: Run,
    Kind.TAG_WELLS: Well,
    Kind.TAG_ROIS: Roi,
}
PARENTS: dict[Kind, type[Owned]] = {
    **dict.fromkeys(TAGGED, Annotation),
    Kind.PROJECT_DATASETS: Project,
    Kind.DATASET_IMAGES: Dataset,
    Kind.SCREEN_PLATES: Screen,
    Kind.PLATE_RUNS: Plate,
    Kind.PLATE_WELLS: Plate,
    Kind.IMAGE_ROIS: Image,
    Kind.TAGSET_TAGS: Annotation,
}
TOTALS: dict[Kind, type[Owned]] = {
    Kind.PROJECTS: Project,
    Kind.DATASETS: Dataset,
    Kind.IMAGES: Image,
    Kind.SCREENS: Screen,
    Kind.PLATES: Plate,
    Kind.RUNS: Run,
    Kind.TAGS: Annotation,
    Kind.ORPHANED_DATASETS: Dataset,
    Kind.ORPHANED_IMAGES: Image,
    Kind.ORPHANED_PLATES: Plate,
    Kind.ORPHANED_TAGS: Annotation,
}


def viewers(world: World) -> list[Viewer]:
    people = [NOBODY, *(viewer(person) for person in world.people.values())]
    groups = frozenset(world.groups[level].pk for level in ("rw----", "rwrw--"))
    image = Image.objects.filter(deleted=None)[0].pk
    scopes = (
        None,
        Scope(groups=groups, verbs=frozenset({Verb.VIEW})),
        Scope(verbs=frozenset({Verb.EDIT})),
        Scope(images=frozenset({image}), verbs=frozenset({Verb.VIEW})),
    )
    return [replace(person, scope=scope) for person in people for scope in scopes]


def test_every_kind_is_compared() -> None:
    assert {*PARENTS, *TOTALS} == set(Kind)


def test_children_are_what_counting_gives() -> None:
    world = make_world()
    fill(world)
    seen = 0
    for who in viewers(world):
        for kind, model in PARENTS.items():
            parents = list(model.objects.visible_to(who))
            if not (who.scope and who.scope.images):
                expected = {parent.pk: children_of(who, kind, parent) for parent in parents}
                assert counts.children(who, kind, parents) == expected, (kind, who)
                seen += sum(expected.values())
    assert seen > 500


def test_in_a_share_nothing_is_counted() -> None:
    world = make_world()
    image = make_image(world.author, world.groups["rwr---"], dataset=make_dataset(world.author, world.groups["rwr---"]))
    inside = replace(viewer(world.author), scope=Scope(images=frozenset({image.pk}), verbs=frozenset({Verb.VIEW})))
    assert counts.children(inside, Kind.DATASET_IMAGES, Dataset.objects.all()) == {Dataset.objects.get().pk: 0}
    assert counts.total(inside, Kind.DATASETS) == 0


def test_totals_and_orphans_are_what_counting_gives() -> None:
    world = make_world()
    fill(world)
    seen = 0
    for who in viewers(world):
        if who.scope and who.scope.images:
            continue
        for kind, model in TOTALS.items():
            rows = model.objects.visible_to(who)
            rows = rows.filter(kind="tag") if model is Annotation else rows
            rows = orphaned(rows) if "orphaned" in kind else rows
            group, owner = world.groups["rwrw--"].pk, world.author.pk
            assert counts.total(who, kind) == rows.count(), (kind, who)
            assert counts.total(who, kind, group=group) == rows.filter(group=group).count(), (kind, who)
            assert counts.total(who, kind, owner=owner) == rows.filter(owner=owner).count(), (kind, who)
            seen += rows.count()
    assert seen > 500
