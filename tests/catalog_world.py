"""People, groups and things for tests: small makers, and a world with everybody in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from micrographia.accounts.builtin import SYSTEM_GROUP, USER_GROUP
from micrographia.accounts.models import Experimenter, ExperimenterGroup, Membership
from micrographia.accounts.viewer import Viewer, viewer_of
from micrographia.catalog.models import (
    TAG_SET,
    Annotation,
    AnnotationKind,
    AnnotationLink,
    Channel,
    Dataset,
    DatasetImage,
    Fileset,
    Image,
    Owned,
    Pixels,
    Plate,
    Project,
    ProjectDataset,
    Roi,
    Run,
    Screen,
    ScreenPlate,
    Shape,
    Well,
    WellField,
)

LEVELS = ("rw----", "rwr---", "rwra--", "rwrw--")


def make_group(name: str, level: str = "rwr---") -> ExperimenterGroup:
    return ExperimenterGroup.objects.create(name=name, level=level)


def join(user: Experimenter, group: ExperimenterGroup, *, owner: bool = False) -> None:
    """Puts the user into the group, after the groups she is in."""
    Membership.objects.create(experimenter=user, group=group, is_owner=owner, position=user.memberships.count())


def make_user(
    name: str,
    *groups: ExperimenterGroup,
    leads: tuple[ExperimenterGroup, ...] = (),
    admin: bool = False,
    active: bool = True,
    password: str | None = None,
) -> Experimenter:
    """A user in these groups; the first is the default group."""
    user = Experimenter(username=name, first_name=name.capitalize(), last_name="Example")
    if password is None:
        user.set_unusable_password()
    else:
        user.set_password(password)
    user.save()
    for group in groups:
        join(user, group)
    for group in leads:
        join(user, group, owner=True)
    if active:
        join(user, ExperimenterGroup.objects.get(id=USER_GROUP))
    if admin:
        join(user, ExperimenterGroup.objects.get(id=SYSTEM_GROUP))
    return user


def viewer(user: Experimenter) -> Viewer:
    return viewer_of(user.pk)


def _whose(owner: Experimenter, group: ExperimenterGroup) -> dict[str, Any]:
    return {"owner": owner, "group": group}


def make_image(
    owner: Experimenter, group: ExperimenterGroup, name: str = "image", *, dataset: Dataset | None = None, c: int = 2
) -> Image:
    """An image of 64 x 48 pixels, 3 z-sections, 2 timepoints, 16 bit, with fileset and channels."""
    whose = _whose(owner, group)
    fileset = Fileset.objects.create(**whose, root="/nowhere", entries=[name], reader="fake", fingerprint=f"of {name}")
    image = Image.objects.create(**whose, name=name, fileset=fileset)
    sizes = {"size_x": 64, "size_y": 48, "size_z": 3, "size_c": c, "size_t": 2}
    Pixels.objects.create(image=image, pixel_type="uint16", levels=[[64, 48, 64, 48]], **sizes)
    Channel.objects.bulk_create([Channel(image=image, index=index, name=f"channel {index}") for index in range(c)])
    if dataset is not None:
        DatasetImage.objects.create(**whose, parent=dataset, child=image)
    return image


def make_project(owner: Experimenter, group: ExperimenterGroup, name: str = "project") -> Project:
    return Project.objects.create(**_whose(owner, group), name=name)


def make_dataset(
    owner: Experimenter, group: ExperimenterGroup, name: str = "dataset", *, project: Project | None = None
) -> Dataset:
    dataset = Dataset.objects.create(**_whose(owner, group), name=name)
    if project is not None:
        ProjectDataset.objects.create(**_whose(owner, group), parent=project, child=dataset)
    return dataset


def make_plate(
    owner: Experimenter,
    group: ExperimenterGroup,
    name: str = "plate",
    *,
    screen: Screen | None = None,
    wells: int = 2,
    fields: int = 1,
) -> Plate:
    """A plate with one run and that many wells in its first row, each with that many fields."""
    whose = _whose(owner, group)
    plate = Plate.objects.create(**whose, name=name, rows=8, columns=12)
    run = Run.objects.create(**whose, plate=plate, name="run")
    for column in range(wells):
        well = Well.objects.create(**whose, plate=plate, row=0, column=column)
        for index in range(fields):
            image = make_image(owner, group, f"{name} well {column} field {index}")
            WellField.objects.create(**whose, well=well, image=image, run=run, index=index)
    if screen is not None:
        ScreenPlate.objects.create(**whose, parent=screen, child=plate)
    return plate


def make_screen(owner: Experimenter, group: ExperimenterGroup, name: str = "screen") -> Screen:
    return Screen.objects.create(**_whose(owner, group), name=name)


def make_tag(owner: Experimenter, group: ExperimenterGroup, text: str = "tag", *, tag_set: bool = False) -> Annotation:
    namespace = TAG_SET if tag_set else ""
    return Annotation.objects.create(**_whose(owner, group), kind=AnnotationKind.TAG, text=text, namespace=namespace)


def attach(annotation: Annotation, thing: Owned, owner: Experimenter | None = None) -> AnnotationLink:
    """Hangs the annotation on the thing, in the name of `owner` (else the thing's owner)."""
    parent = "tag" if isinstance(thing, Annotation) else type(thing).__name__.lower()
    return AnnotationLink.objects.create(
        owner=owner or thing.owner, group=thing.group, child=annotation, **{parent: thing}
    )


def make_roi(owner: Experimenter, image: Image) -> Roi:
    """A region of interest with one rectangle."""
    whose = _whose(owner, image.group)
    roi = Roi.objects.create(**whose, image=image, name="cell")
    Shape.objects.create(**whose, roi=roi, kind="Rectangle", x=1.0, y=2.0, width=3.0, height=4.0)
    return roi


@dataclass(frozen=True)
class World:
    """One group of each level, with an author (who owns things), a member and a leader who are in all of them; an
    outsider in a group of her own; an administrator in no other group; somebody whose account is not active."""

    groups: dict[str, ExperimenterGroup]
    author: Experimenter
    member: Experimenter
    leader: Experimenter
    outsider: Experimenter
    admin: Experimenter
    inactive: Experimenter

    @property
    def people(self) -> dict[str, Experimenter]:
        names = ("author", "member", "leader", "outsider", "admin", "inactive")
        return {name: getattr(self, name) for name in names}


def make_world() -> World:
    groups = {level: make_group(f"group {level}", level) for level in LEVELS}
    everywhere = tuple(groups.values())
    return World(
        groups=groups,
        author=make_user("author", *everywhere),
        member=make_user("member", *everywhere),
        leader=make_user("leader", leads=everywhere),
        outsider=make_user("outsider", make_group("elsewhere")),
        admin=make_user("admin", admin=True),
        inactive=make_user("inactive", *everywhere, active=False),
    )
