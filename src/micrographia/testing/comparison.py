"""Where an image as we read it differs from what another program said of it, in sentences."""

import hashlib
import math
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from micrographia.pixels import ImageInfo, PixelSource, PlateInfo, Region
from micrographia.testing.manifest import (
    ExpectedImage,
    ExpectedLevel,
    ExpectedPlane,
    ExpectedPlate,
)

_RELATIVE = 1e-6


@dataclass(frozen=True, slots=True)
class Precision:
    """tolerance: None where checksums must be equal, else how far values may differ. threads: on one open image."""

    tolerance: float | None = None
    threads: int = 8


def metadata_differences(info: ImageInfo, truth: ExpectedImage) -> Iterator[str]:
    """Sizes, pixel type, levels, physical sizes, channels, date and objective."""
    if info.size != truth.size:
        yield f"size {info.size} instead of {truth.size}"
    if truth.pixel_type is not info.pixel_type:
        yield f"pixel type {info.pixel_type.value} instead of {truth.pixel_type and truth.pixel_type.value}"
    levels = [(level.width, level.height) for level in info.levels]
    # More levels than the other program sees are no fault: it does not know pyramids in reduced pages of plain TIFF.
    if levels[: len(truth.levels)] != [(level.width, level.height) for level in truth.levels]:
        yield f"levels {levels} instead of {[(level.width, level.height) for level in truth.levels]}"
    for axis, ours, theirs in zip("xyz", info.pixel_size_um, truth.pixel_size_um, strict=True):
        yield from _number(f"pixel size {axis}", ours, theirs)
    yield from _number("magnification", info.magnification, truth.magnification)
    yield from _number("lens NA", info.lens_na, truth.lens_na)
    if truth.acquired and info.acquired and abs((_utc(info.acquired) - truth.acquired).total_seconds()) >= 1:
        yield f"acquired {info.acquired} instead of {truth.acquired}"
    if truth.significant_bits and (info.significant_bits or info.pixel_type.bits) != truth.significant_bits:
        yield f"{info.significant_bits} significant bits instead of {truth.significant_bits}"
    yield from _channel_differences(info, truth)


def _utc(date: datetime) -> datetime:
    """Without time zone."""
    return date.astimezone(UTC).replace(tzinfo=None) if date.tzinfo else date


def _number(what: str, ours: float | None, theirs: float | None) -> Iterator[str]:
    if theirs is not None and (ours is None or not math.isclose(ours, theirs, rel_tol=_RELATIVE)):
        yield f"{what} {ours} instead of {theirs}"


def _channel_differences(info: ImageInfo, truth: ExpectedImage) -> Iterator[str]:
    if len(info.channels) != info.size.c:
        yield f"{len(info.channels)} channels described, {info.size.c} there"
    for c, (ours, theirs) in enumerate(zip(info.channels, truth.channels, strict=False)):
        if theirs.name is not None and ours.name != theirs.name:
            yield f"channel {c}: name {ours.name!r} instead of {theirs.name!r}"
        if theirs.color is not None and (ours.color or "")[:6].upper() != theirs.color:
            yield f"channel {c}: color {ours.color} instead of {theirs.color}"
        yield from _number(f"channel {c}: emission", ours.emission_nm, theirs.emission_nm)
        yield from _number(f"channel {c}: excitation", ours.excitation_nm, theirs.excitation_nm)


def plate_differences(plates: tuple[PlateInfo, ...], truth: tuple[ExpectedPlate, ...]) -> Iterator[str]:
    """Number of plates; of each its rows, columns and imaged wells with their number of fields."""
    if len(plates) != len(truth):
        yield f"{len(plates)} plates instead of {len(truth)}"
    for ours, theirs in zip(plates, truth, strict=False):
        said = theirs.rows is not None and theirs.columns is not None
        if said and (ours.rows, ours.columns) != (theirs.rows, theirs.columns):
            yield f"plate of {ours.rows} x {ours.columns} instead of {theirs.rows} x {theirs.columns}"
        wells = {(well.row, well.column, len(well.fields)) for well in ours.wells if well.fields}
        if wells != theirs.wells:
            yield f"wells {sorted(wells)} instead of {sorted(theirs.wells)}"


def pixel_differences(source: PixelSource, truth: ExpectedImage, precision: Precision) -> Iterator[str]:
    """Planes, ranges of whole channels, and regions of every level; planes are read by many threads at once."""
    yield from _plane_differences(source, truth, precision)
    for number, level in enumerate(truth.levels):
        yield from _level_differences(source, truth, number, level, precision)


