import pytest

from micrographia.errors import Unreadable
from micrographia.pixels.formats.ngff_image import multiscale

AXES = [
    {"name": "t", "type": "time", "unit": "millisecond"},
    {"name": "c", "type": "channel"},
    {"name": "z", "type": "space", "unit": "nanometer"},
    {"name": "y", "type": "space", "unit": "micrometer"},
    {"name": "x", "type": "space", "unit": "millimeter"},
]


def image(axes=AXES, scale=(500.0, 1.0, 300.0, 0.5, 0.25), **more):
    transformations = [{"type": "identity"}, {"type": "scale", "scale": list(scale)}]
    datasets = [{"path": "0", "coordinateTransformations": transformations}]
    return {"multiscales": [{"axes": axes, "datasets": datasets, **more}]}


def test_pixel_sizes_are_micrometres_whatever_the_unit():
    found = multiscale(image(), "a")
    assert found.axes == ("t", "c", "z", "y", "x")
    assert found.pixel_size_um == (250.0, 0.5, pytest.approx(0.3))
    assert found.time_increment_s == 0.5


def test_a_scale_of_the_whole_multiplies():
    whole = [{"type": "scale", "scale": [2.0, 1.0, 1.0, 3.0, 1.0]}]
    found = multiscale(image(coordinateTransformations=whole), "a")
    assert found.pixel_size_um[1] == 1.5
    assert found.time_increment_s == 1.0


@pytest.mark.parametrize(
    ("unit", "micrometres"),
    [("micrometers", 1.0), ("Micrometer", 1.0), ("um", 1.0), ("µm", 1.0), ("angstrom", 1e-4), ("m", 1e6), ("s", None)],
)
def test_units_are_written_in_many_ways(unit, micrometres):
    axes = [{"name": "y"}, {"name": "x", "unit": unit}]
    assert multiscale(image(axes, (1.0, 1.0)), "a").pixel_size_um == (micrometres, None, None)


@pytest.mark.parametrize(
    "scale", [(1.0,), (1.0, 0.0), (1.0, -1.0), (1.0, float("inf")), (1.0, "2"), (1.0, True), (1.0, None)]
)
def test_nonsense_is_no_pixel_size(scale):
    axes = [{"name": "y"}, {"name": "x", "unit": "micrometer"}]
    assert multiscale(image(axes, scale), "a").pixel_size_um == (None, None, None)


def test_old_versions_name_axes_or_mean_all_five():
    assert multiscale(image(["z", "y", "x"], (1, 1, 1)), "a").axes == ("z", "y", "x")
    assert multiscale(image(None), "a").axes == ("t", "c", "z", "y", "x")


def test_channels_have_names_and_colors_field_by_field():
    omero = {
        "channels": [
            {"label": "DAPI", "color": "0000ff", "window": {"start": "<script>"}},
            {"label": 7, "color": "#00FF00"},
            {"label": "", "color": "red"},
            {"color": 16711680},
            None,
        ]
    }
    found = multiscale({**image(), "omero": omero}, "a").channels
    assert [(channel.name, channel.color) for channel in found] == [
        ("DAPI", "0000FFFF"),
        (None, "00FF00FF"),
        (None, None),
        (None, None),
        (None, None),
    ]


@pytest.mark.parametrize("omero", [None, [], "text", {"channels": {}}, {"channels": "all"}])
def test_an_omero_block_of_nonsense_is_ignored(omero):
    assert multiscale({**image(), "omero": omero}, "a").channels == ()


@pytest.mark.parametrize(
    ("attributes", "sentence"),
    [
        ({}, "no multiscales"),
        ({"multiscales": []}, "no multiscales"),
        ({"multiscales": ["x"]}, "no multiscales"),
        (image(axes=[]), "axes of a multiscale are a list"),
        (image(axes=[{"name": "x"}]), "axes are some of"),
        (image(axes=["x", "y", "x"]), "axes are some of"),
        (image(axes=["y", "x", "q"]), "axes are some of"),
        (image(datasets=[]), "1 to 100 datasets"),
        (image(datasets=[{"path": "0"}] * 101), "1 to 100 datasets"),
        (image(datasets=[{}]), "no path inside"),
        (image(datasets=["0"]), "has a path"),
        *(
            (image(datasets=[{"path": path}]), "folder")
            for path in ("../b", "/etc", "a/../..", ".", "", "http://x", "a\\b")
        ),
    ],
)
def test_nonsense_is_refused_by_the_name_of_the_folder(attributes, sentence):
    with pytest.raises(Unreadable, match=sentence) as caught:
        multiscale(attributes, "cells.zarr")
    assert "cells.zarr" in str(caught.value)
