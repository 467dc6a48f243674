import pytest

from micrographia.webgateway.query.number import real, whole


@pytest.mark.parametrize(("text", "number"), [("7", 7), ("-7", -7), (" 7 ", 7), ("0" * 18, 0)])
def test_whole(text, number):
    assert whole(text) == number


@pytest.mark.parametrize("text", ["", "-", "+7", "7.0", "1_000", "٧", "0x7", "1" * 19])
def test_not_whole(text):
    assert whole(text) is None


@pytest.mark.parametrize(
    ("text", "number"), [("7", 7.0), ("-.5", -0.5), ("1e3", 1000.0), ("1e999", float("inf")), ("-Inf", float("-inf"))]
)
def test_real(text, number):
    assert real(text) == number


@pytest.mark.parametrize("text", ["", ".", "1_0", "0x1", "e5", "1e", "٧"])
def test_not_real(text):
    assert real(text) is None
