"""Whatever stands in the metadata of an OME-Zarr: it is read, or refused in words."""

import json
import shutil

import numpy as np
import pytest
import zarr
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from micrographia.errors import Unreadable
from micrographia.pixels import Region
from micrographia.pixels.readers.ome_zarr import OmeZarrReader
from micrographia.storage import LocalStore

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.sampled_from(["", "..", "../x", "/etc", "NaN", "x", "|O", "<f8", "uint16", "http://127.0.0.1:9/x"]),
    st.lists(st.integers(-2, 2**40), max_size=4),
    st.just({}),
)


@pytest.fixture(scope="module", params=[2, 3])
def template(request, tmp_path_factory):
    """A small image in a plate, so that every kind of metadata is there."""
    path, version = tmp_path_factory.mktemp("template") / "p.zarr", request.param
    axes = [{"name": "y", "unit": "micrometer"}, {"name": "x", "unit": "micrometer"}]
    scale = [{"type": "scale", "scale": [0.5, 0.5]}]
    datasets = [{"path": "0", "coordinateTransformations": scale}]
    well = {"path": "A/1", "rowIndex": 0, "columnIndex": 0}
    plate = {"rows": [{"name": "A"}], "columns": [{"name": "1"}], "wells": [well], "acquisitions": [{"id": 1}]}
    levels = {
        "": {"plate": plate},
        "A/1": {"well": {"images": [{"path": "0", "acquisition": 1}]}},
        "A/1/0": {
            "multiscales": [{"axes": axes, "datasets": datasets}],
            "omero": {"channels": [{"label": "DAPI", "color": "0000FF"}]},
        },
    }
    for group, attributes in levels.items():
        attributes = {"ome": attributes} if version == 3 else attributes
        zarr.open_group(path / group, mode="w", zarr_format=version).attrs.update(attributes)
    shards = {"shards": (4, 4)} if version == 3 else {}
    array = zarr.create_array(
        path / "A/1/0/0", shape=(8, 8), chunks=(2, 2), dtype="uint16", zarr_format=version, fill_value=3, **shards
    )
    array[:4] = np.arange(32).reshape(4, 8)
    return path


def changed(value, data):
    """The same JSON with an odd value somewhere in it."""
    if value and isinstance(value, dict | list) and data.draw(st.integers(0, 9)):
        place = data.draw(st.sampled_from(sorted(value) if isinstance(value, dict) else range(len(value))))
        value = value.copy()
        value[place] = changed(value[place], data)
        return value
    return data.draw(ODD)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_odd_metadata_are_read_or_refused(template, tmp_path, data):
    folder = tmp_path / "p.zarr"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
    files = sorted(path for path in folder.rglob("*") if path.name in (".zattrs", ".zarray", "zarr.json"))
    file = data.draw(st.sampled_from(files))
    file.write_text(json.dumps(changed(json.loads(file.read_text()), data)))
    try:
        source = OmeZarrReader().open(LocalStore(tmp_path), ("p.zarr",), 0)
        size = source.info.size
        x, y = max(0, size.x - 8), max(0, size.y - 8)
        corner = Region(x, y, size.x - x, size.y - y)
        assert source.read(size.z - 1, size.t - 1, [size.c - 1], corner).shape == (1, corner.height, corner.width)
    except Unreadable as refusal:
        assert "p.zarr" in str(refusal)  # noqa: PT017
