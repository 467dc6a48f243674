"""Real files with what another program said of their planes, imported as people import them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from documents.library import Library
from micrographia.catalog.models import Image
from micrographia.importing.importer import Order, imported
from micrographia.importing.plan import Wish
from micrographia.importing.whose import Whose
from micrographia.pixels import Region
from micrographia.pixels.registry import readers
from micrographia.storage import LocalStore
from micrographia.testing.manifest import Entry, ExpectedImage, ExpectedPlane, entries

LONG = os.environ.get("MICROGRAPHIA_TEST_LONG") == "1"
SMALL = 60_000
"""Bytes: larger files, and those that hold eight times as much, are left to the long run."""

SIDE = 1024
"""Of planes larger than this only the upper left corner is asked."""


@dataclass(frozen=True)
class RealSeries:
    """One imported image, and the plane of it that is looked at. truth: what another program said of that plane."""

    entry: Entry
    image_id: int
    series: int
    expected: ExpectedImage | None
    truth: ExpectedPlane
    planes: NDArray

    @property
    def corner(self) -> Region:
        return Region(0, 0, min(SIDE, self.planes.shape[2]), min(SIDE, self.planes.shape[1]))

    @property
    def whole(self) -> bool:
        return self.corner.width == self.planes.shape[2] and self.corner.height == self.planes.shape[1]

    @property
    def is_true(self) -> bool:
        """Whether the plane is, byte for byte, what the other program saw."""
        if not self.truth.md5 or self.entry.expect != "exact":
            return True
        picture = self.planes[0] if len(self.planes) == 1 else np.moveaxis(self.planes, 0, -1)
        little = np.ascontiguousarray(picture.astype(picture.dtype.newbyteorder("<")))
        return hashlib.md5(little.tobytes(), usedforsecurity=False).hexdigest() == self.truth.md5


EXTRAS = {
    "czi": ("pylibCZIrw", "czifile"),
    "dicom": ("pydicom",),
    "ims": ("h5py",),
    "lif": ("liffile",),
    "nd2": ("nd2",),
    "oib": ("oiffile",),
}
"""Format, as the manifest calls it → packages of which one must be installed."""


def readable(entry: Entry) -> bool:
    """Whether this installation can read files of that format."""
    packages = EXTRAS.get(entry.format, ("micrographia",))
    return any(find_spec(package) for package in packages)


def chosen(data: Path) -> list[Entry]:
    """All entries in the long run; else the small ones, and of the many codecs of TIFF every fourth."""
    listed = [entry for entry in entries(data / "manifest.json") if readable(entry)]
    if LONG:
        return listed
    small = [entry for entry in listed if weight(data / entry.path) <= SMALL and decoded_bytes(entry) <= 8 * SMALL]
    codecs = [entry for entry in small if entry.format == "tiff-codecs"]
    return [entry for entry in small if entry.format != "tiff-codecs"] + codecs[::4]


def weight(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    return sum(each.stat().st_size for each in path.rglob("*") if each.is_file())


def decoded_bytes(entry: Entry) -> int:
    return sum(
        one.size.x * one.size.y * one.size.z * one.size.c * one.size.t * one.pixel_type.bits // 8
        for one in entry.images or ()
        if one.pixel_type
    )


def import_all(data: Path, listed: list[Entry], library: Library) -> dict[str, list[tuple[int, int]]]:
    """Path of the entry → series and image id of what was imported of it."""
    paths = {data / entry.path: entry.path for entry in listed}
    order = Order(tuple(paths), Whose(library.will, library.group), Wish(dataset="real"))
    found: dict[str, list[tuple[int, int]]] = {}
    for outcome in imported(order):
        if outcome.committed is not None and outcome.path in paths:
            images = outcome.committed.images
            found[paths[outcome.path]] = [(image.series, image.image_id) for image in images]
    return found


def real_series(data: Path, entry: Entry, images: list[tuple[int, int]]) -> Iterator[RealSeries]:
    """One for each imported series of the entry: the first plane that the truth tells of, else the first of all."""
    for series, image_id in images:
        expected = (entry.images or ())[series : series + 1]
        truth = expected[0].planes[0] if expected and expected[0].planes else ExpectedPlane(0, 0, 0, "")
        samples = expected[0].samples if expected else 1
        fileset = Image.objects.select_related("fileset").get(pk=image_id).fileset
        source = readers()[fileset.reader].open(LocalStore(Path(fileset.root)), tuple(fileset.entries), series)
        try:
            size = source.info.size
            channels = range(truth.c * samples, min(size.c, (truth.c + 1) * samples))
            planes = source.read(truth.z, truth.t, channels, Region(0, 0, size.x, size.y))
        finally:
            source.close()
        yield RealSeries(entry, image_id, series, expected[0] if expected else None, truth, planes)
