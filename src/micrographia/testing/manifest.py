"""What another program said of a file: the entries of a manifest, in one form whatever program it was.

A manifest is a JSON file {"entries": [{"path", "format", "expect", "tolerance"?, and one of "bioformats", "zarr",
"h5py", "tifffile"}, …]}. Checksums are md5 over the values of a plane, little-endian, row by row, samples of one
pixel side by side; a checksum of all planes takes them with z fastest, then channels, then timepoints.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from micrographia.errors import Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels import Region, Size5D

_MICROMETRES = {"micrometer": 1.0, "nanometer": 1e-3, "millimeter": 1e3, "meter": 1e6, "angstrom": 1e-4}


@dataclass(frozen=True, slots=True)
class ExpectedPlane:
    """One plane. c counts groups of `ExpectedImage.samples` channels. low, high: one per sample."""

    z: int
    c: int
    t: int
    md5: str
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectedRegion:
    """A rectangle of the first plane of a level."""

    region: Region
    md5: str
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectedLevel:
    """One level; md5: of all planes."""

    width: int
    height: int
    md5: str | None = None
    regions: tuple[ExpectedRegion, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectedChannel:
    """What is known of a channel. color: RRGGBB, upper case."""

    name: str | None = None
    color: str | None = None
    emission_nm: float | None = None
    excitation_nm: float | None = None


@dataclass(frozen=True, slots=True)
class ExpectedImage:
    """What is known of an image; None: not known, so not compared. pixel_type None: of a type that we do not show.

    samples: how many channels one plane of the truth holds side by side (3 for RGB).
    """

    size: Size5D
    pixel_type: PixelType | None
    samples: int = 1
    pixel_size_um: tuple[float | None, float | None, float | None] = (None, None, None)
    channels: tuple[ExpectedChannel, ...] = ()
    ranges: tuple[tuple[float, float], ...] = ()
    acquired: datetime | None = None
    magnification: float | None = None
    lens_na: float | None = None
    significant_bits: int | None = None
    levels: tuple[ExpectedLevel, ...] = ()
    planes: tuple[ExpectedPlane, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectedPlate:
    """wells: (row, column, number of fields), rows and columns from 0. rows, columns None: the file does not say."""

    rows: int | None
    columns: int | None
    wells: frozenset[tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One file or folder. tolerance: of values, where checksums cannot be equal. images None: only that it opens.
    labels: so many label images may follow the others."""

    path: str
    format: str
    expect: str
    tolerance: float
    images: tuple[ExpectedImage, ...] | None
    plates: tuple[ExpectedPlate, ...] = ()
    labels: int = 0

    @property
    def may_be_refused(self) -> bool:
        return self.expect == "refuse" or self.expect.endswith("-or-refuse")


def entries(manifest: Path) -> Iterator[Entry]:
    """The entries of a manifest file, in its order."""
    for entry in json.loads(manifest.read_bytes())["entries"]:
        images, plates = _truth(entry)
        labels = sum(len(node.get("labels") or ()) for node in _multiscales(entry.get("zarr") or {}))
        tolerance = float(entry.get("tolerance", 0))
        yield Entry(entry["path"], entry["format"], entry["expect"], tolerance, images, plates, labels)


def _truth(entry: Mapping[str, Any]) -> tuple[tuple[ExpectedImage, ...] | None, tuple[ExpectedPlate, ...]]:
    """From the first program that could read the file."""
    oracle = entry.get("bioformats")
    if isinstance(oracle, str):
        oracle = json.loads(oracle)
    if oracle and oracle.get("series"):
        plates = tuple(_ome_plate(plate) for plate in oracle.get("plates") or ())
        return tuple(_series(series) for series in oracle["series"]), plates
    if "zarr" in entry:
        return tuple(_multiscale(node) for node in _multiscales(entry["zarr"])), tuple(_zarr_plates(entry["zarr"]))
    if "h5py" in entry:
        return (_hdf5(entry["h5py"]),), ()
    if "tifffile" in entry:
        return tuple(_tiff_series(series) for series in entry["tifffile"]), ()
    if "files" in entry:
        return _plate_of_files(entry["files"])
    return None, ()


