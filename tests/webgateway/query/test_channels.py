import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from micrographia.rendering.codomain.reverse import REVERSE
from micrographia.rendering.settings import ChannelChange, Family, Window
from micrographia.webgateway.query.channels import ChannelsQuery, channels_query


def only(c: str | None, maps: str | None = None) -> ChannelChange:
    (change,) = channels_query(c, maps).changes
    return change


def test_the_documents_example():
    found = channels_query("1|100:600$FF0000,-2,3|0:255$00ff00", None)
    assert found == ChannelsQuery(
        (
            ChannelChange(0, True, Window(100.0, 600.0), "FF0000FF"),
            ChannelChange(1, False),
            ChannelChange(2, True, Window(0.0, 255.0), "00FF00FF"),
        ),
        only_listed=True,
    )


def test_absent_changes_nothing_and_empty_switches_all_off():
    assert channels_query(None, None) == ChannelsQuery()
    assert channels_query("", None) == ChannelsQuery((), only_listed=True)


@pytest.mark.parametrize(
    ("color", "means"),
    [("f0a", "FF00AAFF"), ("f0a8", "FF00AA88"), ("00ff7f", "00FF7FFF"), ("00ff7f40", "00FF7F40")],
)
def test_colors_of_3_4_6_and_8_digits(color, means):
    assert only(f"1${color}").color == means


def test_a_lookup_table_is_named_and_leaves_the_color():
    assert only("2|0:4000$fire.lut") == ChannelChange(1, True, Window(0, 4000), None, "fire.lut")


@pytest.mark.parametrize(
    ("window", "means"),
    [
        ("0.000000:4000.000000", (0.0, 4000.0)),
        ("1e3:2e3", (1000.0, 2000.0)),
        ("-5.5:-0.5", (-5.5, -0.5)),
        ("0:inf", (0.0, float("inf"))),
    ],
)
def test_windows_are_floats(window, means):
    assert only(f"1|{window}").window == Window(*means)


INVERSION = {True: {"maps": (REVERSE,)}, False: {"without": ("reverse",)}, None: {}}


@pytest.mark.parametrize(("window", "reverse"), [("20:300r", True), ("20:300-r", False), ("20:300", None)])
def test_the_suffix_of_old_links_is_an_inversion_flag(window, reverse):
    assert only(f"1|{window}$00FF00") == ChannelChange(0, True, Window(20, 300), "00FF00FF", **INVERSION[reverse])


def test_maps_wins_over_the_suffix():
    assert only("1|20:300r", '[{"inverted":{"enabled":false}}]').without == ("reverse",)


@pytest.mark.parametrize("entry", ["a", "1.5", "", "0", "-0", "+", "1$FF0000$00FF00", "１", "9" * 5000])
def test_an_entry_without_a_channel_is_dropped(entry):
    found = channels_query(f"{entry},2", None)
    assert found.changes == (ChannelChange(1, True),)
    assert found.faults[0].parameter == "c"


@pytest.mark.parametrize("window", ["abc:5", "100", "1:2:3", ":", "1:", "1_0:20"])
def test_a_malformed_window_is_left_out_and_the_color_kept(window):
    found = channels_query(f"1|{window}$FF0000", None)
    assert found.changes == (ChannelChange(0, True, None, "FF0000FF"),)
    assert [fault.parameter for fault in found.faults] == ["c"]


def test_a_window_that_starts_above_its_end_is_drawn_but_not_saved():
    found = channels_query("1|9:5", None)
    assert found.changes == (ChannelChange(0, True, Window(9, 5)),)
    assert len(found.faults) == 1


@pytest.mark.parametrize("color", ["GGG", "#FF0000", "FF000", "", "fire.LUTS"])
def test_a_malformed_color_is_left_out_and_the_window_kept(color):
    found = channels_query(f"1|0:5${color}", None)
    assert found.changes == (ChannelChange(0, True, Window(0, 5)),)
    assert len(found.faults) == 1


def test_each_entry_applies_to_its_own_channel_and_the_first_one_counts():
    found = channels_query("2|1:2,1|3:4,-2|5:6", None)
    assert found.changes == (ChannelChange(1, True, Window(1, 2)), ChannelChange(0, True, Window(3, 4)))
    assert len(found.faults) == 1


def test_maps_belong_to_the_entries_of_c_dropped_ones_included():
    found = channels_query("x,3,1", '[{"reverse":{"enabled":true}},{"reverse":{"enabled":"true"}},{}]')
    assert [(change.index, change.maps) for change in found.changes] == [(2, (REVERSE,)), (0, ())]


def test_maps_beyond_the_array_change_nothing():
    first, second = channels_query("1,2", '[{"inverted":{"enabled":true}}]').changes
    assert (first.maps, second) == ((REVERSE,), ChannelChange(1, True))


def test_maps_without_c_go_by_channel():
    found = channels_query(None, '[{"reverse":{"enabled":true}},{"reverse":{"enabled":false}}]')
    assert found == ChannelsQuery((ChannelChange(0, maps=(REVERSE,)), ChannelChange(1, without=("reverse",))))


def test_inverted_wins_over_reverse():
    assert only("1", '[{"inverted":{"enabled":false},"reverse":{"enabled":true}}]').without == ("reverse",)


def test_quantization():
    change = only("1", '[{"quantization":{"family":"exponential","coefficient":0.5}}]')
    assert (change.family, change.coefficient, change.without) == (Family.EXPONENTIAL, 0.5, ("reverse",))
    change = only("1", '[{"quantization":{"family":"logarithmic"}}]')
    assert (change.family, change.coefficient) == (Family.LOGARITHMIC, 1.0)


@pytest.mark.parametrize(
    "quantization",
    ['{"family":"cubic"}', '{"coefficient":0}', '{"coefficient":true}', '{"coefficient":"x"}', "[]", '{"family":[]}'],
)
def test_a_malformed_quantization_leaves_the_rest(quantization):
    found = channels_query("1", f'[{{"inverted":{{"enabled":true}},"quantization":{quantization}}}]')
    assert found.changes == (ChannelChange(0, True, maps=(REVERSE,)),)
    assert len(found.faults) == 1


@pytest.mark.parametrize("maps", ["", "{", "{}", "3", "[" * 5000, "[1]", "[null]", "\ud800", "[NaN]"])
def test_maps_that_are_no_array_of_objects_change_nothing(maps):
    found = channels_query("1", maps)
    assert found.changes == (ChannelChange(0, True),)
    assert found.faults


def test_an_unknown_map_is_a_fault_only():
    found = channels_query("1", '[{"stretch":{}}]')
    assert (found.changes[0].without, len(found.faults)) == (("reverse",), 1)


pieces = st.lists(
    st.sampled_from(["1", "-2", "|", ":", "$", ",", "r", "-r", "FF0000", ".lut", "nan", "inf", "1e999", "{", "[", '"']),
    max_size=12,
).map("".join)


@settings(max_examples=200, deadline=None)
@given(st.none() | pieces | st.text(), st.none() | pieces | st.text())
def test_whatever_is_asked_the_answer_is_a_value(c, maps):
    found = channels_query(c, maps)
    indices = [change.index for change in found.changes]
    assert len(indices) == len(set(indices))
    assert all(index >= 0 for index in indices)
    assert found.only_listed == (c is not None)
