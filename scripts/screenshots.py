"""Photographs the demo's pages with the Chromium of this machine, small enough for the repository."""

import io
import json
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from machine import CHROMIUM_ARGUMENTS, chromium  # noqa: E402

READY = "#stage[data-state=ready]"


def main(url: str, logins: Path = ROOT / "demo-home" / "logins.json") -> None:
    """Writes home.png, cells.png and editor.png."""
    password = json.loads(logins.read_text(encoding="utf-8"))["ada"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium()), args=list(CHROMIUM_ARGUMENTS))
        page = browser.new_page(viewport={"width": 1280, "height": 800}, base_url=url)
        page.goto("/")
        page.fill("#username", "ada")
        page.fill("#password", password)
        page.click("button[type=submit]")
        page.wait_for_selector(".card")
        photograph(page, "home")
        open_image(page, "Living cells")
        photograph(page, "cells")
        edit(page)
        photograph(page, "editor")
        browser.close()


def open_image(page: Page, dataset: str) -> None:
    """Opens the first image of a dataset in the viewer."""
    page.goto("/")
    page.click(".card:has-text('Samples')")
    page.click(f".card:has-text('{dataset}')")
    page.click(".thumbnail")
    page.wait_for_selector(READY)


def edit(page: Page) -> None:
    """Gives the first channel a lookup table and a curve, leaves the choice of tables open."""
    page.select_option("[name=family]", "polynomial")
    page.click(".color-button")
    page.fill("#color-picker [type=search]", "ma")
    page.click("[data-lut='magma.lut']")
    page.wait_for_selector(READY)


def photograph(page: Page, name: str) -> None:
    """Writes the page as a PNG of 256 colors."""
    page.wait_for_load_state("networkidle")
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    path = ROOT / "docs" / "images" / f"{name}.png"
    path.parent.mkdir(exist_ok=True)
    picture.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(path, optimize=True)
    sys.stdout.write(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} kB\n")


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
