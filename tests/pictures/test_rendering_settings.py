import math

import pytest

from catalog_world import make_group, make_image, make_user
from micrographia.catalog.models import StoredSettings
from micrographia.pictures.rendering_settings import loaded, save, settings_that_count
from micrographia.rendering.codomain.reverse import REVERSE
from micrographia.rendering.settings import (
    ChannelSettings,
    Family,
    Model,
    Projection,
    Quantum,
    RenderingSettings,
    Window,
)

pytestmark = pytest.mark.django_db

PLAIN = RenderingSettings(
    Model.COLOR, (ChannelSettings(True, Window(0, 255), "FF0000FF"), ChannelSettings(False, Window(1, 2), "00FF00FF"))
)
RICH = RenderingSettings(
    Model.GREYSCALE,
    (
        ChannelSettings(True, Window(-1.5, 1e9), "12345678", "fire.lut", Family.EXPONENTIAL, 0.5, (REVERSE,), True),
        ChannelSettings(False, Window(7, 3), "000000FF"),
    ),
    default_z=2,
    default_t=1,
    quantum=Quantum(10, 200, 127),
)


@pytest.fixture
def people():
    group = make_group("lab", "rwra--")
    return make_user("owner", group), make_user("viewer", group), group


@pytest.mark.parametrize("wanted", [PLAIN, RICH])
def test_what_is_saved_is_loaded(people, wanted):
    owner, _, group = people
    save(make_image(owner, group), owner.pk, wanted)
    assert loaded(StoredSettings.objects.get()) == wanted


def test_a_window_that_is_no_number_is_stored_as_the_type_range(people):
    owner, _, group = people
    channels = (ChannelSettings(True, Window(math.nan, 5), "FF0000FF"),)
    save(make_image(owner, group), owner.pk, RenderingSettings(Model.COLOR, channels))
    assert loaded(StoredSettings.objects.get()).channels[0].window == Window(0, 65535)


def test_a_projection_is_never_stored(people):
    owner, _, group = people
    image = make_image(owner, group)
    save(image, owner.pk, RenderingSettings(Model.COLOR, PLAIN.channels, Projection.INTMAX, (0, 1)))
    assert loaded(StoredSettings.objects.get()) == PLAIN


def test_saving_again_replaces_and_raises_the_revision(people):
    owner, _, group = people
    image = make_image(owner, group)
    first = save(image, owner.pk, PLAIN, provisional=True)
    assert (first.revision, first.provisional) == (0, True)
    second = save(image, owner.pk, RICH)
    assert (second.pk, second.revision, second.provisional) == (first.pk, 1, False)
    assert save(image, owner.pk, PLAIN).revision == 2
    assert loaded(StoredSettings.objects.get()) == PLAIN


def test_whose_settings_count(people):
    owner, viewer, group = people
    image, other = make_image(owner, group), make_image(owner, group, "other")
    assert settings_that_count(image, viewer.pk) is None
    owners = save(image, owner.pk, PLAIN)
    elsewhere = save(other, owner.pk, RICH)
    assert settings_that_count(image, viewer.pk) == owners
    viewers = save(image, viewer.pk, RICH)
    assert settings_that_count(image, viewer.pk) == viewers
    assert settings_that_count(image, owner.pk) == owners
    assert settings_that_count(image, viewer.pk, owners.pk) == owners
    assert settings_that_count(image, viewer.pk, elsewhere.pk) == viewers
    assert settings_that_count(image, None) == owners


def test_what_one_saves_changes_nothing_for_the_owner(people):
    owner, viewer, group = people
    image = make_image(owner, group)
    save(image, owner.pk, PLAIN)
    save(image, viewer.pk, RICH)
    assert loaded(settings_that_count(image, owner.pk)) == PLAIN
