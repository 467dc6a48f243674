"""The editor of settings, by mouse and key: what it asks for, what the screen shows, what the address says.

The synthetic images hold x + 3y + 7z + 11t + 100c, so at 128, 128 of z 0, t 0 the first channel is 512.
"""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.browser

READY = "#stage[data-state=ready]"


def query_of(url):
    return {name: values[-1] for name, values in parse_qs(urlsplit(url).query).items()}


@pytest.fixture
def asked(page):
    """The queries of the tiles that the page asks for."""
    queries = []
    page.on("request", lambda each: queries.append(query_of(each.url)) if "/render_image_region/" in each.url else None)
    return queries


def opened(page, image, query=""):
    page.goto(f"/webgateway/img_detail/{image}/{query}")
    settled(page)


def settled(page):
    page.wait_for_selector(READY)


def address(page):
    """The parameters of the page's own address, once it has caught up: the page waits 250 ms at most."""
    page.evaluate("new Promise((done) => setTimeout(done, 300))")
    return query_of(page.url)


def color(page):
    """The color in the middle of the image, each part 0 to 255, once the picture is there."""
    settled(page)
    return on_screen(page, 0.5, 0.5)


def on_screen(page, x, y):
    """The color that is on the screen now at a place of the image, 0 to 1."""
    return page.evaluate(
        """([x, y]) => {
          const canvas = document.querySelector('#stage canvas');
          const side = Math.min(canvas.width, canvas.height);
          const left = (canvas.width - side) / 2 + x * side, top = (canvas.height - side) / 2 + y * side;
          const copy = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
          copy.drawImage(canvas, left, top, 1, 1, 0, 0, 1, 1);
          return [...copy.getImageData(0, 0, 1, 1).data].slice(0, 3);
        }""",
        [x, y],
    )


def near(seen, red, green, blue, by=10):
    return all(abs(part - wanted) <= by for part, wanted in zip(seen, (red, green, blue), strict=True))


def fill(page, name, value):
    page.fill(f".editor [name={name}]", str(value))


ONE = "?c=1|0:1024$FF0000"
"""Only the first channel, in which 512 is half."""


def test_a_channel_alone_is_drawn_in_its_color(live, page):
    opened(page, live.synthetic["ramp"], ONE + "&z=1")
    assert near(color(page), 128, 0, 0)


def test_the_window_is_set_by_numbers(live, page, asked):
    opened(page, live.synthetic["ramp"], ONE + "&z=1")
    fill(page, "end", 512)
    settled(page)
    assert asked[-1]["c"] == "1|0:512$FF0000"
    assert near(color(page), 255, 0, 0)
    assert address(page)["c"] == "1|0:512$FF0000"
    fill(page, "start", 600)
    assert page.get_attribute(".editor [name=start]", "aria-invalid") == "true"
    page.locator(".editor [name=start]").blur()
    assert page.input_value(".editor [name=start]") == "0"
    assert address(page)["c"] == "1|0:512$FF0000"


def test_long_numbers_are_seen_whole(live, page):
    opened(page, live.synthetic["plain"], "?c=1|-1234567.25:1234567.25")
    for field in ("start", "end"):
        assert page.eval_on_selector(f"[name={field}]", "field => field.scrollWidth <= field.clientWidth"), field


def test_the_window_is_dragged(live, page, asked):
    opened(page, live.synthetic["ramp"], ONE + "&z=1")
    asked.clear()
    plot = page.locator(".histogram").bounding_box()
    page.mouse.move(plot["x"] + plot["width"] - 2, plot["y"] + 20)
    page.mouse.down()
    for part in (0.9, 0.8, 0.7, 0.6, 0.5):
        page.mouse.move(plot["x"] + plot["width"] * part, plot["y"] + 20)
    page.mouse.up()
    settled(page)
    end = int(page.input_value(".editor [name=end]"))
    # The axis goes from 0 to the largest value: 255 + 3 * 255 + 7 * 3 + 11
    assert 500 <= end <= 545
    assert asked[-1]["c"] == f"1|0:{end}$FF0000"
    assert address(page)["c"] == f"1|0:{end}$FF0000"


def test_the_window_is_moved_by_keys(live, page, asked):
    opened(page, live.synthetic["ramp"], ONE + "&z=1")
    handle = page.locator(".handle[data-end=start]")
    handle.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    start = int(handle.get_attribute("aria-valuenow"))
    assert 2 <= start <= 10
    settled(page)
    assert asked[-1]["c"].startswith(f"1|{start}:1024")
    page.keyboard.press("Home")
    assert handle.get_attribute("aria-valuenow") == "0"


