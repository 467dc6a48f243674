import json

import numpy as np

from documents.claims import claim
from documents.library import colored, grey, save_look, slope
from micrographia.catalog.models import StoredSettings

RED, GREEN, BLUE = "FF0000", "00FF00", "0000FF"


def cells(reader, library, z=0, **query):
    return reader.pixels(f"render_image/{library.cells.pk}/{z}/0/", **query)


def four(reader, library, **query):
    """The plane at z = 2, where each channel that is on shows `FOUR`."""
    return reader.pixels(f"render_image/{library.four.pk}/2/0/", **query)


FOUR = slope(z=2, width=122, height=20)


def same_windows(library):
    """Saves windows 0:255 for all channels of `cells`: they show slope, slope + 100 and slope + 200, up to 255."""
    save_look(library.cells, library.will, *((True, 0, 255, color) for color in (BLUE, GREEN, RED)))
    return tuple(np.minimum(slope() + more, 255) for more in (0, 100, 200))


def maps(*enabled):
    return json.dumps([{"reverse": {"enabled": one}} for one in enabled])


# In general


@claim(55)
def test_without_settings_a_plane_has_the_current_ones(library, will):
    assert (cells(will, library) == grey(slope())).all()
    first, second, third = same_windows(library)
    assert (cells(will, library) == colored(third, second, first)).all()


@claim(56)
def test_without_settings_split_channels_have_the_current_ones(library, will):
    first, second, third = same_windows(library)
    picture = will.pixels(f"render_split_channel/{library.cells.pk}/0/0/")
    assert (picture[2:50, 2:78] == colored(0, 0, first)).all()
    assert (picture[2:50, 80:156] == colored(0, second, 0)).all()
    assert (picture[52:100, 2:78] == colored(third, 0, 0)).all()


@claim(57)
def test_settings_change_the_plane(library, will):
    assert (cells(will, library, c="1|0:255$FF0000") == colored(slope(), 0, 0)).all()


@claim(59)
def test_settings_last_for_one_picture(library, will):
    before = will.get(f"render_image/{library.cells.pk}/0/0/").content
    other = will.get(f"render_image/{library.cells.pk}/0/0/", c="1|0:99$FF0000", m="g", p="intmax").content
    assert other != before
    assert will.get(f"render_image/{library.cells.pk}/0/0/").content == before


@claim(60)
def test_settings_are_not_saved(library, will):
    before = will.json(f"imgData/{library.cells.pk}/")
    rows = list(StoredSettings.objects.order_by("pk").values())
    query = {"c": "1|5:99$FF0000,-2|3:4$00FFFF", "m": "g", "p": "intmean", "maps": maps(True, True)}
    for page in ("render_image", "render_split_channel"):
        assert will.get(f"{page}/{library.cells.pk}/1/1/", **query).status_code == 200
    assert will.json(f"imgData/{library.cells.pk}/") == before
    assert list(StoredSettings.objects.order_by("pk").values()) == rows


# Channels on and off: `four` shows the same in all channels, which are red, green, blue and red


@claim(62)
def test_all_channels_but_the_second(library, will):
    twice = np.minimum(2 * FOUR, 255)
    assert (four(will, library, c="1,-2,3,4") == colored(twice, 0, FOUR)).all()


@claim(63)
def test_channels_count_from_1(library, will):
    for number, color in enumerate(((FOUR, 0, 0), (0, FOUR, 0), (0, 0, FOUR)), 1):
        assert (four(will, library, c=str(number)) == colored(*color)).all()
    assert not four(will, library, c="0").any()


@claim(64)
def test_a_minus_turns_a_channel_off(library, will):
    assert (four(will, library, c="-1,2,3,-4") == colored(0, FOUR, FOUR)).all()
    assert not four(will, library, c="-1").any()


@claim(65)
def test_only_channel_3(library, will):
    assert (four(will, library, c="3") == colored(0, 0, FOUR)).all()


@claim(66)
def test_channels_3_and_4(library, will):
    assert (four(will, library, c="3,4") == colored(FOUR, 0, FOUR)).all()


# Colors


@claim(67)
def test_colors_of_three_channels(library, will):
    first, second, third = same_windows(library)
    picture = cells(will, library, c="1|$FF0000,2|$00FF00,3|$0000FF")
    assert (picture == colored(first, second, third)).all()


@claim(68)
def test_a_color_is_six_hex_digits(library, will):
    picture = cells(will, library, c="1|$80FF40")
    red, blue = (np.trunc(part / 255 * slope()) for part in (0x80, 0x40))
    assert (picture == colored(red, slope(), blue)).all()
    assert picture[47, 75].tolist() == [108, 216, 54]  # 216 · 128/255 = 108.4, 216 · 64/255 = 54.2


@claim(69)
def test_a_color_without_levels_keeps_the_levels(library, will):
    _, second, _ = same_windows(library)
    for entry in ("2|$FFFFFF", "2$FFFFFF"):
        assert (cells(will, library, c=entry) == grey(second)).all()


