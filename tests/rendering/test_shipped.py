import numpy as np
import pytest

from micrographia.rendering.shipped import SHIPPED_LUTS, LutCollection


@pytest.mark.parametrize("name", SHIPPED_LUTS)
def test_every_table_is_one(name):
    table = SHIPPED_LUTS[name]
    assert (table.shape, table.dtype) == ((256, 3), np.uint8)
    assert len(np.unique(table, axis=0)) >= 16


@pytest.mark.parametrize(
    ("name", "place", "color"),
    [
        ("grays", 77, [77, 77, 77]),
        ("red_hot", 0, [0, 0, 0]),
        ("red_hot", 255, [255, 255, 255]),
        ("cool", 0, [0, 255, 255]),
        ("3-3-2_rgb", 255, [224, 224, 192]),
        ("red-green", 127, [254, 0, 0]),
        ("red-green", 129, [0, 2, 0]),
        ("spectrum", 85, [0, 255, 0]),
        ("viridis", 0, [68, 1, 84]),
        ("viridis", 255, [253, 231, 37]),
        ("magma", 255, [252, 253, 191]),
    ],
)
def test_colors(name, place, color):
    assert SHIPPED_LUTS[f"{name}.lut"][place].tolist() == color


NAMES = """
16_colors, 3-3-2_rgb, 5_ramps, 6_shades, blue_orange_icb, brgbcmyw, cividis, cool, cyan_hot, edges, fire, gem,
glasbey, glasbey_inverted, glow, grays, green_fire_blue, hilo, ica, ica2, ica3, ice, inferno, magenta_hot,
magma, mako, orange_hot, phase, physics, plasma, pup_br, pup_nr, rainbow_rgb, red-green, red_hot, rocket,
royal, sepia, smart, spectrum, thal, thallium, thermal, turbo, unionjack, viridis, yellow_hot
"""


def test_all_names_of_the_reference_resolve():
    """The 47 of reference webgateway.md §7.8."""
    assert {f"{name.strip()}.lut" for name in NAMES.split(",")} == set(SHIPPED_LUTS)


def test_it_is_a_mapping():
    assert "fire.lut" in SHIPPED_LUTS
    assert "fire" not in SHIPPED_LUTS
    assert SHIPPED_LUTS.get("unknown.lut") is None
    assert len(SHIPPED_LUTS) == len(list(SHIPPED_LUTS)) == 47


def test_nobody_can_change_a_table():
    with pytest.raises(ValueError, match="read-only"):
        SHIPPED_LUTS["grays.lut"][0] = 9


def test_tables_of_the_lab_win():
    mine = np.zeros((256, 3), np.uint8)
    luts = LutCollection({"fire.lut": mine, "ours.lut": mine})
    assert luts["fire.lut"] is luts["ours.lut"] is mine
    assert luts["ice.lut"] is SHIPPED_LUTS["ice.lut"]
    assert len(luts) == 48
