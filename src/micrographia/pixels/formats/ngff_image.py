"""The metadata of one OME-Zarr image: multiscales and omero, versions 0.1 to 0.5."""

import math
import re
from dataclasses import dataclass
from typing import Any

from micrographia.errors import Unreadable
from micrographia.pixels.formats.zarr_folder import inner_path
from micrographia.pixels.metadata import ChannelInfo

_AXES = "tczyx"
_BEFORE_AXES = ("t", "c", "z", "y", "x")  # what versions 0.1 and 0.2 always meant
_MOST_DATASETS = 100
_MICROMETRES = {
    "angstrom": 1e-4, "nanometer": 1e-3, "nm": 1e-3, "micrometer": 1.0, "micron": 1.0, "um": 1.0, "µm": 1.0, "μm": 1.0,
    "millimeter": 1e3, "mm": 1e3, "centimeter": 1e4, "meter": 1e6, "m": 1e6, "inch": 25400.0,
}  # fmt: skip
_SECONDS = {"microsecond": 1e-6, "millisecond": 1e-3, "second": 1.0, "s": 1.0, "minute": 60.0, "hour": 3600.0}


@dataclass(frozen=True, slots=True)
class Dataset:
    """One level. scale: units per pixel, one for each axis; None where the file is silent."""

    path: str
    scale: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Multiscale:
    """axes: in the order of the arrays, out of t, c, z, y, x. units: their words, one for each axis."""

    name: str
    axes: tuple[str, ...]
    units: tuple[str, ...]
    datasets: tuple[Dataset, ...]
    channels: tuple[ChannelInfo, ...]

    @property
    def pixel_size_um(self) -> tuple[float | None, float | None, float | None]:
        """x, y, z of the first level in micrometres; None without a length or its unit."""
        return self._step("x", _MICROMETRES), self._step("y", _MICROMETRES), self._step("z", _MICROMETRES)

    @property
    def time_increment_s(self) -> float | None:
        return self._step("t", _SECONDS)

    def _step(self, axis: str, units: dict[str, float]) -> float | None:
        if axis not in self.axes:
            return None
        place = self.axes.index(axis)
        word, scale = self.units[place].lower(), self.datasets[0].scale[place]
        factor = units.get(word) or units.get(word.removesuffix("s"))
        return None if factor is None or scale is None or scale <= 0 else scale * factor


def multiscale(attributes: dict[str, Any], what: str) -> Multiscale:
    """The first multiscale of a group. Raises Unreadable when there is none that makes sense."""
    found = attributes.get("multiscales")
    if not isinstance(found, list) or not found or not isinstance(found[0], dict):
        raise Unreadable(f"{what} is no OME-Zarr image: it has no multiscales")
    first = found[0]
    axes, units = _axes(first.get("axes"), what)
    whole = _scale(first.get("coordinateTransformations"), len(axes))
    datasets = first.get("datasets")
    if not isinstance(datasets, list) or not 1 <= len(datasets) <= _MOST_DATASETS:
        raise Unreadable(f"{what}: a multiscale has 1 to {_MOST_DATASETS} datasets")
    name = first.get("name")
    return Multiscale(
        name if isinstance(name, str) else "",
        axes,
        units,
        tuple(_dataset(one, whole, what) for one in datasets),
        _channels(attributes.get("omero")),
    )


def _axes(value: object, what: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names and units; versions 0.1 and 0.2 had no axes, 0.3 only their names."""
    if value is None:
        return _BEFORE_AXES, ("",) * len(_BEFORE_AXES)
    if not isinstance(value, list) or not value:
        raise Unreadable(f"{what}: the axes of a multiscale are a list")
    entries = [one if isinstance(one, dict) else {"name": one} for one in value]
    names = tuple(str(one.get("name")).lower() for one in entries)
    if len(set(names)) < len(names) or not {"x", "y"} <= set(names) <= set(_AXES):
        raise Unreadable(f"{what}: axes are some of t, c, z, y, x, with y and x among them, not {str(names)[:80]}")
    return names, tuple(unit if isinstance(unit := one.get("unit"), str) else "" for one in entries)


def _dataset(value: object, whole: tuple[float | None, ...], what: str) -> Dataset:
    if not isinstance(value, dict):
        raise Unreadable(f"{what}: a dataset of a multiscale has a path")
    own = _scale(value.get("coordinateTransformations"), len(whole))
    # a level without a scale of its own has that of the whole, which alone says nothing about its pixels
    scale = tuple(a if b is None or a is None else a * b for a, b in zip(own, whole, strict=True))
    return Dataset(inner_path(value.get("path"), what), scale)


def _scale(value: object, count: int) -> tuple[float | None, ...]:
    """The first transformation of type scale that has a number for each axis."""
    for one in value if isinstance(value, list) else ():
        scale = one.get("scale") if isinstance(one, dict) and one.get("type") == "scale" else None
        if isinstance(scale, list) and len(scale) == count:
            return tuple(_number(length) for length in scale)
    return (None,) * count


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def _channels(omero: object) -> tuple[ChannelInfo, ...]:
    """Names and colors. Windows are how somebody looked at the image, not what it holds; nonsense is left out."""
    found = omero.get("channels") if isinstance(omero, dict) else None
    return tuple(_channel(one) for one in found) if isinstance(found, list) else ()


def _channel(value: object) -> ChannelInfo:
    label, color = (value.get("label"), value.get("color")) if isinstance(value, dict) else (None, None)
    good = isinstance(color, str) and re.fullmatch(r"#?([0-9A-Fa-f]{6})(?:[0-9A-Fa-f]{2})?", color)
    return ChannelInfo(
        name=label if isinstance(label, str) and label else None,
        color=good.group(1).upper() + "FF" if good else None,
    )
