"""A large plate of small fields, as OME-Zarr 0.4, written quickly."""

import json
import string
from pathlib import Path

SIDE = 32
CHANNELS = ("DAPI", "GFP")


def write_wide_plate(folder: Path, rows: int = 16, columns: int = 24, fields: int = 9) -> None:
    """Writes `rows` × `columns` wells. The values of field f (from 0) go from 0 to 100 + f, in both channels."""
    letters, numbers = string.ascii_uppercase[:rows], [str(number + 1) for number in range(columns)]
    wells = [
        {"path": f"{row}/{column}", "rowIndex": r, "columnIndex": c}
        for r, row in enumerate(letters)
        for c, column in enumerate(numbers)
    ]
    plate = {"rows": [{"name": row} for row in letters], "columns": [{"name": column} for column in numbers]}
    well = _text({"well": {"version": "0.4", "images": [{"path": str(number)} for number in range(fields)]}})
    image, array, chunks = _image(), _array(), [_chunk(number) for number in range(fields)]
    folder.mkdir(parents=True)
    (folder / ".zattrs").write_bytes(_text({"plate": {"version": "0.4", "name": "wide", "wells": wells, **plate}}))
    for place in wells:
        below = folder / str(place["path"])
        below.mkdir(parents=True)
        (below / ".zattrs").write_bytes(well)
        for number, chunk in enumerate(chunks):
            level = below / str(number) / "0"
            level.mkdir(parents=True)
            (level.parent / ".zattrs").write_bytes(image)
            (level / ".zarray").write_bytes(array)
            (level / "0.0.0").write_bytes(chunk)


def _image() -> bytes:
    axes = [{"name": "c", "type": "channel"}, *({"name": one, "type": "space", "unit": "micrometer"} for one in "yx")]
    scale = [{"type": "scale", "scale": [1, 0.5, 0.5]}]
    datasets = [{"path": "0", "coordinateTransformations": scale}]
    channels = [{"label": name} for name in CHANNELS]
    multiscale = {"version": "0.4", "axes": axes, "datasets": datasets}
    return _text({"multiscales": [multiscale], "omero": {"channels": channels}})


def _array() -> bytes:
    shape = [len(CHANNELS), SIDE, SIDE]
    plain = {"fill_value": 0, "filters": None, "compressor": None, "order": "C", "dimension_separator": "."}
    return _text({"zarr_format": 2, "shape": shape, "chunks": shape, "dtype": "|u1", **plain})


def _chunk(number: int) -> bytes:
    plane = bytes(SIDE * SIDE - 1) + bytes([100 + number])
    return plane * len(CHANNELS)


def _text(value: object) -> bytes:
    return json.dumps(value).encode()
