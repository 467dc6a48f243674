"""The rendering line: values → RGB → JPEG, in ns per pixel and channel.

    python benchmarks/rendering_line.py [--rounds 15] [--json]

For 1, 3 and 10 channels at 256², 512² and 1024², all pixel types. Colors overlap, so that sums are cut off; the tables
are made before the clock starts, as they are for all tiles of a view but the first. The last column is
the same arithmetic done plainly in numpy floats, in the same run, as a multiple: what the tables are worth.
"""

import argparse
import json
import platform
import statistics
import sys
import time
from collections.abc import Callable

import numpy as np

from micrographia.encoding.jpeg import Jpeg
from micrographia.engine.render import render
from micrographia.engine.view import View
from micrographia.pixel_type import PixelType
from micrographia.pixels import Region
from micrographia.rendering.settings import ChannelSettings, Model, RenderingSettings, Window
from micrographia.testing.array_source import ArraySource

SIDES = (256, 512, 1024)
CHANNELS = (1, 3, 10)
COLORS = ("FF8000FF", "00FF80FF", "8000FFFF")
BRIGHTEST = {1: 120.0, 2: 4000.0, 4: 100000.0, 8: 1.0}


def source_of(kind: PixelType, channels: int, side: int) -> ArraySource:
    """Skewed values such as fluorescence has, the same in each run."""
    brightest = 1.0 if kind.floating else BRIGHTEST[kind.dtype.itemsize]
    skewed = np.random.default_rng(side).gamma(2, 0.1, (channels, 1, 1, side, side)).clip(0, 1)
    return ArraySource((skewed * brightest).astype(kind.dtype), kind)


def view_of(source: ArraySource) -> View:
    size = source.info.size
    brightest = 1.0 if source.info.pixel_type.floating else BRIGHTEST[source.info.pixel_type.dtype.itemsize]
    channels = tuple(
        ChannelSettings(True, Window(0.0, brightest * 0.7), COLORS[c % len(COLORS)]) for c in range(size.c)
    )
    return View(0, 0, Region(0, 0, size.x, size.y), 0, RenderingSettings(Model.COLOR, channels))


def plain_floats(source: ArraySource, view: View) -> np.ndarray:
    """What the line replaces: window and color by arithmetic on floats, good to within a grey or two."""
    values = source.read(0, 0, range(source.info.size.c), view.region)
    rgb = np.zeros((*values.shape[1:], 3), np.float32)
    for plane, channel in zip(values, view.settings.channels, strict=True):
        span = channel.window.end - channel.window.start
        grey = ((plane.astype(np.float32) - channel.window.start) / span).clip(0, 1)
        rgb += grey[..., None] * np.frombuffer(bytes.fromhex(channel.color[:6]), np.uint8)
    return rgb.clip(0, 255).astype(np.uint8)


def seconds(work: Callable[[], object], rounds: int) -> float:
    work()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def measured(rounds: int) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for side in SIDES:
        for channels in CHANNELS:
            for kind in PixelType:
                source = source_of(kind, channels, side)
                view = view_of(source)
                picture = render(source, view, {})
                each = 1e9 / (side * side * channels)
                drawn = seconds(lambda source=source, view=view: render(source, view, {}), rounds) * each
                encoded = seconds(lambda picture=picture: Jpeg().encode(picture), rounds) * each
                plain = seconds(lambda source=source, view=view: plain_floats(source, view), max(3, rounds // 3)) * each
                rows.append(
                    {
                        "side": side,
                        "channels": channels,
                        "type": kind.value,
                        "rgb_ns": round(drawn, 2),
                        "jpeg_ns": round(encoded, 2),
                        "line_ns": round(drawn + encoded, 2),
                        "plain_over_rgb": round(plain / drawn, 1),
                    }
                )
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    rows = measured(asked.rounds)
    if asked.json:
        json.dump({"python": platform.python_version(), "numpy": np.__version__, "rows": rows}, sys.stdout, indent=1)
        return
    print("ns per pixel and channel                      RGB    JPEG    line   plain floats / RGB")
    for row in rows:
        print(
            f"{row['side']:5}²  {row['channels']:3} channels  {row['type']:8}"
            f"{row['rgb_ns']:16.2f}{row['jpeg_ns']:8.2f}{row['line_ns']:8.2f}{row['plain_over_rgb']:10.1f}"
        )


if __name__ == "__main__":
    main()
