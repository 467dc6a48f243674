"""One OME-Zarr image with the metadata of its arrays."""

from dataclasses import dataclass, field, replace

from micrographia.errors import Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels.formats.ngff_image import Multiscale, multiscale
from micrographia.pixels.formats.original import Pairs, bounded, of_mapping
from micrographia.pixels.formats.zarr_array import ZarrArray, array_file, read_array
from micrographia.pixels.formats.zarr_folder import ZarrFolder, joined
from micrographia.pixels.geometry import Level, Size5D
from micrographia.pixels.metadata import ChannelInfo, ImageInfo

_MOST_PLANE_PIXELS = 10**11
_MOST_CHANNELS = 10_000


@dataclass(frozen=True, slots=True)
class Series:
    """One image. path: of its group. axes: of its arrays, in their order. arrays: (path, array) of each level.
    said: what the group says in its own words; two images are alike whatever they say."""

    path: str
    info: ImageInfo
    axes: tuple[str, ...]
    arrays: tuple[tuple[str, ZarrArray], ...]
    said: Pairs = field(default=(), compare=False)


def series_of(folder: ZarrFolder, path: str, name: str) -> tuple[Series, tuple[str, ...]]:
    """The image in one group, and warnings. name: used when the image has none of its own. Raises Unreadable."""
    what, group = folder.describe(path), folder.group(path)
    found = multiscale(group.attributes, what)
    arrays: list[tuple[str, ZarrArray]] = []
    datasets, warnings = [], []
    folder.prepare(joined(path, dataset.path, array_file(group.version)) for dataset in found.datasets)
    for dataset in found.datasets:
        array_path = joined(path, dataset.path)
        array = read_array(folder, array_path, group.version)
        if array is not None and len(array.shape) != len(found.axes):
            raise Unreadable(f"{what}: {len(found.axes)} axes do not fit an array of shape {array.shape}")
        reason = "it is not there" if array is None else _unfit(found.axes, array, arrays)
        if array is None or reason:
            warnings.append(f"level {dataset.path[:80]} of {what} is left out: {reason}")
        else:
            arrays.append((array_path, array))
            datasets.append(dataset)
    if not arrays:
        raise Unreadable(f"{what}: none of its arrays is there")
    found = replace(found, datasets=tuple(datasets))
    info = _info(what, found, [array for _, array in arrays], name)
    said = bounded(of_mapping(group.attributes, path))
    return Series(path, info, found.axes, tuple(arrays), said), tuple(warnings)


def _unfit(axes: tuple[str, ...], array: ZarrArray, before: list[tuple[str, ZarrArray]]) -> str | None:
    """Why an array cannot be the next level, if so: levels get smaller in x, y and perhaps z, and in nothing else."""
    if not before:
        return None
    first, last = before[0][1], before[-1][1]
    if array.dtype.newbyteorder("=") != first.dtype.newbyteorder("="):
        return "its values are of another type"
    for place, axis in enumerate(axes):
        if axis in "ct" and array.shape[place] != first.shape[place]:
            return f"it has {array.shape[place]} along {axis} instead of {first.shape[place]}"
        if array.shape[place] > last.shape[place]:
            return "it is larger than the one before"
    return None


def _info(what: str, found: Multiscale, arrays: list[ZarrArray], name: str) -> ImageInfo:
    size = _size(found.axes, arrays[0])
    if size.x * size.y > _MOST_PLANE_PIXELS:
        raise Unreadable(f"{what}: planes of {size.x} x {size.y} pixels are too large")
    if size.c > _MOST_CHANNELS:
        raise Unreadable(f"{what}: {size.c} channels are too many")
    x, y = found.axes.index("x"), found.axes.index("y")
    return ImageInfo(
        name=found.name or name,
        size=size,
        pixel_type=PixelType.of(arrays[0].dtype.newbyteorder("=")),
        levels=tuple(
            Level(
                array.shape[x], array.shape[y], min(array.chunk[x], array.shape[x]), min(array.chunk[y], array.shape[y])
            )
            for array in arrays
        ),
        channels=(*found.channels, *(ChannelInfo(),) * size.c)[: size.c],
        pixel_size_um=found.pixel_size_um,
        time_increment_s=found.time_increment_s if size.t > 1 else None,
    )


def _size(axes: tuple[str, ...], array: ZarrArray) -> Size5D:
    shape = dict(zip(axes, array.shape, strict=True))
    return Size5D(*(shape.get(axis, 1) for axis in "xyzct"))