def _plate_of_files(files: Sequence[Mapping[str, Any]]) -> tuple[tuple[ExpectedImage, ...], tuple[ExpectedPlate, ...]]:
    """A plate with one file for each plane; `well` is its name, `site`, `wavelength`, `t` and `zstep` are numbers."""
    fields: dict[tuple[int, int, int], list[Mapping[str, Any]]] = {}
    for file in files:
        row, column = ord(file["well"][0].upper()) - ord("A"), int(file["well"][1:]) - 1
        fields.setdefault((row, column, file["site"]), []).append(file)
    wells = Counter((row, column) for row, column, _ in fields)
    plate = ExpectedPlate(None, None, frozenset((*well, count) for well, count in wells.items()))
    return tuple(_field_of_files(fields[place]) for place in sorted(fields)), (plate,)


def _field_of_files(files: Sequence[Mapping[str, Any]]) -> ExpectedImage:
    times, waves, steps = (sorted({file[axis] or 1 for file in files}) for axis in ("t", "wavelength", "zstep"))
    height, width = files[0]["shape"]
    planes = (
        (steps.index(file["zstep"] or 1), waves.index(file["wavelength"]), times.index(file["t"]), file)
        for file in files
    )
    return ExpectedImage(
        Size5D(width, height, len(steps), len(waves), len(times)),
        PixelType.of(np.dtype(files[0]["dtype"])),
        planes=tuple(
            ExpectedPlane(z, c, t, file["md5"], _several(file.get("min")), _several(file.get("max")))
            for z, c, t, file in planes
        ),
    )


def _several(value: Any) -> tuple[float, ...]:
    """One number or a list of them; the truth of something not measured is empty."""
    if value is None:
        return ()
    return tuple(float(one) for one in value) if isinstance(value, list) else (float(value),)


def _series(series: Mapping[str, Any]) -> ExpectedImage:
    """A series as Bio-Formats sees it."""
    objective, date = series.get("objective") or {}, series.get("acquisition_date")
    sizes = series.get("physical_size_um") or {}
    return ExpectedImage(
        Size5D(*(series[f"size{axis}"] for axis in "XYZCT")),
        PixelType(series["pixel_type"]),
        series["samples_per_pixel"],
        (_sensible(sizes.get("x")), _sensible(sizes.get("y")), _sensible(sizes.get("z"))),
        tuple(_ome_channel(channel) for channel in series["channels"]) if series["samples_per_pixel"] == 1 else (),
        tuple((float(low), float(high)) for low, high in series.get("channel_min_max") or ()),
        datetime.fromisoformat(date) if date else None,
        objective.get("nominal_magnification"),
        objective.get("lens_na"),
        None if series["pixel_type"] in ("float", "double") else series.get("significant_bits"),
        tuple(
            _resolution(one, series.get("md5_all_TCZYX") if n == 0 else None)
            for n, one in enumerate(series["resolutions"])
        ),
        tuple(_plane(plane) for plane in series.get("planes") or () if "md5" in plane),
    )


def _sensible(micrometres: float | None) -> float | None:
    """None for a size no pixel can have, such as the 1e-13 µm of an LSM file: it is to be treated as unset."""
    return micrometres if micrometres and micrometres > 1e-6 else None


def _ome_channel(channel: Mapping[str, Any]) -> ExpectedChannel:
    color, emission = channel.get("color_rgba"), channel.get("emission_nm")
    rgb = color[:6].upper() if color else None
    return ExpectedChannel(channel.get("name"), rgb, emission, channel.get("excitation_nm"))


def _resolution(level: Mapping[str, Any], md5: str | None) -> ExpectedLevel:
    regions = tuple(_region(one) for one in level.get("regions_plane0") or () if "md5" in one)
    return ExpectedLevel(level["sizeX"], level["sizeY"], md5, regions)


def _region(one: Mapping[str, Any]) -> ExpectedRegion:
    place = Region(one["x"], one["y"], one["w"], one["h"])
    return ExpectedRegion(place, one["md5"], _several(one.get("min")), _several(one.get("max")))


