"""The lookup tables that come with us: gradients by formula, and those of the `cmap` package under free licences."""

from __future__ import annotations

import colorsys
from collections.abc import Callable, Iterator, Mapping
from functools import cache

import numpy as np

from micrographia.rendering.lut import Table

FROM_CMAP = {
    "cividis": "cividis:cividis",
    "fire": "imagej:fire",
    "gem": "cmasher:gem",
    "glasbey": "glasbey:glasbey",
    "green_fire_blue": "imagej:GreenFireBlue",
    "hilo": "imagej:HiLo",
    "ice": "imagej:ice",
    "inferno": "bids:inferno",
    "magma": "bids:magma",
    "mako": "seaborn:mako",
    "phase": "cmocean:phase",
    "plasma": "bids:plasma",
    "rocket": "seaborn:rocket",
    "sepia": "cmasher:sepia",
    "thermal": "cmocean:thermal",
    "turbo": "google:turbo",
    "viridis": "bids:viridis",
}
"""Our name → the name in that package."""

GRADIENTS = {
    "blue_orange_icb": "0080FF 004080 000000 804000 FF8000",
    "brgbcmyw": "000000 0000FF FF0000 00FF00 0000FF 00FFFF FF00FF FFFF00 FFFFFF",
    "cool": "00FFFF FF00FF",
    "cyan_hot": "000000 00FFFF FFFFFF",
    "glow": "000000 FF0000 FFFF00 FFFFFF",
    "grays": "000000 FFFFFF",
    "ica": "000000 0000FF 00FFFF 00FF00 FFFF00 FF0000",
    "ica2": "000000 8000FF 0080FF 00FF80 FFFF00 FF8000 FF0000",
    "ica3": "000000 0000FF FF00FF FF0000 FFFF00 FFFFFF",
    "magenta_hot": "000000 FF00FF FFFFFF",
    "orange_hot": "000000 FF8000 FFFFFF",
    "physics": "000000 8000FF 0000FF 00FFFF 00FF00 FFFF00 FF0000 FFFFFF",
    "pup_br": "000000 1E2A8C 5A3CB4 B43C8C E65046 FFB450 FFFFDC",
    "pup_nr": "000000 463246 82464B BE503C E66E32 FFB450 FFFFDC",
    "rainbow_rgb": "0000FF 00FFFF 00FF00 FFFF00 FF0000",
    "red_hot": "000000 FF0000 FFFFFF",
    "royal": "000000 0000FF 8000FF FF00FF FF8080 FFFF80 FFFFFF",
    "smart": "000000 0000A0 0080FF 00FF80 80FF00 FFC000 FF4000 FFFFFF",
    "thal": "000000 500078 0000FF 00A0A0 00FF00 FFFF00 FF8000 FFFFFF",
    "thallium": "000000 3C0078 0000FF 00A0A0 00FF00 FFFF00 FF8000 FF0000 FFFFFF",
    "unionjack": "0000FF FFFFFF FF0000",
    "yellow_hot": "000000 FFFF00 FFFFFF",
}
"""Colors at equal distances, straight lines between them."""


def _gradient(stops: str) -> Table:
    colors = np.array([list(bytes.fromhex(stop)) for stop in stops.split()], np.float64)
    places = np.linspace(0, len(colors) - 1, 256)
    parts = [np.interp(places, np.arange(len(colors)), colors[:, component]) for component in range(3)]
    table: Table = np.rint(np.stack(parts, axis=1)).astype(np.uint8)
    return table


def _three_three_two() -> Table:
    """Three bits of red, three of green, two of blue: the palette of 8-bit displays."""
    i = np.arange(256)
    return np.stack([i & 0xE0, (i << 3) & 0xE0, (i << 6) & 0xC0], axis=1).astype(np.uint8)


def _red_green() -> Table:
    """A ramp of red, then one of green."""
    i = np.arange(256)
    red, green = np.where(i < 128, i * 2, 0), np.where(i < 128, 0, (i - 128) * 2)
    return np.stack([red, green, np.zeros(256)], axis=1).astype(np.uint8)


def _spectrum() -> Table:
    """All hues once."""
    hues = [colorsys.hsv_to_rgb(i / 255, 1, 1) for i in range(256)]
    table: Table = np.rint(np.array(hues) * 255).astype(np.uint8)
    return table


def _five_ramps() -> Table:
    """Five ramps from black to white."""
    shades = np.minimum((np.arange(256) % 52) * 5, 255)
    return np.repeat(shades[:, None], 3, axis=1).astype(np.uint8)


def _six_shades() -> Table:
    """Six hues, each from black to full."""
    hues = np.array([(255, 0, 0), (255, 255, 0), (0, 255, 0), (0, 255, 255), (0, 0, 255), (255, 0, 255)])
    i = np.arange(256) * 6
    shaded: Table = (hues[i // 256] * (i % 256)[:, None] // 255).astype(np.uint8)
    return shaded


def _edges() -> Table:
    """A grey ramp in which every thirty-second step is a bright line."""
    i = np.arange(256)
    greys = np.repeat(i[:, None], 3, axis=1)
    greys[i % 32 >= 30] = (255, 255, 0)
    return greys.astype(np.uint8)


def _sixteen_colors() -> Table:
    """Black, fourteen hues, white; sixteen values each."""
    hues = [tuple(round(255 * part) for part in colorsys.hsv_to_rgb(i / 14, 1, 1)) for i in range(14)]
    return np.repeat(np.array([(0, 0, 0), *hues, (255, 255, 255)]), 16, axis=0).astype(np.uint8)


def _glasbey_inverted() -> Table:
    """Glasbey's colors, the other way round."""
    return np.ascontiguousarray(255 - _from_cmap(FROM_CMAP["glasbey"]))


FORMULAS: dict[str, Callable[[], Table]] = {
    "16_colors": _sixteen_colors,
    "3-3-2_rgb": _three_three_two,
    "5_ramps": _five_ramps,
    "6_shades": _six_shades,
    "edges": _edges,
    "glasbey_inverted": _glasbey_inverted,
    "red-green": _red_green,
    "spectrum": _spectrum,
}


def _from_cmap(name: str) -> Table:
    import cmap  # a table is asked for far less often than this module is imported

    colors = np.asarray(cmap.Colormap(name).lut(256))[:, :3]
    table: Table = np.rint(colors * 255).astype(np.uint8)
    return table


@cache
def _table(name: str) -> Table:
    if name in GRADIENTS:
        table = _gradient(GRADIENTS[name])
    else:
        table = FORMULAS[name]() if name in FORMULAS else _from_cmap(FROM_CMAP[name])
    table.flags.writeable = False
    return table


SHIPPED_NAMES = tuple(sorted(f"{name}.lut" for name in (*FROM_CMAP, *GRADIENTS, *FORMULAS)))


class LutCollection(Mapping[str, Table]):
    """File name, such as "fire.lut" → table; ours are made when first asked for.

    own: tables that the lab has added, which win over ours of the same name.
    """

    def __init__(self, own: Mapping[str, Table] | None = None) -> None:
        self._own = dict(own or {})
        self._names = tuple(sorted({*SHIPPED_NAMES, *self._own}))

    def __getitem__(self, key: str) -> Table:
        if key in self._own:
            return self._own[key]
        if key not in SHIPPED_NAMES:
            raise KeyError(key)
        return _table(key.removesuffix(".lut"))

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


SHIPPED_LUTS = LutCollection()
