import pytest

from micrographia.catalog.well_name import label


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (31, "AF"), (701, "ZZ"), (702, "AAA")])
def test_letters(index, name):
    assert label(index, "letter") == name


def test_numbers_count_from_one():
    assert label(0, "number") == "1"
