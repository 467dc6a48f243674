"""A small collection for the sentences of the JSON API document: every sort of thing, in two groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from api_people import Asker
from catalog_world import attach, make_dataset, make_image, make_plate, make_project, make_screen, make_tag, make_user
from catalog_world import make_group as new_group
from micrographia.accounts.models import Experimenter, ExperimenterGroup
from micrographia.catalog.models import (
    Annotation,
    Dataset,
    DatasetImage,
    Image,
    Pixels,
    Plate,
    Project,
    ProjectDataset,
    Run,
    Screen,
    ScreenPlate,
    Share,
    ShareItem,
    ShareMember,
    Well,
)
from sign_in_people import PASSWORD

TAKEN = datetime(2009, 2, 27, 10, 25, 32, tzinfo=UTC)
IMPORTED = datetime(2015, 10, 22, 11, 57, 6, tzinfo=UTC)


@dataclass(frozen=True)
class Collection:
    """will and ola are in the read-annotate group lab, will owns it and is alone in the private group den; max is in
    the group other; boss administers. Unless said otherwise things are will's and in lab.

    yeast (project): mitosis, shared. worms (project, ola's): shared. loose (dataset), hidden (dataset, in den).
    mitosis holds cells and more, shared holds cells. stray is in nothing.
    screened (screen): tray; copies (screen): tray. spare (plate) is in no screen. tray has a run, two wells and in
    each an image.
    phases (tag set): control, ola_tag (ola's). control is on yeast, mitosis, cells, screened, tray, its run and wells.
    """

    lab: ExperimenterGroup
    den: ExperimenterGroup
    other: ExperimenterGroup
    will: Experimenter
    ola: Experimenter
    max: Experimenter
    boss: Experimenter
    yeast: Project
    worms: Project
    mitosis: Dataset
    shared: Dataset
    loose: Dataset
    hidden: Dataset
    cells: Image
    more: Image
    stray: Image
    screened: Screen
    copies: Screen
    tray: Plate
    spare: Plate
    run: Run
    well: Well
    phases: Annotation
    control: Annotation
    ola_tag: Annotation
    share: Share
    discussion: Share


def make_collection() -> Collection:
    lab, den, other = new_group("Lab", "rwra--"), new_group("den", "rw----"), new_group("other", "rwr---")
    will = make_user("will", leads=(lab, den), password=PASSWORD)
    Experimenter.objects.filter(pk=will.pk).update(first_name="William", last_name="Moore", email="will@example.org")
    ola = make_user("ola", lab, password=PASSWORD)
    max_ = make_user("max", other, password=PASSWORD)
    boss = make_user("boss", admin=True, password=PASSWORD)
    yeast = make_project(will, lab, "Yeast")
    worms = make_project(ola, lab, "worms")
    mitosis = make_dataset(will, lab, "mitosis", project=yeast)
    shared = make_dataset(will, lab, "shared", project=yeast)
    ProjectDataset.objects.create(owner=ola, group=lab, parent=worms, child=shared)
    cells = make_image(will, lab, "cells", dataset=mitosis)
    DatasetImage.objects.create(owner=will, group=lab, parent=shared, child=cells)
    Image.objects.filter(pk=cells.pk).update(acquired=TAKEN, created=IMPORTED)
    Pixels.objects.filter(image=cells).update(size_x=512, size_y=256, size_z=29)
    screened, copies = make_screen(will, lab, "screened"), make_screen(ola, lab, "copies")
    tray = make_plate(will, lab, "tray", screen=screened)
    ScreenPlate.objects.create(owner=ola, group=lab, parent=copies, child=tray)
    run, well = tray.runs.get(), tray.wells.get(column=0)
    phases = make_tag(will, lab, "phases", tag_set=True)
    control, ola_tag = make_tag(will, lab, "Control"), make_tag(ola, lab, "prophase")
    for tag in (control, ola_tag):
        attach(tag, phases)
    for thing in (yeast, mitosis, cells, screened, tray, run, well):
        attach(control, thing)
    attach(control, cells, ola)
    share = Share.objects.create(owner=will, group=lab, message="Look")
    ShareItem.objects.create(share=share, image=cells)
    discussion = Share.objects.create(owner=will, group=lab, message="What now?")
    for row in (share, discussion):
        ShareMember.objects.create(share=row, experimenter=max_)
    spare = make_plate(ola, lab, "spare", wells=0)
    spare.runs.all().delete()
    return Collection(
        lab=lab,
        den=den,
        other=other,
        will=will,
        ola=ola,
        max=max_,
        boss=boss,
        yeast=yeast,
        worms=worms,
        mitosis=mitosis,
        shared=shared,
        loose=make_dataset(ola, lab, "loose"),
        hidden=make_dataset(will, den, "hidden"),
        cells=cells,
        more=make_image(will, lab, "more", dataset=mitosis),
        stray=make_image(ola, lab, "stray"),
        screened=screened,
        copies=copies,
        tray=tray,
        spare=spare,
        run=run,
        well=well,
        phases=phases,
        control=control,
        ola_tag=ola_tag,
        share=share,
        discussion=discussion,
    )


def names(entries: list[dict[str, object]]) -> list[object]:
    """The names of a list."""
    return [entry["name"] for entry in entries]


__all__ = ["IMPORTED", "TAKEN", "Asker", "Collection", "make_collection", "names"]
