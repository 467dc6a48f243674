import numpy as np
import pytest
import tifffile

from micrographia.pixels.formats import original
from micrographia.pixels.formats.original import bounded, of_mapping, of_tags, of_xml
from micrographia.pixels.formats.xml_tree import read_xml
from micrographia.pixels.registry import readers
from micrographia.storage import LocalStore
from shared import SHARED, needs_shared

SAID = {
    "dv/toxo.dv": ("deltavision", "Title 4", "DECON3D:  4    0.1010    5    0.3050    1.0000   11    0.0115"),
    "mrc/EMD-3197.map": ("mrc", "LABEL 1", "::::EMDATABANK.org::::EMD-3197::::"),
    "ims/Minimal_IMS_File.ims": ("ims", "Image/ExtMax0", "10.000000000"),
    "oib/test.oib": ("oif", "Acquisition Parameters Common/Acquisition Device", "FV1000"),
    "nd2/cluster.nd2": ("nd2", "optics", "Plan Apo λ 60x"),
    "czi/RGB-8bit.czi": ("czi", "Metadata/Information/Image/PixelType", "Bgr24"),
    "lsm/test.lsm": ("tiff", "Objective", "EC Plan-Neofluar 40x/1.30 Oil DIC M27"),
    "stk/movie.stk": ("tiff", "Software", "MetaMorph 6.1"),
    "zarr/v04-test_image_cyx.zarr": ("ome-zarr", "omero/channels[2]/wavelength_id", "channel_1"),
    "zarr/v04-plate-single-plane-hcs.zarr": ("ome-zarr", "barcode", "barcode"),
    "zarr/bf2raw-layout-assembled.zarr": ("ome-zarr", "1/omero/rdefs/model", "greyscale"),
    "hcs/imagexpress-9987_Plate_3435/9987.HTD": ("metaxpress", "HTSInfoFile", "Version 1.0"),
    "hcs/cv8000/CV8000-Minimal-DataSet-2C-3W-4S-FP2-stack.wpi": ("yokogawa", "MeasurementDetail.mrf/Version", "1.0"),
    "rgb/orient6.jpg": ("raster", "EXIF/ExifVersion", "0210"),
}


def test_xml_becomes_paths():
    root = read_xml('<a x="1"><b>t</b><c y="2"/><c>3</c><d><e/></d><skip z="9"><b>no</b></skip></a>', "a")
    assert list(of_xml(root, {"skip"})) == [("x", "1"), ("b", "t"), ("c[1]/y", "2"), ("c[2]", "3")]


def test_mappings_become_paths():
    value = {"a": {"b": 1, "c": [1.5, 2]}, "d": [{"e": True}, {"e": None}], "f": b"no", "g": "text"}
    assert list(of_mapping(value)) == [("a/b", "1"), ("a/c", "1.5, 2"), ("d[1]/e", "True"), ("g", "text")]


def test_xml_in_a_tag_becomes_paths_and_broken_xml_stays_text(tmp_path):
    for name, text in (("a", '<m><p id="x">1</p></m>'), ("b", "<m><p>")):
        xmp = (700, 7, 22, b'<x where="48,12N"></x>', True)
        tifffile.imwrite(tmp_path / name, np.zeros((2, 2), "u1"), description=text, metadata=None, extratags=[xmp])
    tags = []
    for name in "ab":
        with tifffile.TiffFile(tmp_path / name) as tiff:
            tags.append(dict(of_tags(tiff.pages[0])))
    assert (tags[0]["ImageDescription/p/id"], tags[0]["ImageDescription/p"]) == ("x", "1")
    assert tags[1]["ImageDescription"] == "<m><p>"
    assert not [name for name in tags[0] if name.startswith("XMP")]


def test_what_is_said_is_bounded(monkeypatch):
    monkeypatch.setattr(original, "MOST_PAIRS", 3)
    monkeypatch.setattr(original, "MOST_LETTERS", 4)
    assert bounded([("a", "  "), ("b", "123456"), ("c", "1"), ("d", "2"), ("e", "3")]) == (
        ("b", "1234"), ("c", "1"), ("d", "2"),
    )  # fmt: skip
    monkeypatch.setattr(original, "MOST_BYTES", 6)
    assert bounded([("b", "1234"), ("c", "1")]) == (("b", "1234"),)


@needs_shared
@pytest.mark.parametrize("path", SAID)
def test_what_real_files_say(path):
    name, key, value = SAID[path]
    folder, _, file = path.rpartition("/")
    reader, store = readers()[name], LocalStore(SHARED / "data" / folder)
    inspection = reader.inspect(store, reader.fileset(store, file))
    assert (key, value) in (*inspection.images[0].original, *(inspection.original or ((),))[0])
