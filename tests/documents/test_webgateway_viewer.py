import json
import re

from documents.claims import claim
from documents.library import decoded, grey, slope


def page(reader, image, **query):
    response = reader.get(f"img_detail/{image.pk}/", **query)
    assert (response.status_code, response["Content-Type"]) == (200, "text/html; charset=utf-8")
    return response.content.decode()


def told(text):
    """What the page tells its script."""
    found = re.search(r'<script id="viewer-page" type="application/json">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    return json.loads(found.group(1))


def slider(text, axis):
    """The highest place of an axis' slider, None where there is none."""
    found = re.search(rf'<input type="range" id="slider-{axis}" min="1" max="(\d+)" step="1"', text)
    return None if found is None else int(found.group(1))


@claim(22)
def test_the_viewer_is_a_page(library, will):
    assert "<h1>cells</h1>" in page(will, library.cells)


@claim(23)
def test_the_viewer_shows_the_image(library, will):
    region = told(page(will, library.cells))["region"].format(z=3, t=1)
    tile = will.client.get(region, {"tile": "0,0,0", "format": "png"})
    assert (decoded(tile) == grey(slope(3, 1))).all()


@claim(24)
def test_the_viewer_scrolls_z(library, will):
    assert slider(page(will, library.cells), "z") == 5
    assert slider(page(will, library.sample), "z") == 31
    assert slider(page(will, library.two), "z") is None


@claim(25)
def test_the_viewer_scrolls_t(library, will):
    assert slider(page(will, library.cells), "t") == 2
    assert slider(page(will, library.sample), "t") is None