def test_the_usual_windows(live, page):
    opened(page, live.synthetic["ramp"], ONE + "&z=1")
    page.click("[data-preset=full]")
    assert address(page)["c"].startswith("1|0:65535$")
    page.click("[data-preset=extent]")
    # 255 + 3 * 255 + 7 * 3 + 11
    assert address(page)["c"].startswith("1|0:1052$")
    page.click("[data-preset=auto]")
    page.wait_for_function("Number(document.querySelector('.editor [name=start]').value) > 0")
    low, high = (int(number) for number in address(page)["c"].split("|")[1].split("$")[0].split(":"))
    assert 0 < low < 150
    assert 870 < high < 1020


def test_color_and_lookup_table(live, page, asked):
    opened(page, live.synthetic["ramp"], ONE + "&z=1")
    page.click(".color-button")
    page.click("#color-picker [title=Cyan]")
    assert near(color(page), 0, 128, 128)
    page.fill("#color-picker [type=search]", "red hot")
    page.click(".lut:visible")
    settled(page)
    assert asked[-1]["c"] == "1|0:1024$red_hot.lut"
    red, green, blue = color(page)
    assert red > green >= blue
    assert address(page)["c"] == "1|0:1024$red_hot.lut"
    assert page.inner_text(".color-name") == "red hot"
    page.click("#color-picker [title=Green]")
    assert near(color(page), 0, 128, 0)


def test_curve_and_reverse(live, page, asked):
    opened(page, live.synthetic["ramp"], ONE + "&z=1")
    page.select_option("[name=family]", "polynomial")
    fill(page, "coefficient", 2)
    # 255 * (512 / 1024) ^ 2
    assert near(color(page), 64, 0, 0)
    page.check(".reverse input")
    assert near(color(page), 191, 0, 0)
    quantization = {"family": "polynomial", "coefficient": 2}
    wanted = [{"inverted": {"enabled": True}, "quantization": quantization}]
    assert json.loads(asked[-1]["maps"]) == json.loads(address(page)["maps"]) == wanted
    page.select_option("[name=family]", "logarithmic")
    assert page.is_hidden(".coefficient")
    # 255 * ln(127.5) / ln(255), reversed
    assert near(color(page), 255 - 223, 0, 0)


def test_greyscale(live, page, asked):
    opened(page, live.synthetic["ramp"], ONE + "&z=1")
    page.click(".segments label:has-text('Grey')")
    assert near(color(page), 128, 128, 128)
    assert asked[-1]["m"] == address(page)["m"] == "g"


def test_projection_with_a_range(live, page, asked):
    opened(page, live.synthetic["ramp"], "?c=1|0:4096$FFFFFF&z=1")
    assert near(color(page), 32, 32, 32)
    page.select_option("[name=projection]", "intsum")
    # 512 + 519 + 526 + 533 of 4096
    assert near(color(page), 130, 130, 130)
    assert asked[-1]["p"] == "intsum|0:3"
    assert page.is_disabled("#slider-z")
    page.focus("[name=last]")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    # 512 + 519
    assert near(color(page), 64, 64, 64)
    assert asked[-1]["p"] == address(page)["p"] == "intsum|0:1"
    page.select_option("[name=projection]", "normal")
    settled(page)
    assert "p" not in address(page)


def test_quality(live, page, asked):
    opened(page, live.synthetic["ramp"], ONE + "&q=0.3")
    assert asked[-1]["q"] == page.input_value("[name=quality]") == "0.3"
    page.select_option("[name=quality]", "1")
    settled(page)
    assert asked[-1]["q"] == address(page)["q"] == "1"


@pytest.fixture
def slowly(page):
    """Makes every further answer wait for half a second."""

    def begin():
        network = page.context.new_cdp_session(page)
        waiting = {"offline": False, "latency": 500, "downloadThroughput": -1, "uploadThroughput": -1}
        network.send("Network.emulateNetworkConditions", waiting)

    return begin


