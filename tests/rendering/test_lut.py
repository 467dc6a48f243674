"""The three forms of `.lut` files, each built here byte by byte."""

import struct

import numpy as np
import pytest

from micrographia.rendering.lut import parse


def rows(count=256, row="{0} {1} 7", header=""):
    return (header + "".join(row.format(i % 256, 255 - i % 256) + "\n" for i in range(count))).encode()


def nih(count, reds, greens, blues):
    return b"ICOL" + struct.pack(">hhhh", 2, count, 0, 255) + bytes(20) + bytes(reds) + bytes(greens) + bytes(blues)


def test_raw():
    table = parse(bytes(range(256)) + bytes(256) + bytes(reversed(range(256))))
    assert table.shape == (256, 3)
    assert table[3].tolist() == [3, 0, 252]


def test_raw_with_a_tail_and_raw_that_is_empty():
    assert parse(bytes([9] * 768 + [1] * 202)).tolist() == [[9, 9, 9]] * 256
    assert not parse(b"").any()


def test_nih_of_256_colors():
    assert parse(nih(256, range(256), [1] * 256, [2] * 256))[200].tolist() == [200, 1, 2]


def test_nih_with_fewer_colors_is_stretched():
    """With 248 colors: i · 248/256, so place 16 is 15.5 between red 15 and 16: trunc 15."""
    table = parse(nih(248, range(248), [100] * 248, [0] * 248))
    assert table[[0, 16, 32, 255], 0].tolist() == [0, 15, 31, 247]


@pytest.mark.parametrize(
    "content", [nih(300, [1] * 300, [1] * 300, [1] * 300), nih(256, [1] * 256, [1] * 256, [1] * 250)]
)
def test_nih_that_is_none(content):
    assert parse(content) is None


def test_text_of_three_columns():
    assert parse(rows())[10].tolist() == [10, 245, 7]


def test_text_of_four_columns_with_a_header_and_commas():
    table = parse(rows(row="{0},{1},{0},9", header="Index,Red,Green,Blue\n"))
    assert table[10].tolist() == [245, 10, 9]


def test_of_more_than_256_rows_the_first_goes():
    assert parse(rows(257))[0].tolist() == [1, 254, 7]


def test_numbers_wrap_and_lose_their_fraction():
    assert parse(rows(row="300.9 -1 7"))[0].tolist() == [44, 255, 7]


@pytest.mark.parametrize(
    "content",
    [
        bytes(767),
        rows(255),
        rows(259),
        rows(row="{0} {1}"),
        rows(row="{0} {1} x"),
        rows() + b"1 2\n",
        bytes(np.full(5000, 200, np.uint8)),
    ],
)
def test_what_is_none_gives_way_to_the_color(content):
    assert parse(content) is None
