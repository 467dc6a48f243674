"""Saving by several windows of one person at once, and whose settings are saved (permissions.md §4.1, §8)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from catalog_world import make_group, make_image, make_user, viewer
from micrographia.catalog.models import StoredChannel, StoredSettings
from micrographia.errors import Forbidden, Invalid, NotFound
from micrographia.pictures.rendering_settings import loaded
from micrographia.pictures.saving import apply_owners, reset, save_change
from micrographia.rendering.settings import ChannelChange, Model, SettingsChange, Window


@pytest.fixture
def people(db):
    group = make_group("lab", "rwra--")
    owner, other = make_user("owner", group), make_user("other", group)
    return viewer(owner), viewer(other), make_image(owner, group)


def window(start):
    return SettingsChange((ChannelChange(0, True, Window(start, start + 1)),))


@pytest.mark.django_db(transaction=True)
def test_several_at_once_leave_one_whole_set(people):
    owner, other, image = people

    def save(number):
        try:
            save_change(other if number % 2 else owner, image.pk, window(number))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(save, range(12)))
    stored = list(StoredSettings.objects.order_by("owner").values_list("owner", "revision"))
    assert stored == sorted([(owner.id, 6), (other.id, 6)])
    assert StoredChannel.objects.count() == 4
    for each in StoredSettings.objects.all():
        assert loaded(each).channels[0].window.start % 2 == (each.owner_id == other.id)


def test_a_change_is_one_of_what_she_sees(people):
    owner, other, image = people
    save_change(owner, image.pk, SettingsChange(model=Model.GREYSCALE, default_z=1))
    save_change(other, image.pk, window(3))
    assert StoredSettings.objects.count() == 2
    hers = loaded(StoredSettings.objects.get(owner=other.id))
    assert (hers.model, hers.default_z, hers.channels[0].window) == (Model.GREYSCALE, 1, Window(3, 4))
    assert loaded(StoredSettings.objects.get(owner=owner.id)).channels[0].window != Window(3, 4)


def test_what_the_image_does_not_have_is_refused(people):
    owner, _, image = people
    for change in (
        SettingsChange((ChannelChange(2),)),
        SettingsChange(default_z=3),
        SettingsChange(default_t=2),
    ):
        with pytest.raises(Invalid):
            save_change(owner, image.pk, change)
    assert not StoredSettings.objects.exists()


def test_hidden_is_not_there_and_read_only_is_forbidden(people):
    _, other, image = people
    image.group.level = "rwr---"
    image.group.save()
    with pytest.raises(Forbidden):
        save_change(other, image.pk, window(1))
    with pytest.raises(NotFound):
        save_change(viewer(make_user("stranger")), image.pk, window(1))
    assert reset(other, [image.pk]) == []


def test_reset_and_apply_leave_the_owner_alone(people):
    owner, other, image = people
    save_change(owner, image.pk, window(5))
    assert apply_owners(other, [image.pk, 999]) == [image.pk]
    assert loaded(StoredSettings.objects.get(owner=other.id)).channels[0].window == Window(5, 6)
    assert reset(other, [image.pk]) == [image.pk]
    assert loaded(StoredSettings.objects.get(owner=other.id)).channels[0].window == Window(0, 65535)
    assert loaded(StoredSettings.objects.get(owner=owner.id)).channels[0].window == Window(5, 6)
    assert StoredSettings.objects.get(owner=owner.id).revision == 1