def _plane(plane: Mapping[str, Any]) -> ExpectedPlane:
    z, c, t = (int(plane.get(axis, 0)) for axis in "zct")
    return ExpectedPlane(z, c, t, plane["md5"], _several(plane.get("min")), _several(plane.get("max")))


def _ome_plate(plate: Mapping[str, Any]) -> ExpectedPlate:
    wells = ((well["row"], well["column"], len(well["samples"])) for well in plate["wells"])
    return ExpectedPlate(plate["rows"], plate["columns"], frozenset(well for well in wells if well[2]))


def _multiscales(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The images below a Zarr group, in its order."""
    below = node.get("images") or node.get("children")
    if below is None:
        yield node
    for child in below or ():
        yield from _multiscales(child)


def _zarr_plates(node: Mapping[str, Any]) -> Iterator[ExpectedPlate]:
    if node["kind"] != "plate":
        return
    wells = set()
    for path in node["wells"]:
        row, column = path.split("/")
        count = sum(f"/{path}/" in image["path"] for image in node["images"])
        wells.add((node["rows"].index(row), node["columns"].index(column), count))
    yield ExpectedPlate(len(node["rows"]), len(node["columns"]), frozenset(wells))


def _multiscale(node: Mapping[str, Any]) -> ExpectedImage:
    """An OME-Zarr image as zarr-python sees it."""
    axes, levels = node["axes"], node["levels"]
    first = levels[0]
    shape = dict(zip(axes, first["shape"], strict=True))
    units = dict(zip(axes, node["axis_units"] or [None] * len(axes), strict=True))
    scale = dict(zip(axes, first["scale"] or [None] * len(axes), strict=True))
    return ExpectedImage(
        Size5D(*(shape.get(axis, 1) for axis in "xyzct")),
        PixelType.of(np.dtype(first["dtype"])),
        1,
        (_micrometres(scale, units, "x"), _micrometres(scale, units, "y"), _micrometres(scale, units, "z")),
        tuple(ExpectedChannel(one.get("label"), one["color"].upper()) for one in node.get("omero_channels") or ()),
        tuple((float(low), float(high)) for low, high in first.get("channel_min_max") or ()),
        levels=tuple(ExpectedLevel(one["shape"][-1], one["shape"][-2], one["md5"]) for one in levels),
        planes=tuple(_plane(plane) for plane in first.get("planes") or ()),
    )


def _micrometres(scale: Mapping[str, float | None], units: Mapping[str, str | None], axis: str) -> float | None:
    length, unit = scale.get(axis), units.get(axis)
    return None if length is None or unit not in _MICROMETRES else length * _MICROMETRES[unit]


def _hdf5(found: Mapping[str, Any]) -> ExpectedImage:
    z, y, x = found["shape_zyx"]
    sizes = found["physical_size_um"]
    return ExpectedImage(
        Size5D(x, y, z),
        PixelType.of(np.dtype(found["dtype"])),
        1,
        (sizes["x"], sizes["y"], sizes["z"]),
        planes=tuple(_plane(plane) for plane in found["planes"]),
    )


def _tiff_series(series: Mapping[str, Any]) -> ExpectedImage:
    """A series as tifffile sees it: pages are timepoints, as plain TIFF is read everywhere else."""
    size: dict[str, int] = dict(zip(series["axes"], series["shape"], strict=True))
    count, samples = size.get("I", size.get("T", 1)), size.get("S", 1)
    try:
        kind = PixelType.of(np.dtype(series["dtype"]))
    except Unreadable:
        kind = None
    pages = series["pages"] if len(series["pages"]) == count and "Z" not in size else ()
    return ExpectedImage(
        Size5D(size["X"], size["Y"], size.get("Z", 1), samples, count),
        kind,
        samples,
        planes=tuple(_page(t, page, samples) for t, page in enumerate(pages)),
    )


def _page(t: int, page: Mapping[str, Any], samples: int) -> ExpectedPlane:
    """tifffile's extremes go over all samples together, so they are compared only where there is one."""
    low, high = (page.get("min"), page.get("max")) if samples == 1 else (None, None)
    return ExpectedPlane(0, 0, t, page["md5"], _several(low), _several(high))
