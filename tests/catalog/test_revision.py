"""The revision is raised by everything that a remembered plan depends on, whichever way it is changed."""

from collections.abc import Callable
from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone

from catalog_world import (
    World,
    attach,
    make_dataset,
    make_group,
    make_image,
    make_plate,
    make_project,
    make_screen,
    make_tag,
    make_user,
    make_world,
)
from micrographia.accounts.models import Experimenter, ExperimenterGroup, Membership, Session
from micrographia.catalog import revision
from micrographia.catalog.models import (
    Channel,
    Dataset,
    DatasetImage,
    Deletion,
    Fileset,
    Image,
    OriginalFile,
    Pixels,
    Project,
    ProjectDataset,
    Roi,
    Share,
    ShareItem,
    ShareMember,
    StoredChannel,
    StoredSettings,
    Well,
    WellField,
)

Act = Callable[[], object]


def raw(sql: str) -> Act:
    def act() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)

    return act


def stage() -> World:
    """A world with one of everything."""
    world = make_world()
    group = world.groups["rwra--"]
    project = make_project(world.author, group)
    image = make_image(world.author, group, dataset=make_dataset(world.author, group, project=project))
    make_plate(world.author, group, screen=make_screen(world.author, group))
    whose = {"owner": world.author, "group": group}
    stored = StoredSettings.objects.create(**whose, image=image)
    StoredChannel.objects.create(settings=stored, index=0, start=0, end=1, color="FF0000FF")
    share = Share.objects.create(**whose)
    ShareMember.objects.create(share=share, experimenter=world.outsider)
    ShareItem.objects.create(share=share, image=image)
    OriginalFile.objects.create(**whose, fileset=image.fileset, key="a", name="a")
    Roi.objects.create(**whose, image=image)
    later = timezone.now() + timedelta(hours=1)
    Session.objects.create(session_key="k", session_data="", expire_date=later, experimenter=world.author)
    return world


def acts(world: World) -> dict[str, Act]:
    """Changes that must be noticed."""
    group, other = world.groups["rwra--"], world.groups["rw----"]
    whose = {"owner": world.author, "group": group}
    image, project = Image.objects.filter(dataset_links__isnull=False).get(), Project.objects.get()
    gone = Deletion.objects.create(kind="test", root=0)
    later = timezone.now() + timedelta(hours=2)
    return {
        "new user": lambda: make_user("new"),
        "user renamed": raw("UPDATE accounts_experimenter SET username = 'other' WHERE username = 'member'"),
        "password": lambda: Experimenter.objects.filter(pk=world.author.pk).update(password="x"),
        "level": lambda: ExperimenterGroup.objects.filter(pk=group.pk).update(level="rw----"),
        "level, raw": raw(f"UPDATE accounts_experimentergroup SET level = 'rwrw--' WHERE id = {other.pk}"),
        "new group": lambda: make_group("new"),
        "new member": lambda: Membership.objects.create(experimenter=world.outsider, group=group),
        "owner of group": lambda: Membership.objects.filter(experimenter=world.member).update(is_owner=True),
        "member left": lambda: Membership.objects.filter(experimenter=world.member, group=group).delete(),
        "member left, raw": raw(f"DELETE FROM accounts_membership WHERE group_id = {group.pk}"),
        "new session": lambda: Session.objects.create(session_key="l", session_data="", expire_date=later),
        "session of another": lambda: Session.objects.filter(pk="k").update(experimenter=world.member),
        "secret revoked": lambda: Session.objects.filter(pk="k").update(secret_hash="x"),
        "session ended": lambda: Session.objects.filter(pk="k").delete(),
        "share off": lambda: Share.objects.update(active=False),
        "share ends": lambda: Share.objects.update(expires=later),
        "new share": lambda: Share.objects.create(**whose),
        "uninvited": lambda: ShareMember.objects.all().delete(),
        "item": lambda: ShareItem.objects.all().delete(),
        "new link": lambda: DatasetImage.objects.bulk_create(
            [DatasetImage(**whose, parent=make_dataset(**whose), child=image)]
        ),
        "link gone": lambda: ProjectDataset.objects.all().delete(),
        "field": lambda: WellField.objects.update(index=7),
        "image given": lambda: Image.objects.filter(pk=image.pk).update(owner=world.member),
        "image moved, raw": raw(f"UPDATE catalog_image SET group_id = {other.pk} WHERE id = {image.pk}"),
        "image deleted": lambda: Image.objects.filter(pk=image.pk).update(deleted=gone),
        "image of other files": lambda: Image.objects.filter(pk=image.pk).update(fileset=None),
        "project given": lambda: Project.objects.filter(pk=project.pk).update(owner=world.member),
        "dataset deleted": lambda: Dataset.objects.update(deleted=gone),
        "well moved": lambda: Well.objects.update(group=other),
        "roi deleted": lambda: Roi.objects.update(deleted=gone),
        "settings saved": lambda: StoredSettings.objects.update(model="greyscale"),
        "channel saved": lambda: StoredChannel.objects.update(end=2),
        "channel saved, raw": raw("UPDATE catalog_storedchannel SET active = NOT active"),
        "settings gone": lambda: StoredSettings.objects.all().delete(),
        "new settings": lambda: StoredSettings.objects.create(**whose, image=image),
        "files changed": lambda: Fileset.objects.update(original="changed"),
        "new files": lambda: Fileset.objects.create(**whose, root="/", reader="fake", fingerprint="x"),
        "file version": lambda: OriginalFile.objects.update(version="2"),
        "statistics": lambda: Channel.objects.update(low=0, high=9),
        "pyramid": lambda: Pixels.objects.update(pyramid="there"),
    }


@pytest.mark.django_db
def test_every_change_that_matters_raises() -> None:
    world = stage()
    for name, act in acts(world).items():
        before = revision.current()
        act()
        assert revision.current() > before, name


@pytest.mark.django_db
def test_what_matters_to_no_plan_does_not_raise() -> None:
    world = stage()
    image, group = Image.objects.filter(dataset_links__isnull=False).get(), world.groups["rwra--"]
    before = revision.current()
    now = timezone.now()
    Session.objects.update(last_touched=now, expire_date=now, session_data="x")
    Project.objects.update(name="other")
    Image.objects.update(description="other")
    make_project(world.author, group)
    attach(make_tag(world.author, group), image)
    image.annotation_links.all().delete()
    assert revision.current() == before


@pytest.mark.django_db(transaction=True)
def test_another_connection_sees_it_when_the_change_is_committed() -> None:
    before = revision.current()
    seen: list[int] = []

    def change() -> None:
        make_group("from elsewhere")
        seen.append(revision.current())
        connection.close()

    thread = Thread(target=change)
    thread.start()
    thread.join()
    assert seen == [revision.current()]
    assert revision.current() > before


@pytest.mark.django_db(transaction=True)
def test_no_raise_is_lost_among_threads() -> None:
    before = revision.current()

    def change(name: str) -> None:
        for index in range(5):
            make_group(f"{name} {index}")
        connection.close()

    threads = [Thread(target=change, args=(f"thread {index}",)) for index in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert revision.current() == before + 20
