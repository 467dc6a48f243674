from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.browser

READY = "#stage[data-state=ready]"


@pytest.fixture
def asked(page):
    """Path and query of every picture that the page asks for."""
    urls = []

    def note(request):
        parts = urlsplit(request.url)
        if "/render_" in parts.path:
            urls.append((parts.path, {name: values[-1] for name, values in parse_qs(parts.query).items()}))

    page.on("request", note)
    return urls


def opened(page, image, query=""):
    page.goto(f"/webgateway/img_detail/{image}/{query}")
    settled(page)


def settled(page):
    """Waits until the picture that was asked for last is on the screen."""
    page.wait_for_selector(READY)


def drawn(asked):
    """The channels of the picture that was asked for last, as its address counts them."""
    return [entry.split("|")[0] for entry in asked[-1][1]["c"].split(",")]


def shown(page):
    """The colors of the picture on the screen, as how many different ones there are."""
    return page.evaluate(
        """() => {
          const canvas = document.querySelector('#stage canvas');
          const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
          return new Set(new Uint32Array(pixels.buffer)).size;
        }"""
    )


@pytest.mark.parametrize("size", [(1440, 900), (820, 1180)])
def test_the_viewer_can_be_used_by_everybody(live, page, axe, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    opened(page, live.cell)
    assert axe() == []
    assert shown(page) > 1000
    assert page.evaluate("document.documentElement.scrollHeight") <= size[1]


def test_a_tiled_image_is_never_asked_for_as_a_whole_plane(live, page, asked):
    opened(page, live.slide)
    for _ in range(6):
        page.click("#zoom-in")
        page.wait_for_timeout(150)
    settled(page)
    page.wait_for_load_state("networkidle")
    assert {path for path, _ in asked} == {f"/webgateway/render_image_region/{live.slide}/0/0/"}
    tiles = [tuple(map(int, query["tile"].split(","))) for _, query in asked]
    assert {level for level, *_ in tiles} >= {0, 2}
    assert all(width <= 1024 and height <= 1024 for *_, width, height in tiles)
    # 3000 pixels are six tiles of 512: far from all of them are needed
    assert len([level for level, *_ in tiles if level == 0]) < 36


def test_sliders_and_keys_choose_the_plane(live, page, asked):
    opened(page, live.cell)
    asked.clear()
    page.focus("#slider-z")
    page.keyboard.press("End")
    settled(page)
    page.keyboard.press(".")
    settled(page)
    assert asked[0][0].endswith("/4/0/")
    assert asked[-1][0].endswith("/4/1/")
    assert page.inner_text("[data-axis=z] output") == "5 / 5"
    assert page.inner_text("[data-axis=t] output") == "2 / 3"
    page.locator("#slider-z").blur()
    page.keyboard.press("PageDown")
    settled(page)
    assert page.inner_text("[data-axis=z] output") == "4 / 5"


def test_channels_are_switched_by_click_and_key(live, page, asked):
    opened(page, live.cell)
    page.click(".channel:has-text('Nuclei') label")
    settled(page)
    assert drawn(asked) == ["1", "3"]
    page.keyboard.press("1")
    settled(page)
    assert drawn(asked) == ["3"]
    assert not page.is_checked(".channel:has-text('Membrane') input")
    page.keyboard.press("Shift+2")
    settled(page)
    assert drawn(asked) == ["2"]
    page.keyboard.press("g")
    settled(page)
    assert asked[-1][1]["m"] == "g"


def test_the_page_begins_as_its_query_says(live, page, asked):
    opened(page, live.cell, "?c=-1,2|10:900$FFAA00,-3&m=c&z=2&t=3&p=intmax|0:2")
    path, query = asked[0]
    assert path.endswith("/1/2/")
    assert query["c"] == "2|10:900$FFAA00"
    assert query["p"] == "intmax|0:2"
    assert page.is_checked(".channel:has-text('Nuclei') input")
    assert not page.is_checked(".channel:has-text('Spots') input")


def test_the_scale_bar_is_a_round_number_and_as_long_as_it_says(live, page):
    opened(page, live.cell)
    label = page.inner_text("#scale-bar .scale-length")
    length, unit = label.split()
    assert unit == "µm"
    assert length.strip("0") in ("1", "2", "5")
    # 256 pixels of 0.108 µm fill the height of the stage
    height = page.evaluate("document.querySelector('#stage').clientHeight")
    width = page.evaluate("document.querySelector('.scale-line').getBoundingClientRect().width")
    assert width == pytest.approx(float(length) / 0.108 * height / 256, rel=0.02)


def test_the_menu_of_files_closes_behind_the_one_that_was_chosen(live, page):
    opened(page, live.cell)
    page.click("[popovertarget=download]")
    with page.expect_download() as download:
        page.click("#download-plane")
    assert download.value.suggested_filename == "A cell.png"
    page.wait_for_selector("#download", state="hidden")
