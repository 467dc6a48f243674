"""Somebody with some of everything, and the addresses of all lists of the JSON API, with their filters."""

from __future__ import annotations

import re

from api_people import Asker
from catalog_world import (
    attach,
    make_dataset,
    make_group,
    make_image,
    make_plate,
    make_project,
    make_screen,
    make_tag,
    make_user,
)
from micrographia.api.urls import ROUTES
from micrographia.catalog.models import AnnotationLink, Dataset, Image, Plate, Project, Screen, Share
from micrographia.web.params import parameters_of
from sign_in_people import PASSWORD

LISTS = {
    route.path: route
    for route in sorted(ROUTES, key=lambda route: route.path)
    if route.methods == "GET" and "meta" in route.answers[0].schema["properties"]
}
"""By path."""
IDS = ("owner", "member", "group", "dataset", "project", "screen", "plate", "tagset", "tag", "run", "well", "image")
SWITCHES = ("orphaned", "admin", "active", "sizeXYZ", "date", "thumbVersion")


def anna() -> Asker:
    """Somebody with two of everything in each of two groups, tagged, and a share."""
    groups = make_group("first", "rwr---"), make_group("second", "rw----")
    person = make_user("anna", *groups, password=PASSWORD)
    for group in groups:
        for number in range(2):
            project = make_project(person, group, f"project {number}")
            dataset = make_dataset(person, group, f"dataset {number}", project=project)
            make_dataset(person, group, f"loose {number}")
            image = make_image(person, group, f"image {number}", dataset=dataset)
            make_image(person, group, f"orphan {number}")
            screen = make_screen(person, group)
            plate = make_plate(person, group, f"plate {number}", screen=screen)
            tag_set, tag = make_tag(person, group, "set", tag_set=True), make_tag(person, group)
            attach(tag, tag_set)
            attach(make_tag(person, group), tag)
            for thing in (project, dataset, image, screen, plate, plate.runs.first(), plate.wells.first()):
                attach(tag, thing)
            share = Share.objects.create(owner=person, group=group)
            share.comments.create(owner=person, text="Look")
            for shown in (image.pk, image.pk + 1, 10_000_000 + number, 20_000_000):
                share.items.create(image_id=shown)
            discussion = Share.objects.create(owner=person, group=group)
            for text in ("Well", "Yes", "No"):
                discussion.comments.create(owner=person, text=text)
    return Asker("anna")


def ids() -> dict[str, int | str]:
    """What stands in paths and filters: things that are joined."""
    image = Image.objects.filter(parents=1).first()
    plate, project = Plate.objects.first(), Project.objects.first()
    link = AnnotationLink.objects.filter(tag__isnull=False).first()
    found = {
        "tag": link.child_id,
        "tagset": link.tag_id,
        "object": image.pk,
        "image": image.pk,
        "project": project.pk,
        "dataset": Dataset.objects.filter(parents=1).first().pk,
        "screen": Screen.objects.first().pk,
        "plate": plate.pk,
        "run": plate.runs.first().pk,
        "well": plate.wells.first().pk,
        "share": Share.objects.filter(items__isnull=False).first().pk,
        "discussion": Share.objects.filter(items__isnull=True).first().pk,
        "owner": image.owner_id,
        "member": image.owner_id,
        "group": project.group_id,
    }
    return {**found, **{f"{word}_id": id_ for word, id_ in found.items()}, "object_type": "image"}


def address(path: str) -> str:
    """The path with ids in it."""
    there = ids()
    return re.sub(r"<\w+:(\w+)>", lambda place: str(there[place[1]]), path)


def filters(path: str) -> list[dict[str, int | str]]:
    """Queries: nothing but what is required, and each filter with it."""
    there = ids()
    names = [bound.name for bound in parameters_of(LISTS[path].params)]
    required = {"tag": there["tag"]} if "tag" in names else {}
    wanted: list[dict[str, int | str]] = [{}]
    wanted += [{name: there[name]} for name in names if name in IDS]
    wanted += [{name: "true"} for name in names if name in SWITCHES]
    if {"owner", "group"} <= set(names):
        wanted.append({"owner": there["owner"], "group": there["group"]})
    return [required | each for each in wanted]
