"""Numbers worked out by hand from reference rendering.md §4, and what must hold for all."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from micrographia.errors import Invalid
from micrographia.pixel_type import PixelType, ValueRange
from micrographia.rendering.domain import Domain
from micrographia.rendering.quantize import quantize
from micrographia.rendering.settings import ChannelSettings, Family, Quantum, Window


def greys(values, kind, window, quantum=None, domain=None, **settings):
    channel = ChannelSettings(True, Window(*window), "FFFFFFFF", **settings)
    array = np.array([values], PixelType(kind).dtype)
    return quantize(array, channel, quantum or Quantum(), domain or Domain(PixelType(kind)))[0].tolist()


@pytest.mark.parametrize(
    ("values", "kind", "window", "expected"),
    [
        ([0, 64, 192, 255], "uint8", (0, 255), [0, 64, 192, 255]),
        ([9, 10, 60, 109, 110, 111], "uint8", (10, 110), [0, 0, 128, 252, 255, 255]),  # 127.5 goes up
        ([-128, -1, 0, 127], "int8", (-128, 127), [0, 127, 128, 255]),
        ([0, 99, 100, 101], "uint16", (100, 100), [0, 0, 255, 255]),  # a step
        ([0, 65535], "uint16", (70000, 80000), [0, 0]),  # all below
        ([0, 65535], "uint16", (-9, -5), [255, 255]),  # all above
        ([0, 255], "uint8", (200, 100), [0, 255]),  # start > end: the type range
        ([0, 255], "uint8", (float("nan"), 100), [0, 255]),
        ([0, 255], "uint8", (0, 256), [0, 255]),  # too wide: the type range
    ],
)
def test_8_and_16_bits(values, kind, window, expected):
    assert greys(values, kind, window) == expected


@pytest.mark.parametrize(
    ("family", "coefficient", "expected"),
    [
        (Family.LINEAR, 0.5, [64, 192]),
        (Family.POLYNOMIAL, 0.5, [128, 221]),
        (Family.POLYNOMIAL, 2.0, [16, 145]),
        (Family.LOGARITHMIC, 1.0, [191, 242]),
        (Family.EXPONENTIAL, 0.5, [0, 31]),
    ],
)
def test_families(family, coefficient, expected):
    """The examples of reference webgateway.md §3: 64 and 192 of 0..255."""
    assert greys([64, 192], "uint8", (0, 255), family=family, coefficient=coefficient) == expected


def test_floats_fall_into_256_bins_one_low():
    """The examples of rendering.md §4.4: bin 1 → 0, bin 128 → 127, bin 255 → 254, the end → 255."""
    values = [1.5, 128.5, 255.5, 256.0, 300.0, float("inf"), -1.0, float("-inf"), float("nan"), 0.0]
    assert greys(values, "float", (0, 256)) == [0, 127, 254, 255, 255, 255, 0, 0, 0, 0]


def test_no_family_but_linear_takes_every_coefficient():
    with pytest.raises(Invalid) as error:
        greys([1], "uint8", (0, 255), family=Family.POLYNOMIAL, coefficient=0.0)
    assert error.value.parameter == "coefficient"


@pytest.mark.parametrize("quantum", [Quantum(bit_resolution=100), Quantum(200, 100), Quantum(0, 256)])
def test_an_impossible_quantum(quantum):
    with pytest.raises(Invalid):
        greys([1], "uint8", (0, 255), quantum)


def test_codomain_interval():
    """At the start the curve gives A = 30, which then is scaled: 170/255 · 30 + 30 = 50; at the end B = 200."""
    assert greys([0, 255], "uint8", (0, 255), Quantum(30, 200)) == [50, 200]


def test_one_bit():
    assert greys([0, 127, 128, 255], "uint8", (0, 255), Quantum(bit_resolution=1)) == [0, 0, 255, 255]


def test_values_beyond_the_significant_bits_are_scaled_into_them():
    """12 of 16 bits, statistics 0..8190: f = 4095 / 8190, so 6000 becomes 3000 and 9000 the end of the range."""
    domain = Domain(PixelType.UINT16, 12, ValueRange(0, 8190))
    assert greys([4095, 6000, 9000], "uint16", (0, 4095), domain=domain) == [255, 187, 255]


def test_noise_reduction_cuts_the_ends():
    """A = 10 and B = 245; what lies below the first tenth becomes 10 + 10."""
    assert greys([0, 25, 255], "uint8", (0, 255), noise_reduction=True) == [20, 20, 245]


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(list(PixelType)),
    st.tuples(st.floats(-1000, 1000), st.floats(-1000, 1000)).map(sorted).filter(lambda w: w[1] - w[0] > 1e-3),
    st.sampled_from([Family.LINEAR, Family.POLYNOMIAL, Family.EXPONENTIAL]),  # a logarithm wraps between 0 and 1
)
def test_more_is_never_darker(kind, window, family):
    ends = kind.range()
    values = np.linspace(max(-1200, ends.low), min(1200, ends.high), 500).astype(kind.dtype)
    shown = greys(np.sort(values).tolist(), kind.value, window, family=family)
    assert shown == sorted(shown)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(list(PixelType)), st.integers(0, 100), st.integers(101, 127))
def test_ends_are_black_and_white(kind, start, end):
    assert greys([start, end], kind.value, (start, end)) in ([0, 255], [1, 255])
