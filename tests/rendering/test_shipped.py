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


def test_it_is_a_mapping():
    assert "fire.lut" in SHIPPED_LUTS
    assert "fire" not in SHIPPED_LUTS
    assert SHIPPED_LUTS.get("pup_br.lut") is None
    assert len(SHIPPED_LUTS) == len(list(SHIPPED_LUTS)) == 34


def test_nobody_can_change_a_table():
    with pytest.raises(ValueError, match="read-only"):
        SHIPPED_LUTS["grays.lut"][0] = 9


def test_tables_of_the_lab_win():
    mine = np.zeros((256, 3), np.uint8)
    luts = LutCollection({"fire.lut": mine, "ours.lut": mine})
    assert luts["fire.lut"] is luts["ours.lut"] is mine
    assert luts["ice.lut"] is SHIPPED_LUTS["ice.lut"]
    assert len(luts) == 35
