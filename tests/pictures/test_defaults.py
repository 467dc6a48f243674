import pytest

from catalog_world import make_group, make_image, make_user
from micrographia.catalog.models import Channel, Statistics
from micrographia.pictures.defaults import defaults_of, statistics_of, store_defaults
from micrographia.pictures.rendering_settings import loaded, save
from micrographia.pixel_type import ValueRange
from micrographia.rendering.settings import Model, Window

pytestmark = pytest.mark.django_db


@pytest.fixture
def image():
    group = make_group("lab", "rwra--")
    return make_image(make_user("owner", group), group, c=2)


def measure(image, *ranges):
    for index, (low, high) in enumerate(ranges):
        image.channels.filter(index=index).update(low=low, high=high)
    image.pixels.statistics = Statistics.EXACT
    image.pixels.save()


def test_from_rows_alone(image):
    settings = defaults_of(image.pixels, list(image.channels.all()))
    assert [channel.window for channel in settings.channels] == [Window(0, 65535), Window(0, 65535)]
    assert [channel.color for channel in settings.channels] == ["FF0000FF", "00FF00FF"]
    assert (settings.model, settings.default_z, settings.default_t) == (Model.COLOR, 1, 0)


def test_colors_and_statistics_of_the_rows_count(image):
    image.channels.filter(index=1).update(color="0102037F", lut="fire.lut", low=3.0, high=9.5)
    image.channels.filter(index=0).update(low=1.0, high=2.0)
    settings = defaults_of(image.pixels, list(image.channels.all()))
    assert (settings.channels[1].color, settings.channels[1].lut) == ("0102037F", "fire.lut")
    assert [channel.window for channel in settings.channels] == [Window(1, 2), Window(3, 9.5)]


def test_statistics_need_both_ends():
    assert statistics_of(Channel(low=1.0)) is None
    assert statistics_of(Channel(low=0.0, high=0.0)) == ValueRange(0.0, 0.0)


def test_provisional_settings_are_remade_once_when_the_statistics_arrive(image):
    first = store_defaults(image, (ValueRange(5, 6), ValueRange(7, 8)))
    assert first.provisional
    assert [channel.window for channel in loaded(first).channels] == [Window(5, 6), Window(7, 8)]
    measure(image, (1, 2), (3, 4))
    second = store_defaults(image)
    assert (second.pk, second.provisional, second.revision) == (first.pk, False, 0)
    assert [channel.window for channel in loaded(second).channels] == [Window(1, 2), Window(3, 4)]
    measure(image, (10, 20), (30, 40))
    assert loaded(store_defaults(image)) == loaded(second)


def test_what_somebody_saved_stays_when_the_statistics_arrive(image):
    first = loaded(store_defaults(image))
    saved = save(image, image.owner_id, first)
    measure(image, (1, 2), (3, 4))
    assert store_defaults(image) == saved
    assert loaded(saved) == first
