"""The reference engine's own pictures, pixel by pixel; the quirks that we deliberately leave are named."""

import json
from operator import itemgetter

import imagecodecs
import numpy as np

from micrographia.encoding.jpeg import Jpeg
from micrographia.rendering.settings import Model, Quantum
from micrographia.testing.vectors import defaults, histogram, render
from shared import SHARED, each_of, needs_shared

SET = SHARED / "rendering-vectors"
EXCUSED_QUIRKS = {
    "projection-end-exclusive",
    "projection-max-from-zero",
    "projection-uint32-saturation",
    "codomain-map-not-reachable-from-web",
    "rejected-text-lut-renders-black",
}
STEPPING_2 = {"projection_020"}


def vectors():
    path = SET / "manifest.json"
    entries = json.loads(path.read_text())["vectors"] if path.exists() else []
    return [entry for entry in entries if not EXCUSED_QUIRKS & set(entry["quirks"]) and entry["id"] not in STEPPING_2]


@needs_shared
def test_few_are_excused():
    assert len(vectors()) == 74


@each_of("entry", vectors(), itemgetter("id"))
def test_vector(entry):
    planes = np.load(SET / entry["input"]["file"])[entry["input"]["key"]]
    expected = np.load(SET / entry["expected"]["file"])["rgb"]
    luts = {path.name: path.read_bytes() for path in (SET / "luts").iterdir()}
    np.testing.assert_array_equal(render(entry, planes, luts), expected)


def fixtures(kind):
    path = SET / "manifest.json"
    entries = json.loads(path.read_text())["fixtures"] if path.exists() else []
    return [entry for entry in entries if entry["kind"] == kind]


def planes_of(entry):
    return np.load(SET / entry["input"]["file"])[entry["input"]["key"]] if "input" in entry else None


@each_of("entry", fixtures("defaults"), itemgetter("id"))
def test_defaults(entry):
    settings, expected = defaults(entry, planes_of(entry)), entry["expected"]
    assert settings.model == {"rgb": Model.COLOR, "greyscale": Model.GREYSCALE}[expected["model"]]
    assert (settings.default_z, settings.default_t) == (expected["default_z"], expected["default_t"])
    assert settings.quantum == Quantum(expected["cd_start"], expected["cd_end"], expected["bit_resolution"])
    assert len(settings.channels) == len(expected["channels"])
    for channel, wanted in zip(settings.channels, expected["channels"], strict=True):
        assert channel.active == wanted["active"]
        assert channel.color == bytes(wanted["color"]).hex().upper()
        assert [channel.window.start, channel.window.end] == [float(end) for end in wanted["window"]]
        assert (channel.family, channel.coefficient) == (wanted["family"], wanted["coefficient"])
        assert (channel.noise_reduction, channel.lut) == (wanted["noise_reduction"], wanted["lut"])
        assert channel.codomain == ()


@each_of("entry", fixtures("histogram"), itemgetter("id"))
def test_histogram(entry):
    counts = histogram(entry, planes_of(entry))
    assert {str(c): channel for c, channel in enumerate(counts)} == entry["expected"]["histogram"]


@each_of("entry", [e for e in vectors() if e["group"] == "jpeg"], itemgetter("id"))
def test_jpeg_decodes_to_the_same(entry):
    arrays = np.load(SET / entry["expected"]["file"])
    ours = imagecodecs.jpeg8_decode(Jpeg().encode(arrays["rgb"]))
    theirs = imagecodecs.jpeg8_decode(arrays["jpeg"].tobytes())
    np.testing.assert_array_equal(ours, theirs)
