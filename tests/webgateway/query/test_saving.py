import pytest

from micrographia.errors import Invalid
from micrographia.rendering.settings import ChannelChange, Model, SettingsChange, Window
from micrographia.webgateway.query.saving import pasting_query, saving_query, settings_in


def test_the_first_source_with_settings_counts_alone():
    assert settings_in({"q": "0.9", "toids": "3"}, {"m": "g", "x": "1"}) == {"m": "g"}
    assert settings_in({"z": "1"}, {"m": "g", "c": "1"}) == {"z": "1"}
    assert settings_in({}, {}) == {}


def test_places_count_from_one():
    assert saving_query({"z": "1", "t": "7"}) == SettingsChange(default_z=0, default_t=6)
    assert pasting_query({"z": "1", "t": "x"}) == SettingsChange(default_z=0)


def test_what_is_not_saved_is_not_read():
    assert saving_query({"m": "c", "q": "x", "p": "x", "share": "x"}) == SettingsChange(model=Model.COLOR)


def test_the_malformed_is_refused_by_saving_and_passed_over_by_pasting():
    query = {"c": "1|5:x$FF0000,2|1:2,oops", "m": "color"}
    with pytest.raises(Invalid):
        saving_query(query)
    changes = (ChannelChange(0, True, color="FF0000FF"), ChannelChange(1, True, Window(1, 2)))
    assert pasting_query(query) == SettingsChange(changes, True)


def test_pasting_switches_off_only_what_is_said():
    assert pasting_query({"c": ""}) == SettingsChange(only_listed=True)
    with pytest.raises(Invalid):
        pasting_query({"c": "oops"})
