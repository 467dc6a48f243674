import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from micrographia.rendering import composite as module
from micrographia.rendering.composite import composite
from micrographia.rendering.layer import FIELD_BITS, Colors, Layer


def layer(indices, table):
    table = np.array(table, np.uint32)
    packed = table[:, 0] | table[:, 1] << FIELD_BITS | table[:, 2] << 2 * FIELD_BITS
    return Layer(
        np.array(indices, np.uint16), Colors(packed.astype(np.uint32), tuple(int(p) for p in table.max(axis=0)))
    )


def test_no_layer_is_black():
    assert composite([], 2, 3).tolist() == [[[0, 0, 0]] * 3] * 2


def test_one_layer_shows_its_colors():
    shown = composite([layer([[0, 1], [2, 1]], [(1, 2, 3), (255, 0, 9), (0, 255, 255)])], 2, 2)
    assert shown.tolist() == [[[1, 2, 3], [255, 0, 9]], [[0, 255, 255], [255, 0, 9]]]
    assert shown.dtype == np.uint8
    assert shown.flags.c_contiguous


def test_sums_stop_at_white():
    one = layer([[0, 1]], [(200, 100, 0), (255, 1, 255)])
    two = layer([[0, 1]], [(100, 100, 7), (255, 1, 1)])
    assert composite([one, two], 1, 2).tolist() == [[[255, 200, 7], [255, 2, 255]]]


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 27),
    st.sampled_from([1, 2, 7, 4096]),
    st.sampled_from([3, 60, 255]),
    st.integers(0, 2**32 - 1),
)
def test_as_many_as_there_are_in_blocks_of_any_size(count, block, brightest, seed):
    random = np.random.default_rng(seed)
    tables = random.integers(0, brightest + 1, (count, 5, 3))
    indices = random.integers(0, 5, (count, 6, 7))
    sums = sum(table[index] for table, index in zip(tables, indices, strict=True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", block)
        shown = composite((layer(index, table) for table, index in zip(tables, indices, strict=True)), 6, 7)
    np.testing.assert_array_equal(shown, np.minimum(sums, 255))


def test_more_pixels_than_a_block():
    index = np.arange(300 * 301, dtype=np.uint32).reshape(300, 301) % 5
    table = [(0, 10, 20), (1, 11, 21), (2, 12, 22), (3, 13, 23), (255, 254, 253)]
    np.testing.assert_array_equal(composite([layer(index, table)], 300, 301), np.array(table)[index])