# Levels: channel 1 of `levels` (red) holds x, channel 2 (green) x + 100, channel 3 (blue) x + 200

THREE = "1|400:505,2|463:2409,3|620:3879"


def levels(reader, library, **query):
    return reader.pixels(f"render_image/{library.levels.pk}/0/0/", **query)[0]


@claim(70)
def test_levels_of_three_channels(library, will):
    red, green, blue = levels(will, library, c=THREE).T
    assert red[[400, 452, 504, 505]].tolist() == [0, 126, 253, 255]  # 255 · 52/105 = 126.3, 255 · 104/105 = 252.6
    assert green[[363, 900, 2308, 2309]].tolist() == [0, 70, 255, 255]  # 255 · 537/1946 = 70.4, 255 · 1945/1946
    assert blue[[420, 1800, 2800, 3679]].tolist() == [0, 108, 186, 255]  # 255 · 1380/3259 = 108.0, 255 · 2380/3259


@claim(71)
def test_values_up_to_the_start_are_0(library, will):
    red, green, blue = levels(will, library, c=THREE).T
    assert not red[:401].any()
    assert not green[:364].any()
    assert not blue[:421].any()
    assert red[401] == 2  # 255/105 = 2.4


@claim(72)
def test_values_from_the_end_on_are_full(library, will):
    red, green, blue = levels(will, library, c=THREE).T
    assert (red[505:] == 255).all()
    assert (green[2309:] == 255).all()
    assert (blue[3679:] == 255).all()
    assert red[503] == 250  # 255 · 103/105 = 250.1


@claim(73)
def test_a_channel_with_a_minus_is_inactive(library, will):
    red, green, blue = levels(will, library, c="-" + THREE).T
    _, as_before, too = levels(will, library, c=THREE).T
    assert not red.any()
    assert (green == as_before).all()
    assert (blue == too).all()
    assert green[900] == 70


@claim(74)
def test_an_inactive_channel_may_be_left_out(library, will):
    path = f"render_image/{library.levels.pk}/0/0/"
    left_out = will.get(path, c="2|463:2409,3|620:3879").content
    assert left_out == will.get(path, c="-" + THREE).content


@claim(75)
def test_levels_without_a_color_keep_the_color(library, will):
    assert (cells(will, library, c="2|100:355") == colored(0, slope(), 0)).all()
    save_look(library.cells, library.will, *((True, 0, 1, color) for color in ("FFFFFF", "FF00FF", RED)))
    assert (cells(will, library, c="2|100:355") == colored(slope(), 0, slope())).all()


# Projections: `wrapped` holds (x + 7 z) modulo 256 in its four sections

X = np.arange(256)


def wrapped(reader, library, **query):
    picture = reader.pixels(f"render_image/{library.wrapped.pk}/0/0/", **query)
    assert (picture == picture[:, :, :1]).all()
    return picture[0, :, 0]


def twelve(reader, library, **query):
    """The first channel of `four`, z 5 in the path: every section is 7 brighter than the one before."""
    return reader.pixels(f"render_image/{library.four.pk}/5/0/", c="1", **query)[:, :, 0]


def section(z):
    return slope(z, width=122, height=20)


@claim(76)
def test_the_maximum_along_z(library, will):
    # The last section that has not wrapped yet is the largest.
    largest = np.select([X < 235, X < 242, X < 249], [X + 21, X + 14, X + 7], X)
    assert (wrapped(will, library, p="intmax") == largest).all()


@claim(77)
def test_the_mean_along_z(library, will):
    found = wrapped(will, library, p="intmean")
    assert (found[:235] == X[:235] + 10).all()  # x + (0 + 7 + 14 + 21) / 4 = x + 10.5, cut to whole numbers
    assert (found[235:242] == X[235:242] - 54).all()  # one of four has wrapped: x + 10.5 - 64
    assert found[255] == (255 + 6 + 13 + 20) // 4


@claim(78)
def test_normal_is_no_projection(library, will):
    for z in (0, 3):
        path = f"render_image/{library.wrapped.pk}/{z}/0/"
        assert will.get(path, p="normal").content == will.get(path).content
        assert (will.pixels(path, p="normal")[0, :, 0] == (X + 7 * z) % 256).all()


@claim(79)
def test_by_default_all_sections_count(library, will):
    # Without the first section the mean would be x + 14, without the last x + 7.
    assert (wrapped(will, library, p="intmean")[:235] == X[:235] + 10).all()
    # The last section is the largest here; the first is where the others have wrapped.
    assert wrapped(will, library, p="intmax")[[0, 255]].tolist() == [21, 255]


@claim(80)
def test_a_range_of_sections(library, will):
    assert (twelve(will, library, p="intmax|3:6") == section(6)).all()
    assert (twelve(will, library, p="intmax") == section(11)).all()


@claim(81)
def test_sections_0_to_10_both_included(library, will):
    assert (twelve(will, library, p="intmax|0:10") == section(10)).all()
    assert wrapped(will, library, p="intmax|0:2")[[0, 255]].tolist() == [14, 255]


