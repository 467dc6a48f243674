import pytest

from micrographia.pixel_type import ValueRange
from micrographia.rendering.defaults import ChannelFacts, default_colors, default_settings, import_colors
from micrographia.rendering.settings import Model, Window

TYPE = ValueRange(0, 65535)
R, G, B, W = "FF0000FF", "00FF00FF", "0000FFFF", "FFFFFFFF"
NOTHING = ChannelFacts()


@pytest.mark.parametrize(
    ("count", "model", "active"),
    [(1, Model.GREYSCALE, 1), (2, Model.COLOR, 2), (7, Model.COLOR, 3), (8, Model.GREYSCALE, 3)],
)
def test_model_and_activity(count, model, active):
    settings = default_settings([NOTHING] * count, TYPE, 5)
    assert settings.model is model
    assert [channel.active for channel in settings.channels] == [True] * active + [False] * (count - active)
    assert (settings.default_z, settings.default_t) == (2, 0)


def window(**facts):
    return default_settings([ChannelFacts(**facts)], TYPE, 1).channels[0].window


def test_windows():
    assert window(statistics=ValueRange(3, 90)) == Window(3, 90)
    assert window(statistics=ValueRange(3, 3)) == Window(0, 65535)
    assert window(plane=ValueRange(5, 5)) == Window(5, 5)
    assert window(statistics=ValueRange(3, 90), plane=ValueRange(5, 6)) == Window(3, 90)
    assert window() == Window(0, 65535)


def test_original_settings_never_ask_the_plane():
    facts = [ChannelFacts(plane=ValueRange(5, 6))]
    assert default_settings(facts, TYPE, 1, planes=False).channels[0].window == Window(0, 65535)


def test_colors_of_settings():
    assert default_colors([NOTHING] * 4) == (R, G, B, R)
    assert default_colors([ChannelFacts(emission_nm=450), NOTHING]) == (B, W)
    assert default_colors([ChannelFacts(emission_nm=450), ChannelFacts(color="010203FF")]) == (B, "010203FF")
    assert default_colors([ChannelFacts(emission_filter_nm=600), ChannelFacts(laser_nm=640)]) == (R, W)
    assert default_colors([ChannelFacts(excitation_nm=488), ChannelFacts(laser_nm=640)]) == (B, R)


def test_colors_at_import():
    assert import_colors([NOTHING], rgb=False) == ("808080FF",)
    assert import_colors([ChannelFacts(color="010203FF")], rgb=False) == ("010203FF",)
    assert import_colors([NOTHING] * 4, rgb=True) == (R, G, B, "00000000")
    assert import_colors([ChannelFacts(color="010203FF"), NOTHING], rgb=False) == ("010203FF", W)
    assert import_colors([NOTHING] * 3, rgb=False) == (R, G, B)
    assert import_colors([ChannelFacts(emission_nm=520), ChannelFacts(emission_nm=610)], rgb=False) == (G, R)
