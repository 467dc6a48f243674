"""What the web shows of real files is what the reference makes of the planes that another program saw."""

import numpy as np
import pytest

from documents.library import Reader, colored
from documents.plainly import shown
from documents.real_pictures import chosen, import_all, real_series
from shared import SHARED, needs_shared

pytestmark = needs_shared

DATA = SHARED / "data"
MOST_PIXELS = 10_000_000
"""Planes with more may be too many to be shown as a whole."""

COLORS = ("FF0000", "00FF00", "0000FF")


@pytest.fixture(scope="module")
def imported_files(_library):
    listed = chosen(DATA)
    return listed, import_all(DATA, listed, _library)


@pytest.fixture
def real(imported_files, library):
    """Every imported series of the chosen files."""
    listed, found = imported_files
    return [one for entry in listed for one in real_series(DATA, entry, found.get(entry.path, []))]


def windows(planes):
    """A window for each of up to three channels: of what the plane holds, but never empty nor outside the type."""
    for plane in planes[:3]:
        low, high = float(np.nanmin(plane)), float(np.nanmax(plane))
        yield (low, high) if high > low else (min(low, 0), max(low, 0) or 1)


def test_whatever_may_not_be_refused_is_imported(imported_files, library):
    listed, found = imported_files
    missing = [entry.path for entry in listed if entry.path not in found and not entry.may_be_refused]
    assert missing == []


def test_pictures_show_the_planes_that_another_program_saw(real):
    will = Reader("will")
    wrong = [f"{one.entry.path} [{one.series}]" for one in real if not one.is_true or not is_shown(will, one)]
    assert wrong == []


def is_shown(reader, one):
    samples = len(one.planes)
    first = one.truth.c * samples + 1
    asked = list(zip(range(first, first + samples), windows(one.planes), COLORS, strict=False))
    c = ",".join(f"{number}|{low!r}:{high!r}${color}" for number, (low, high), color in asked)
    corner = one.corner
    where = {} if one.whole else {"region": f"0,0,{corner.width},{corner.height}"}
    page = "render_image" if one.whole else "render_image_region"
    picture = reader.pixels(f"{page}/{one.image_id}/{one.truth.z}/{one.truth.t}/", c=c, m="c", **where)
    parts = one.planes[:3, : corner.height, : corner.width]
    expected = [shown(plane, low, high) for plane, (_, (low, high), _) in zip(parts, asked, strict=True)]
    return (picture == colored(*[*expected, 0, 0][:3])).all()


def test_everything_else_of_real_files_answers(real):
    will = Reader("will")
    for one in real:
        pages = {
            "render_thumbnail/{}/": {},
            "render_split_channel/{}/0/0/": {},
            "render_row_plot/{}/0/0/0/1": {},
            "render_col_plot/{}/0/0/0/1/": {},
            "histogram_json/{}/channel/0/": {"bins": 20},
            "imgData/{}/": {},
            "img_detail/{}/": {},
        }
        for page, query in pages.items():
            answer = will.get(page.format(one.image_id), **query)
            if page.startswith(("render_split", "render_row", "render_col")) and is_large(will, one, page):
                assert answer.status_code == 200 or b"too many for one picture" in answer.content, one.entry.path
            else:
                assert answer.status_code == 200, (one.entry.path, page, answer.content)


def is_large(will, one, page):
    if not page.startswith("render_split"):
        return one.planes[0].size > MOST_PIXELS
    canvas = will.json(f"imgData/{one.image_id}/split_channel/")["c"]
    return canvas["width"] * canvas["height"] > MOST_PIXELS