def test_the_old_picture_stays_until_the_new_one_is_there(live, page, slowly):
    opened(page, live.synthetic["ramp"], "?c=1|0:1$FF0000,-2|0:1$00FF00&z=1")
    slowly()
    page.keyboard.press("Shift+2")
    assert page.get_attribute("#stage", "data-state") == "loading"
    assert near(on_screen(page, 0.5, 0.5), 255, 0, 0)
    assert near(color(page), 0, 255, 0)


def test_without_the_server_the_old_picture_stays_and_the_page_says_so(live, signed_in):
    page = signed_in.new_page()
    opened(page, live.synthetic["ramp"], "?c=1|0:1$FF0000,-2|0:1$00FF00&z=1")
    signed_in.set_offline(True)
    page.keyboard.press("Shift+2")
    page.wait_for_selector("#notice[data-kind=wrong]:has-text('the server does not answer')")
    assert near(color(page), 255, 0, 0)
    signed_in.set_offline(False)
    page.click(".notice-offer")
    assert near(color(page), 0, 255, 0)
    page.close()


def test_what_is_outdated_is_given_up(live, page, slowly):
    opened(page, live.synthetic["ramp"], "?c=1|0:1$FF0000,-2|0:1$00FF00,-3|0:1$0000FF&z=1")
    given_up = []
    page.on("requestfailed", lambda request: given_up.append(query_of(request.url)["c"]))
    slowly()
    page.keyboard.press("Shift+2")
    page.keyboard.press("Shift+3")
    assert near(color(page), 0, 0, 255)
    assert given_up == ["2|0:1$00FF00"]


def test_only_tiles_in_view_and_of_the_zoom_are_asked_for(live, page, asked):
    opened(page, live.slide)
    page.click("#actual-size")
    page.wait_for_timeout(800)
    settled(page)
    page.wait_for_load_state("networkidle")
    asked.clear()
    page.click(".channel:nth-child(1) label")
    settled(page)
    levels = [int(query["tile"].split(",")[0]) for query in asked]
    # 1104 x 836 pixels of the screen lie on at most 4 x 3 tiles of 512; the map shows the coarsest level.
    assert levels.count(0) <= 12
    assert set(levels) <= {0, max(levels)}


def test_undo_and_redo(live, page):
    opened(page, live.synthetic["ramp"], ONE + "&z=1")
    page.check(".reverse input")
    page.keyboard.press("g")
    page.keyboard.press("Control+z")
    assert address(page)["m"] == "c"
    page.click("#undo")
    assert not page.is_checked(".reverse input")
    assert page.is_disabled("#undo")
    page.keyboard.press("Control+y")
    page.keyboard.press("Control+y")
    assert address(page)["m"] == "g"
    assert page.is_checked(".reverse input")


def test_the_address_opens_what_was_shown(live, page):
    opened(page, live.slide)
    for _ in range(3):
        page.click("#zoom-in")
    page.wait_for_timeout(700)
    page.click(".channel:nth-child(2) label")
    settled(page)
    before = address(page)
    assert {"c", "m", "z", "t", "x", "y", "zm"} <= before.keys()
    opened(page, live.slide, "?" + urlsplit(page.url).query)
    page.click(".channel:nth-child(3) label")
    after = address(page)
    assert after["c"] != before["c"]
    assert abs(float(after["zm"]) - float(before["zm"])) < 0.2
    for name in ("x", "y"):
        assert abs(float(after[name]) - float(before[name])) <= 2


def test_save_and_reset(live, page):
    image = live.synthetic["second ramp"]
    opened(page, image)
    assert page.inner_text("#save-state") == "As imported"
    assert page.is_disabled("#save")
    page.keyboard.press("Shift+3")
    assert page.inner_text("#save-state") == "Not saved"
    page.click("#save")
    page.wait_for_selector("#save-state:has-text('As you saved it')")
    opened(page, image)
    assert page.inner_text("#save-state") == "As you saved it"
    assert [page.is_checked(f".channel:nth-child({n}) .channel-head input") for n in (1, 2, 3)] == [False, False, True]
    page.click("[popovertarget=more]")
    page.click("#reset")
    page.wait_for_selector("#notice:has-text('import')")
    assert page.is_checked(".channel:nth-child(1) .channel-head input")
    opened(page, image)
    assert page.is_checked(".channel:nth-child(1) .channel-head input")


