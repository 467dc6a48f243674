import pytest

from micrographia.webclient.pages import Pages


@pytest.mark.parametrize(
    ("wanted", "total", "number", "before", "after", "count"),
    [
        (1, 0, 1, None, None, 1),
        (1, 10, 1, None, None, 1),
        (1, 11, 1, None, 2, 2),
        (2, 11, 2, 1, None, 2),
        (9, 11, 2, 1, None, 2),
        (-4, 30, 1, None, 2, 3),
    ],
)
def test_the_nearest_page_there_is(wanted, total, number, before, after, count):
    pages = Pages.at(wanted, 10, total)
    assert (pages.number, pages.before, pages.after, pages.count) == (number, before, after, count)


def test_the_rows_of_a_page():
    assert Pages.at(2, 10, 25).of(list(range(25))) == list(range(10, 20))
