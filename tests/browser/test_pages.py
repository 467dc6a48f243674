import pytest

pytestmark = pytest.mark.browser

LOOKS = [((1440, 900), "light"), ((820, 1180), "dark")]


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
@pytest.mark.parametrize("path", ["/", "/?show=project-1", "/?show=dataset-{dataset}", "/webclient/login/"])
def test_pages_can_be_used_by_everybody(live, page, axe, path, size, scheme):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme)
    page.goto(path.format(dataset=live.dataset))
    page.wait_for_load_state("networkidle")
    assert axe() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_one_comes_from_the_first_page_to_an_image(live, page):
    page.goto("/")
    page.click(".card:has-text('Project')")
    page.click(".card:has-text('Samples')")
    page.click(".thumbnail:has-text('A cell')")
    page.wait_for_selector("#stage[data-state=ready]")
    assert page.url == f"{live.url}/webgateway/img_detail/{live.cell}/"
    page.click(".trail a:has-text('Samples')")
    assert page.url.endswith(f"?show=dataset-{live.dataset}")


def test_arrow_keys_walk_through_thumbnails(live, page):
    page.goto(f"/?show=dataset-{live.dataset}")
    page.focus(".thumbnails a")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.innerText").startswith("A slide")
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.innerText").startswith("A cell")


def test_what_the_file_says_is_one_tab_behind_its_picture(live, page):
    page.goto(f"/?show=dataset-{live.dataset}")
    page.focus(".thumbnails a")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).opacity") == "1"
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Original metadata of A cell')")


def test_thumbnails_are_pictures(live, page):
    page.goto(f"/?show=dataset-{live.dataset}")
    page.wait_for_load_state("networkidle")
    widths = page.evaluate("[...document.querySelectorAll('.thumbnails img')].map((image) => image.naturalWidth)")
    assert widths == [256, 256]