def test_saved_by_key_and_given_up(live, page):
    image = live.synthetic["plain"]
    opened(page, image)
    fill(page, "end", 300.5)
    page.keyboard.press("Control+s")
    page.wait_for_selector("#save-state:has-text('As you saved it')")
    fill(page, "end", 200)
    assert page.inner_text("#save-state") == "Not saved"
    page.click("[popovertarget=more]")
    page.click("#discard")
    assert page.inner_text("#save-state") == "As you saved it"
    assert page.input_value(".editor [name=end]") == "300.5"


def test_settings_are_copied_to_another_image(live, page):
    opened(page, live.synthetic["ramp"], "?c=-1,2|3:77$ABCDEF,3|1:9$fire.lut&m=c")
    page.check(".reverse input")
    page.click("#copy-settings")
    page.wait_for_selector("#notice:has-text('copied')")
    opened(page, live.synthetic["second ramp"])
    page.click("#paste-settings")
    page.wait_for_selector("#notice:has-text('pasted')")
    settled(page)
    assert page.inner_text("#save-state") == "Not saved"
    entries = address(page)["c"].split(",")
    assert [entry for entry in entries if not entry.startswith("-")] == ["2|3:77$ABCDEF", "3|1:9$fire.lut"]
    assert json.loads(address(page)["maps"])[-2]["inverted"] == {"enabled": True}
    opened(page, live.synthetic["plain"])
    page.click("#paste-settings")
    page.wait_for_selector("#notice[data-kind=wrong]:has-text('another type')")


def test_anothers_settings_are_looked_at_and_the_owners_taken(live, page, colleague):
    image = live.synthetic["photo"]
    opened(page, image)
    page.keyboard.press("Shift+2")
    page.click("#save")
    page.wait_for_selector("#save-state:has-text('As you saved it')")
    opened(colleague, image)
    assert colleague.inner_text("#save-state") == "As ada saved it"
    colleague.keyboard.press("Shift+1")
    colleague.click("#save")
    colleague.wait_for_selector("#save-state:has-text('As you saved it')")
    opened(page, image)
    page.click("[popovertarget=more]")
    page.click(".person:not(:has-text('You'))")
    assert page.is_checked(".channel:nth-child(1) .channel-head input")
    assert page.inner_text("#save-state") == "Not saved"
    colleague.click("[popovertarget=more]")
    colleague.click("#owners")
    colleague.wait_for_selector("#notice:has-text('owner')")
    assert colleague.is_checked(".channel:nth-child(2) .channel-head input")
    assert not colleague.is_checked(".channel:nth-child(1) .channel-head input")


def test_settings_are_saved_for_all_images_of_a_dataset(live, page):
    opened(page, live.synthetic["left"])
    page.keyboard.press("Shift+2")
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("[popovertarget=more]")
    page.click("#neighbours .item:has-text('Synthetic')")
    page.wait_for_selector("#notice:has-text('Saved for this image and 1 more. 5 have other channels')")
    assert page.inner_text("#save-state") == "As you saved it"
    opened(page, live.synthetic["right"])
    assert page.inner_text("#save-state") == "As you saved it"
    assert [page.is_checked(f".channel:nth-child({n}) .channel-head input") for n in (1, 2)] == [False, True]


def test_two_hundred_channels(live, page, axe, asked):
    opened(page, live.synthetic["crowd"])
    assert page.locator(".channel").count() == 200
    page.fill("#channel-filter [type=search]", "199")
    page.click(".channel:visible label")
    settled(page)
    assert page.locator(".channel:visible").count() == 1
    # Eight channels and more are grey at first, and grey is the first channel that is on.
    assert asked[-1]["c"] == "1|0:252$FF0000"
    page.click(".segments label:has-text('Colour')")
    settled(page)
    assert [entry.split("|")[0] for entry in asked[-1]["c"].split(",")] == ["1", "2", "3", "200"]
    page.click("#save")
    page.wait_for_selector("#save-state:has-text('As you saved it')")
    assert axe() == []


@pytest.mark.parametrize(("size", "scheme"), [((1440, 900), "dark"), ((820, 1180), "light")])
def test_the_editor_can_be_used_by_everybody(live, page, axe, size, scheme):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme)
    opened(page, live.cell)
    if page.locator(".editor").count() == 0:
        page.click(".channel:first-child .channel-open")
    page.select_option("[name=family]", "exponential")
    page.click(".color-button")
    page.wait_for_selector(".lut")
    assert axe() == []
    page.keyboard.press("Escape")
    page.click("[popovertarget=more]")
    page.wait_for_selector(".person")
    assert axe() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
