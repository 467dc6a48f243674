"""The page of all addresses: searching, opening, asking; by keyboard too, and with nothing from elsewhere."""

import pytest

from live_server import NAME
from running import PASSWORD

pytestmark = pytest.mark.browser

LOOKS = [((1440, 900), "light"), ((820, 1180), "dark")]
IMAGES = "#get-api-images"


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_it_can_be_used_by_everybody(live, page, axe, size, scheme):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"/api/docs/{IMAGES}")
    page.wait_for_selector(f"{IMAGES}[open] form.try")
    page.click(f"{IMAGES} form.try button")
    page.wait_for_selector(f"{IMAGES} .said pre")
    assert axe() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_nothing_comes_from_elsewhere(live, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/api/docs/")
    page.wait_for_load_state("networkidle")
    assert asked
    assert [url for url in asked if not url.startswith(live.url)] == []


def test_words_are_searched_for_by_keyboard(live, page):
    page.goto("/api/docs/")
    page.keyboard.press("/")
    page.keyboard.type("delete project")
    assert page.inner_text("#found") == "2 addresses"
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_selector("#delete-api-projects--project-id[open]")
    page.keyboard.press("/")
    page.keyboard.type("no such words")
    assert page.is_visible("#nothing")
    page.keyboard.press("Escape")
    assert page.inner_text("#found") == ""
    assert page.locator("details:visible").count() > 100


def test_what_is_asked_is_answered(live, page):
    page.goto(f"/api/docs/{IMAGES}")
    page.fill(f"{IMAGES} input[name=limit]", "1")
    page.fill(f"{IMAGES} input[name=dataset]", str(live.dataset))
    page.press(f"{IMAGES} input[name=dataset]", "Enter")
    page.wait_for_selector(f"{IMAGES} .said pre")
    told = page.inner_text(f"{IMAGES} .said")
    assert told.startswith("200")
    assert f"/api/images/?limit=1&dataset={live.dataset}" in told
    assert '"name": "A cell"' in told
    assert '"totalCount": 2' in told


def test_a_picture_is_shown(live, page):
    thumbnail = "[id='get-webclient-render-thumbnail--image-id']"
    page.goto("/api/docs/#get-webclient-render-thumbnail--image-id")
    page.fill(f"{thumbnail} input[name=image_id]", str(live.cell))
    page.click(f"{thumbnail} form.try button")
    page.wait_for_selector(f"{thumbnail} .said img")
    page.wait_for_function(f'document.querySelector("{thumbnail} .said img").naturalWidth > 0')


def test_nobody_is_led_to_the_login(live, browser):
    context = browser.new_context(base_url=live.url)
    page = context.new_page()
    page.goto(f"/api/docs/{IMAGES}")
    page.click(f"{IMAGES} form.try button")
    page.click(f"{IMAGES} .said a:has-text('Sign in first')")
    page.fill("#username", NAME)
    page.fill("#password", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url(f"**/api/docs/{IMAGES}")
    context.close()


def test_it_is_read_without_a_script(live, browser):
    context = browser.new_context(base_url=live.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/api/docs/")
    page.click(f"{IMAGES} summary")
    assert page.is_visible(f"{IMAGES} table")
    assert not page.is_visible(f"{IMAGES} form.try")
    assert not page.is_visible("#search")
    context.close()