def _plane_differences(source: PixelSource, truth: ExpectedImage, precision: Precision) -> Iterator[str]:
    """Every plane of full resolution is read once; those that the truth lists are compared one by one."""
    listed = {(plane.z, plane.c, plane.t): plane for plane in truth.planes}
    everything, ranges = hashlib.md5(usedforsecurity=False), _Ranges(source.info.size.c)
    for (z, c, t), values in _planes(source, truth.samples, 0, precision.threads):
        everything.update(_canonical(values))
        ranges.widen(c * truth.samples, values)
        if (z, c, t) in listed:
            yield from _plane(values, listed[z, c, t], precision)
    whole = truth.levels[0].md5 if truth.levels else None
    if precision.tolerance is None and whole and everything.hexdigest() != whole:
        yield "the checksum of all planes differs"
    for c, (low, high) in enumerate(truth.ranges):
        yield from _extremes(f"channel {c}", (ranges.lows[c], ranges.highs[c]), (low, high), precision.tolerance)


def _plane(values: NDArray[Any], truth: ExpectedPlane, precision: Precision) -> Iterator[str]:
    what = f"plane z={truth.z} c={truth.c} t={truth.t}"
    if precision.tolerance is None and _md5(values) != truth.md5:
        yield f"{what}: checksum differs"
    for sample, theirs in enumerate(zip(truth.low, truth.high, strict=True)):
        ours = float(np.fmin.reduce(values[sample], axis=None)), float(np.fmax.reduce(values[sample], axis=None))
        yield from _extremes(what, ours, theirs, precision.tolerance)


def _extremes(
    what: str, ours: tuple[float, float], theirs: tuple[float, float], tolerance: float | None
) -> Iterator[str]:
    if any(abs(our - their) > (tolerance or 0) for our, their in zip(ours, theirs, strict=True)):
        yield f"{what}: values from {ours[0]} to {ours[1]} instead of {theirs[0]} to {theirs[1]}"


def _level_differences(
    source: PixelSource, truth: ExpectedImage, number: int, level: ExpectedLevel, precision: Precision
) -> Iterator[str]:
    """The regions of a level, and for the smaller ones the checksum of all their planes."""
    if number >= len(source.info.levels):
        return
    if number and level.md5:
        everything = hashlib.md5(usedforsecurity=False)
        for _, values in _planes(source, truth.samples, number, precision.threads):
            everything.update(_canonical(values))
        if precision.tolerance is None and everything.hexdigest() != level.md5:
            yield f"level {number}: the checksum of all planes differs"
    for one in level.regions:
        values = source.read(0, 0, range(truth.samples), one.region, number)
        place = f"level {number}, region {one.region.x},{one.region.y} of {one.region.width} x {one.region.height}"
        if precision.tolerance is None and _md5(values) != one.md5:
            yield f"{place}: checksum differs"
        for sample, theirs in enumerate(zip(one.low, one.high, strict=True)):
            ours = float(values[sample].min()), float(values[sample].max())
            yield from _extremes(place, ours, theirs, precision.tolerance)


def _planes(
    source: PixelSource, samples: int, level: int, threads: int
) -> Iterator[tuple[tuple[int, int, int], NDArray[Any]]]:
    """((z, group of channels, t), values (samples, height, width)) with z fastest, then channels, then timepoints."""
    size, resolution = source.info.size, source.info.levels[level]
    whole = Region(0, 0, resolution.width, resolution.height)
    addresses = ((z, c, t) for t in range(size.t) for c in range(size.c // samples) for z in range(size.z))

    def read(address: tuple[int, int, int]) -> NDArray[Any]:
        z, c, t = address
        return source.read(z, t, range(c * samples, (c + 1) * samples), whole, level)

    with ThreadPoolExecutor(threads) as pool:
        while batch := list(islice(addresses, 2 * threads)):
            yield from zip(batch, pool.map(read, batch), strict=True)


def _canonical(values: NDArray[Any]) -> bytes:
    """(samples, height, width) as the manifest's checksums want them: little-endian, samples side by side."""
    picture = values[0] if len(values) == 1 else np.moveaxis(values, 0, -1)
    return picture.astype(picture.dtype.newbyteorder("<")).tobytes()


def _md5(values: NDArray[Any]) -> str:
    return hashlib.md5(_canonical(values), usedforsecurity=False).hexdigest()


class _Ranges:
    """Smallest and largest value per channel, growing."""

    def __init__(self, channels: int) -> None:
        self.lows, self.highs = [math.inf] * channels, [-math.inf] * channels

    def widen(self, first: int, values: NDArray[Any]) -> None:
        for channel, plane in enumerate(values, first):
            self.lows[channel] = min(self.lows[channel], float(np.fmin.reduce(plane, axis=None)))
            self.highs[channel] = max(self.highs[channel], float(np.fmax.reduce(plane, axis=None)))
