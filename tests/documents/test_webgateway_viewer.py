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
    region = told(page(will, library.cells))["addresses"]["region"].format(z=3, t=1)
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


@claim(26)
def test_the_viewer_has_controls_for_every_setting(library, will):
    """That they work is shown with a browser, in tests/browser/test_viewer_settings.py."""
    text = page(will, library.cells)
    for control in (
        'type="checkbox"><span class="swatch"',  # a channel on or off
        'aria-label="Start of the window"',
        'aria-label="End of the window"',
        'name="start"',
        'name="end"',
        'class="color-button"',
        'name="family"',
        'name="coefficient"',
        "<span>Reverse</span>",
        'name="model" value="greyscale"',
        'name="projection"',
        'name="quality"',
        'id="save"',
        'id="reset"',
        'id="copy-settings"',
        'id="paste-settings"',
    ):
        assert control in text, control
    families = re.findall(r'<option value="(linear|polynomial|logarithmic|exponential)">', text)
    assert families == ["linear", "polynomial", "logarithmic", "exponential"]
    first = told(text)["saved"]["channels"][0]
    assert set(first) >= {"active", "start", "end", "color", "inverted", "family", "coefficient"}