@claim(82)
def test_sections_count_from_0(library, will):
    assert (twelve(will, library, p="intmax|0:0") == section(0)).all()
    assert (twelve(will, library, p="intmax|1:1") == section(1)).all()


@claim(83)
def test_the_mean_includes_both_ends(library, will):
    assert (twelve(will, library, p="intmean|1:3") == section(2)).all()  # without the end: 7 + 3.5
    assert (twelve(will, library, p="intmean|4:4") == section(4)).all()


# Model


@claim(84)
def test_greyscale(library, will):
    assert (cells(will, library, c="2", m="g") == grey(slope())).all()


@claim(85)
def test_greyscale_shows_the_first_active_channel_only(library, will):
    first, second, _ = same_windows(library)
    assert (cells(will, library, m="g") == grey(first)).all()
    assert (cells(will, library, c="-1,2,3", m="g") == grey(second)).all()


@claim(86)
def test_color(library, will):
    path = f"render_image/{library.wrapped.pk}/0/0/"  # of one channel: grey by default
    assert (will.pixels(path)[0] == grey(X)).all()
    assert (will.pixels(path, m="c")[0] == colored(X, 0, 0)).all()


# Maps: both channels of `two` show x, red and green


def two(reader, library, **query):
    return reader.pixels(f"render_image/{library.two.pk}/0/0/", **query)[0]


@claim(87)
def test_maps_change_the_output(library, will):
    assert (two(will, library) == colored(X, X, 0)).all()
    assert (two(will, library, maps=maps(True, True)) == colored(255 - X, 255 - X, 0)).all()


@claim(88)
def test_maps_are_json(library, will):
    spaced = ' [ { "reverse" : { "enabled" : true } } , { } ] '
    assert (two(will, library, maps=spaced) == colored(255 - X, X, 0)).all()
    assert (two(will, library, maps="reverse") == colored(X, X, 0)).all()


@claim(89)
def test_reverse_turns_intensity_round(library, will):
    assert (two(will, library, c="1", maps=maps(True)) == colored(255 - X, 0, 0)).all()
    path = f"render_image/{library.wrapped.pk}/0/0/"
    assert (will.pixels(path, maps=maps(True))[0] == grey(255 - X)).all()


@claim(90)
def test_reverse_needs_enabled_for_each_channel(library, will):
    for first in (True, False):
        for second in (True, False):
            expected = colored(255 - X if first else X, 255 - X if second else X, 0)
            assert (two(will, library, maps=maps(first, second)) == expected).all()


@claim(91, 92)
def test_the_printed_maps_reverse_the_first_of_two_channels(library, will):
    printed = '[{"reverse":{"enabled":true}},{"reverse":{"enabled":false}}]'
    assert (two(will, library, maps=printed) == colored(255 - X, X, 0)).all()
    assert (two(will, library, maps=printed, c="1,2") == colored(255 - X, X, 0)).all()


@claim(93)
def test_a_map_of_the_future_is_passed_over(library, will):
    future = '[{"contrast":{"enabled":true}},{"reverse":{"enabled":true},"slicing":[1,2]}]'
    assert (two(will, library, maps=future) == colored(X, 255 - X, 0)).all()


# All together

PRINTED = "1|100:505$0000FF,2|463:2409$00FF00,3|620:3879$FF0000,-4|447:4136$FF0000"


@claim(94)
def test_parameters_can_be_combined(library, will):
    picture = two(will, library, c="1|0:255$0000FF,2|100:355", m="c", p="intmax", maps=maps(False, True))
    assert (picture == colored(0, 255 - X, X)).all()


@claim(95)
def test_levels_and_color_in_one_entry(library, will):
    picture = cells(will, library, c="1|100:505$0000FF")
    assert not picture[:, :, :2].any()
    # x + 3 y is 100 at most: 0; 141: 255 · 41/405 = 25.8; 216: 255 · 116/405 = 73.04
    assert picture[[0, 33, 47, 47], [0, 1, 0, 75], 2].tolist() == [0, 0, 26, 73]


@claim(96)
def test_an_inactive_entry_with_levels_and_color(library, will):
    path = f"render_image/{library.four.pk}/10/0/"
    without = PRINTED.rsplit(",", 1)[0]
    assert will.get(path, c=PRINTED).content == will.get(path, c=without).content
    assert not will.pixels(path, c="-4|0:1$FF0000").any()


@claim(97)
def test_the_printed_address(library, will):
    path = f"render_image/{library.four.pk}/10/0/"
    assert will.jpeg(path, c=PRINTED, p="normal").shape == (20, 122, 3)
    picture = will.pixels(path, c=PRINTED, p="normal")
    # At the lower right channel 1 is 121 + 57 + 70 = 248: 255 · 148/405 = 93.2; the others are below their levels.
    assert picture[19, 121].tolist() == [0, 0, 93]
