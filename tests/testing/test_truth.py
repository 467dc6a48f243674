"""The truth report sees every kind of difference, and only differences."""

import copy
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import pytest

from micrographia.testing.manifest import entries
from micrographia.testing.truth import Verdict, main, table
from shared import SHARED, needs_shared

NAME = "a&sizeX=6&sizeY=4&sizeZ=2&sizeC=2&levels=2&pixelType=uint16&physicalSizeX=0.5&channels=DAPI,GFP.fake"


def md5(values):
    return hashlib.md5(np.asarray(values, "<u2").tobytes()).hexdigest()


def plane(z, c, step=1):
    """What the fake reader documents: x + 3 y + 7 z + 100 c."""
    return [[x + 3 * y + 7 * z + 100 * c for x in range(0, 6, step)] for y in range(0, 4, step)]


SERIES = {
    "sizeX": 6,
    "sizeY": 4,
    "sizeZ": 2,
    "sizeC": 2,
    "sizeT": 1,
    "samples_per_pixel": 1,
    "pixel_type": "uint16",
    "significant_bits": 16,
    "physical_size_um": {"x": 0.5, "y": None, "z": None},
    "acquisition_date": None,
    "objective": None,
    "channels": [{"name": "DAPI"}, {"name": "GFP"}],
    "resolutions": [
        {"sizeX": 6, "sizeY": 4},
        {
            "sizeX": 3,
            "sizeY": 2,
            "regions_plane0": [{"x": 0, "y": 0, "w": 3, "h": 2, "md5": md5(plane(0, 0, 2)), "min": 0, "max": 10}],
        },
    ],
    "planes": [{"z": 1, "c": 1, "t": 0, "md5": md5(plane(1, 1)), "min": 107, "max": 121}],
    "channel_min_max": [[0, 21], [100, 121]],
    "md5_all_TCZYX": md5([plane(0, 0), plane(1, 0), plane(0, 1), plane(1, 1)]),
}


@pytest.fixture
def report(tmp_path, capsys):
    (tmp_path / NAME).touch()
    (tmp_path / "nonsense.bin").write_bytes(b"nonsense")

    def report(series=SERIES, expect="exact", path=NAME, as_text=False, option=None, **more):
        entry = {"path": path, "format": "synthetic", "expect": expect, **more}
        entry["bioformats"] = {"series": [series]}
        if as_text:
            entry["bioformats"] = json.dumps(entry["bioformats"])
        (tmp_path / "manifest.json").write_text(json.dumps({"entries": [entry]}))
        arguments = [str(tmp_path / "manifest.json"), *([option] if option else [])]
        return main(arguments), capsys.readouterr().out

    return report


@pytest.mark.parametrize("as_text", [True, False])
def test_what_agrees_is_right(report, as_text):
    assert report(as_text=as_text) == (0, "synthetic               1 / 1\nall                     1 / 1\n")


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (("sizeT",), 2, "size"),
        (("pixel_type",), "uint8", "pixel type uint16 instead of uint8"),
        (("significant_bits",), 12, "instead of 12"),
        (("physical_size_um", "x"), 0.50001, "pixel size x 0.5 instead of 0.50001"),
        (("physical_size_um", "z"), 1.0, "pixel size z None"),
        (("objective",), {"nominal_magnification": 40, "lens_na": None}, "magnification None instead of 40"),
        (("channels", 1, "name"), "RFP", "channel 1: name 'GFP' instead of 'RFP'"),
        (("channels", 0, "color_rgba"), "ff0000ff", "channel 0: color None instead of FF0000"),
        (("channels", 0, "emission_nm"), 461, "channel 0: emission None instead of 461"),
        (("resolutions", 1, "sizeX"), 2, "levels"),
        (("resolutions", 1, "regions_plane0", 0, "md5"), "0", "level 1, region 0,0 of 3 x 2: checksum differs"),
        (("planes", 0, "md5"), "0", "plane z=1 c=1 t=0: checksum differs"),
        (("planes", 0, "max"), 120, "values from 107.0 to 121.0 instead of 107.0 to 120.0"),
        (("channel_min_max", 0), [1, 21], "channel 0: values"),
        (("md5_all_TCZYX",), "0", "the checksum of all planes differs"),
    ],
)
def test_every_kind_of_difference_is_seen(report, path, value, sentence):
    series = copy.deepcopy(SERIES)
    there = series
    for step in path[:-1]:
        there = there[step]
    there[path[-1]] = value
    code, text = report(series)
    assert code == 1
    assert sentence in text


def test_expect_decides(report):
    other = {**SERIES, "md5_all_TCZYX": "0", "channel_min_max": [[1, 21], [100, 121]], "planes": []}
    other["resolutions"] = [*SERIES["resolutions"][:1], {"sizeX": 3, "sizeY": 2}]
    assert report(other, "tolerance", tolerance=1)[0] == 0
    assert report(other, "tolerance", tolerance=0.5)[0] == 1
    assert report(other, "sizes")[0] == 0
    assert report(other, "refuse")[0] == 1


@pytest.mark.parametrize(("expect", "code"), [("exact", 1), ("refuse", 0), ("sizes-or-refuse", 0), ("sizes", 1)])
def test_a_refusal_is_right_where_it_may_be(report, expect, code):
    ended, text = report(expect=expect, path="nonsense.bin")
    assert ended == code
    assert ("no reader knows" in text) == bool(code)


def test_a_format_whose_extra_is_missing_is_refused_by_name_and_no_difference(report, tmp_path, monkeypatch):
    (tmp_path / "a.czi").write_bytes(b"ZISRAWFILE" + bytes(1000))
    for name in ("pylibCZIrw", "pylibCZIrw.czi", "czifile"):
        monkeypatch.setitem(sys.modules, name, None)
    code, text = report(path="a.czi")
    assert (code, text.splitlines()[0]) == (0, "synthetic               0 / 1   1 need the extra czi")
    _, text = report(path="a.czi", option="--json")
    (found,) = json.loads(text)
    assert (found["extra"], found["right"]) == ("czi", False)
    assert 'pip install "micrographia[czi]"' in found["refused"]


@needs_shared
def test_the_table_in_the_documentation_is_that_of_the_collection():
    """That each entry is right, the tests of the readers say."""
    page = (Path(__file__).parents[2] / "docs" / "formats.md").read_text()
    shown = page.partition("<!-- truth: begin -->\n")[2].partition("\n<!-- truth: end -->")[0]
    found = [Verdict(one.path, one.format, "sizes") for one in entries(SHARED / "data" / "manifest.json")]
    assert shown == table(found)
