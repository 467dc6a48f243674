"""`visible_to` and `may(…, VIEW, …)` are one rule: compared for every viewer, level, owner, scope and state."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from catalog_world import World, attach, make_dataset, make_image, make_plate, make_roi, make_tag, make_world, viewer
from micrographia.accounts.models import ExperimenterGroup, Membership
from micrographia.accounts.viewer import NOBODY, Scope, Verb, Viewer, viewer_of
from micrographia.catalog.models import (
    Annotation,
    AnnotationLink,
    Dataset,
    DatasetImage,
    Deletion,
    Fileset,
    Image,
    Owned,
    Plate,
    Roi,
    Run,
    Shape,
    Share,
    ShareMember,
    StoredSettings,
    Well,
    WellField,
)
from micrographia.catalog.permissions import may
from micrographia.errors import NotFound

pytestmark = pytest.mark.django_db

KINDS: tuple[type[Owned], ...] = (
    Annotation, AnnotationLink, Dataset, DatasetImage, Fileset, Image, Plate, Roi, Run, Shape, Share, StoredSettings,
    Well, WellField,
)  # fmt: skip


def fill(world: World) -> None:
    """Things of three owners in every group, each kind once deleted; the author's left one group behind."""
    groups = [*world.groups.values(), *ExperimenterGroup.objects.filter(id__in=(0, 1))]
    for group in groups:
        for owner in (world.author, world.member, world.admin):
            dataset = make_dataset(owner, group)
            image = make_image(owner, group, dataset=dataset)
            make_image(owner, group, "gone")
            make_plate(owner, group, wells=1)
            make_roi(owner, image)
            attach(make_tag(owner, group), image)
            StoredSettings.objects.create(owner=owner, group=group, image=image)
            ShareMember.objects.create(
                share=Share.objects.create(owner=owner, group=group), experimenter=world.outsider
            )
    gone = Deletion.objects.create(kind="image", root=0)
    Image.objects.filter(name="gone").update(deleted=gone)
    for kind in KINDS:
        kind.objects.filter(pk=kind.objects.order_by("pk").values("pk")[:1].get()["pk"]).update(deleted=gone)
    Membership.objects.filter(experimenter=world.author, group=world.groups["rwra--"]).delete()


def viewers(world: World) -> Iterator[Viewer]:
    """Everybody, without a scope and in each sort of scope."""
    images = frozenset(Image.objects.order_by("pk").values_list("pk", flat=True)[::3])
    soon, gone = (datetime.now(UTC) + timedelta(hours=hours) for hours in (1, -1))
    reading = frozenset({Verb.VIEW})
    scopes = (
        None,
        Scope(images=images, verbs=reading, until=soon),
        Scope(images=images, verbs=reading, until=gone),
        Scope(groups=frozenset({world.groups["rwr---"].pk, world.groups["rw----"].pk})),
        Scope(groups=frozenset(), verbs=reading),
        Scope(verbs=frozenset({Verb.EDIT})),
    )
    people = [NOBODY, viewer_of(0), viewer_of(1), *(viewer(person) for person in world.people.values())]
    for person in people:
        for scope in scopes:
            yield replace(person, scope=scope)


def test_the_two_forms_of_the_rule_agree() -> None:
    world = make_world()
    fill(world)
    everything = {kind: list(kind.objects.select_related("group").order_by("pk")) for kind in KINDS}
    compared = shown = 0
    for who in viewers(world):
        for kind, rows in everything.items():
            visible = set(kind.objects.visible_to(who).values_list("pk", flat=True))
            assert visible == {row.pk for row in rows if may(who, Verb.VIEW, row)}, (kind, who)
            compared += len(rows)
            shown += len(visible)
    assert compared > 10_000
    assert 0.1 < shown / compared < 0.9


def test_one_gives_the_row_or_not_found_in_the_same_words() -> None:
    world = make_world()
    image = make_image(world.author, world.groups["rw----"])
    assert Image.objects.visible_to(viewer(world.author)).one(image.pk) == image
    for id_ in (image.pk, 123456, -1, 2**70):
        with pytest.raises(NotFound, match=f"^Image {id_} not found$"):
            Image.objects.visible_to(viewer(world.member)).one(id_)
