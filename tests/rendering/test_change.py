import pytest

from micrographia.rendering.change import changed
from micrographia.rendering.codomain.reverse import REVERSE
from micrographia.rendering.settings import (
    ChannelChange,
    ChannelSettings,
    Family,
    Model,
    Projection,
    RenderingSettings,
    SettingsChange,
    Window,
)

STORED = RenderingSettings(
    Model.COLOR,
    (
        ChannelSettings(True, Window(1, 2), "FF0000FF", "fire.lut"),
        ChannelSettings(True, Window(3, 4), "00FF00FF", codomain=(REVERSE,)),
        ChannelSettings(False, Window(5, 6), "0000FFFF", family=Family.POLYNOMIAL, coefficient=2.0),
    ),
    Projection.INTMAX,
    (1, 3),
    default_z=7,
)


def asked(*channels, **other):
    return changed(STORED, SettingsChange(channels, **other))


def active(settings):
    return [channel.active for channel in settings.channels]


def test_nothing_asked_nothing_changed():
    assert asked() == STORED


def test_what_is_not_listed_is_off():
    assert [channel.active for channel in asked(ChannelChange(2, True), only_listed=True).channels] == [
        False,
        False,
        True,
    ]
    assert [channel.active for channel in asked(only_listed=True).channels] == [False] * 3
    assert [channel.active for channel in asked(ChannelChange(2, True)).channels] == [True, True, True]


def test_a_minus_switches_off_and_keeps_what_it_says():
    first = asked(ChannelChange(0, False, Window(8, 9), "112233FF"), only_listed=True).channels[0]
    assert (first.active, first.window, first.color) == (False, Window(8, 9), "112233FF")


def test_a_color_takes_the_lut_away_and_a_lut_keeps_the_color():
    assert asked(ChannelChange(0, True, color="00FF00FF")).channels[0].lut is None
    second = asked(ChannelChange(1, True, lut="ice.lut")).channels[1]
    assert (second.color, second.lut) == ("00FF00FF", "ice.lut")
    assert asked(ChannelChange(0, True)).channels[0].lut == "fire.lut"


@pytest.mark.parametrize(
    ("index", "reverse", "maps"), [(0, True, 1), (1, True, 1), (1, False, 0), (0, False, 0), (1, None, 1)]
)
def test_reverse_goes_in_and_out_once(index, reverse, maps):
    change = {True: {"maps": (REVERSE,)}, False: {"without": ("reverse",)}, None: {}}[reverse]
    assert asked(ChannelChange(index, True, **change)).channels[index].codomain == (REVERSE,) * maps


def test_the_curve():
    third = asked(ChannelChange(2, family=Family.EXPONENTIAL)).channels[2]
    assert (third.family, third.coefficient) == (Family.EXPONENTIAL, 2.0)
    assert asked(ChannelChange(2, coefficient=0.5)).channels[2].coefficient == 0.5


def test_the_first_of_two_counts_and_a_stranger_is_passed_over():
    both = asked(ChannelChange(0, True, Window(1, 1)), ChannelChange(0, False, Window(2, 2)), ChannelChange(9, True))
    assert (both.channels[0].active, both.channels[0].window) == (True, Window(1, 1))
    assert len(both.channels) == 3


def test_the_whole_image():
    other = asked(model=Model.GREYSCALE, projection=Projection.INTSUM, default_z=0, default_t=2)
    assert (other.model, other.projection, other.default_z, other.default_t) == (
        Model.GREYSCALE,
        Projection.INTSUM,
        0,
        2,
    )
    assert other.z_range is None  # a new projection without a range is of the whole stack
    assert asked(projection=Projection.INTMEAN, z_range=(0, 1)).z_range == (0, 1)
