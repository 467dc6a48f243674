"""The kept numbers equal what counting gives, after any series of changes, by the ORM and past it."""

from collections.abc import Callable
from random import Random

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog_recount import LINKS, THINGS, check_parents, counted
from catalog_world import World, make_world
from micrographia.catalog.links import COLUMNS
from micrographia.catalog.models import (
    TAG_SET,
    Annotation,
    AnnotationLink,
    Counter,
    Dataset,
    DatasetImage,
    Deletion,
    Image,
    Kind,
    Owned,
    Plate,
    ProjectDataset,
    Roi,
    Run,
    ScreenPlate,
    Well,
    WellField,
)
from micrographia.catalog.triggers.declared import CARRYINGS, HANGINGS, TAGS_OF_SET, TALLIES

pytestmark = pytest.mark.django_db


class Changes:
    """Acts on a small catalog, chosen by a seeded generator."""

    def __init__(self, world: World, seed: int) -> None:
        self.random = Random(seed)
        self.people = [world.author, world.member, world.leader]
        self.groups = list(world.groups.values())
        self.deletion = Deletion.objects.create(kind="test", root=0)

    def act(self, step: int) -> None:
        acts: tuple[Callable[[], None], ...] = (
            self.make, self.make_parts, self.link, self.link, self.tag, self.unlink, self.mark, self.unmark,
            self.give, self.move, self.destroy, self.save_stale, self.save_stale,
        )  # fmt: skip
        acts[step % len(acts)]()

    def whose(self) -> dict[str, object]:
        return {"owner": self.random.choice(self.people), "group": self.random.choice(self.groups)}

    def some(self, model: type[Owned]) -> list[Owned]:
        rows = list(model.objects.order_by("pk"))
        return self.random.sample(rows, min(len(rows), 2))

    def make(self) -> None:
        for model in THINGS:
            more = {"kind": "tag", "namespace": self.random.choice(["", TAG_SET])} if model is Annotation else {}
            model.objects.bulk_create([model(**self.whose(), **more) for _ in range(2)])
        Annotation.objects.create(**self.whose(), kind="comment")

    def make_parts(self) -> None:
        for plate in self.some(Plate):
            Run.objects.create(**self.whose(), plate=plate)
            well = Well.objects.create(**self.whose(), plate=plate, row=0, column=plate.wells.count())
            for index, image in enumerate(self.some(Image)):
                WellField.objects.create(**self.whose(), well=well, image=image, index=index)
        for image in self.some(Image):
            Roi.objects.create(**self.whose(), image=image)

    def link(self) -> None:
        for model, parents, children in LINKS:
            rows = [
                model(**self.whose(), parent=parent, child=child)
                for parent in self.some(parents)
                for child in self.some(children)
            ]
            model.objects.bulk_create(rows, ignore_conflicts=True)

    def tag(self) -> None:
        rows = [
            AnnotationLink(owner=owner, group=self.groups[0], tag=tag_set, child=tag)
            for tag_set in self.some(Annotation)
            for tag in self.some(Annotation)
            for owner in self.people[:2]
        ]
        rows += [
            AnnotationLink(owner=owner, group=self.groups[0], child=tag, **{column: thing})
            for model, column in COLUMNS.items()
            if model is not Annotation
            for thing in self.some(model)
            for tag in self.some(Annotation)
            for owner in self.people[:2]
        ]
        AnnotationLink.objects.bulk_create(rows, ignore_conflicts=True)

    def unlink(self) -> None:
        for model in (ProjectDataset, DatasetImage, ScreenPlate, AnnotationLink, WellField):
            model.objects.filter(pk__in=[row.pk for row in self.some(model)]).delete()

    def any_model(self) -> type[Owned]:
        return self.random.choice((*THINGS, ProjectDataset, DatasetImage, ScreenPlate, AnnotationLink, WellField, Roi))

    def mark(self) -> None:
        model = self.any_model()
        model.objects.filter(pk__in=[row.pk for row in self.some(model)]).update(deleted=self.deletion)

    def unmark(self) -> None:
        model = self.any_model()
        ids = [row.pk for row in self.some(model)]
        try:
            with transaction.atomic():
                model.objects.filter(pk__in=ids).update(deleted=None)
        except IntegrityError:
            return  # somebody made the same link in between

    def give(self) -> None:
        for model in (*THINGS, Run, Well, Roi):
            model.objects.filter(pk__in=[row.pk for row in self.some(model)]).update(owner=self.whose()["owner"])

    def move(self) -> None:
        with connection.cursor() as cursor:
            for model in THINGS:
                for row in self.some(model):
                    table = model._meta.db_table
                    group = self.random.choice(self.groups).pk
                    cursor.execute(f"UPDATE {table} SET group_id = %s WHERE id = %s", [group, row.pk])

    def destroy(self) -> None:
        for row in self.some(self.random.choice((Dataset, Image, Annotation, Plate))):
            row.delete()

    def save_stale(self) -> None:
        """Saves rows that were read before other changes: the kept columns stay what the database says."""
        rows = [row for model in THINGS for row in self.some(model)]
        self.link()
        for row in rows:
            row.save()


@given(seed=st.integers(0, 2**32), steps=st.lists(st.integers(0, 12), min_size=5, max_size=25))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_counters_are_what_counting_gives(seed: int, steps: list[int], db: None) -> None:
    with transaction.atomic():
        changes = Changes(make_world(), seed)
        for step in (0, 0, 1, 2, *steps):
            changes.act(step)
        kept = {(c.kind, c.parent, c.owner): c.count for c in Counter.objects.exclude(count=0)}
        assert kept == dict(counted())
        check_parents()
        transaction.set_rollback(True)


def test_every_counted_kind_has_a_name_and_a_trigger() -> None:
    kinds = {tally.kind for tally in TALLIES} | {str(h.kind) for h in HANGINGS if h.kind} | {TAGS_OF_SET}
    assert kinds | {carrying.kind for carrying in CARRYINGS} == set(Kind.values)
