"""Streams are made by other people's encoders; their sizes are known beforehand."""

import imagecodecs
import numpy as np
import pytest

from micrographia.pixels.formats.image_header import SIZES

CODES = {
    7: imagecodecs.jpeg_encode,
    33005: imagecodecs.jpeg2k_encode,
    34887: imagecodecs.lerc_encode,
    34934: imagecodecs.jpegxr_encode,
    34933: imagecodecs.png_encode,
    50001: lambda picture: imagecodecs.webp_encode(np.repeat(picture[..., None], 3, -1)),
    50002: imagecodecs.jpegxl_encode,
}


@pytest.mark.parametrize("compression", CODES)
@pytest.mark.parametrize("size", [(16, 16), (40, 24), (101, 57), (256, 256), (300, 200), (3000, 17)])
def test_sizes(compression, size):
    stream = CODES[compression](np.zeros(size[::-1], np.uint8))
    assert SIZES[compression](bytes(stream))[:2] == size


def test_a_lossless_webp():
    stream = imagecodecs.webp_encode(np.zeros((57, 101, 3), np.uint8), lossless=True)
    assert SIZES[50001](bytes(stream))[:2] == (101, 57)


@pytest.mark.parametrize("compression", [7, 33005, 34933])
def test_colors(compression):
    stream = CODES[compression](np.zeros((57, 101, 3), np.uint8))
    assert SIZES[compression](bytes(stream)) == (101, 57, 3)


@pytest.mark.parametrize("read", dict.fromkeys(SIZES.values()), ids=lambda read: read.__name__)
def test_nonsense_has_no_size(read):
    noise = np.random.default_rng(3)
    for length in (0, 1, 2, 3, 4, 12, 24, 30, 100):
        assert read(bytes(length)) is None
        read(noise.bytes(length))


@pytest.mark.parametrize("compression", CODES)
def test_a_shortened_stream_never_fails(compression):
    stream = bytes(CODES[compression](np.zeros((57, 101), np.uint8)))
    for length in range(min(len(stream), 200)):
        found = SIZES[compression](stream[:length])
        assert found is None or found[:2] == (101, 57) or length < 24
