"""The reference engine's own pictures, pixel by pixel; the quirks that we deliberately leave are named."""

import json

import numpy as np
import pytest

from micrographia.testing.vectors import render
from shared import SHARED, needs_shared

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


@pytest.mark.parametrize("entry", vectors(), ids=lambda entry: entry["id"])
def test_vector(entry):
    planes = np.load(SET / entry["input"]["file"])[entry["input"]["key"]]
    expected = np.load(SET / entry["expected"]["file"])["rgb"]
    luts = {path.name: path.read_bytes() for path in (SET / "luts").iterdir()}
    np.testing.assert_array_equal(render(entry, planes, luts), expected)
