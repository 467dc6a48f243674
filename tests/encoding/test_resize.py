import numpy as np

from micrographia.encoding.resize import resized

PICTURE = np.repeat(np.arange(0, 240, 10, dtype=np.uint8)[None, :, None], 3, axis=2).repeat(16, axis=0)


def test_exactly_the_size():
    assert resized(PICTURE, 7, 30).shape == (30, 7, 3)


def test_the_same_size_is_the_same_picture():
    assert resized(PICTURE, 24, 16) is PICTURE


def test_a_ramp_stays_one():
    shown = resized(PICTURE, 12, 8)[4, :, 0].astype(int)
    np.testing.assert_allclose(shown, np.arange(12) * 20 + 5, atol=2)
