"""Plates whose planes are TIFF files of their own: which file is which plane, and the images they make."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from micrographia.errors import Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels.formats.original import Pairs, bounded, of_tags
from micrographia.pixels.formats.parsed_pages import ParsedPages
from micrographia.pixels.formats.plane_table import PlaneTable, no_pages
from micrographia.pixels.formats.tiff_image import TiffImage, level_of
from micrographia.pixels.geometry import Size5D
from micrographia.pixels.metadata import ChannelInfo, FieldInfo, ImageInfo, Inspection, PlateInfo, WellInfo
from micrographia.storage import Store

MOST_PLANES = 2**22

Place = tuple[int, int, int]
"""(t, c, z), from 0."""


@dataclass(frozen=True, slots=True)
class FieldFiles:
    """One field. row, column: of its well, from 0. name: of the image. planes: place → key of the file; those that are
    missing are empty. info: what is said of the image beyond its pixels; its size, type and levels do not count."""

    row: int
    column: int
    name: str
    planes: Mapping[Place, str]
    info: ImageInfo
    position_um: tuple[float | None, float | None] = (None, None)


@dataclass(frozen=True, slots=True)
class PlateFiles:
    """A plate as its metadata describe it. plate: without wells. fields: well by well. channels: of every field.
    said: what the files beside the pictures say in their own words."""

    plate: PlateInfo
    fields: tuple[FieldFiles, ...]
    channels: tuple[ChannelInfo, ...]
    warnings: tuple[str, ...]
    said: Pairs = ()

    @property
    def weight(self) -> int:
        """About as many bytes as it takes."""
        return sum(2000 + 250 * len(field.planes) for field in self.fields) + 200 * len(self.said)


def inspection_of(files: PlateFiles, pages: ParsedPages, store: Store) -> Inspection:
    """All that is said of the plate; one TIFF is opened. Raises Unreadable."""
    template = _template(files, pages, store)
    images = tuple(_info(files, field, template) for field in files.fields)
    first = pages.pages(store, min(files.fields[0].planes.items())[1]).page(0)
    said = bounded((*files.said, *of_tags(first)))
    warnings = (*files.warnings, *_empty(files, images))
    return Inspection(images, (_with_wells(files),), warnings=warnings, original=(said,))


def image_of(files: PlateFiles, series: int, pages: ParsedPages, store: Store, key: str) -> TiffImage:
    """One field, taken to be like the first one until its planes are read. Raises Unreadable. key: of the plate."""
    if not 0 <= series < len(files.fields):
        raise Unreadable(f"{key}: it has {len(files.fields)} images, none with the number {series}")
    field = files.fields[series]
    info = _info(files, field, _template(files, pages, store))
    keys = {one: number for number, one in enumerate(dict.fromkeys(field.planes.values()))}
    table = no_pages(info.size.t, info.size.c, info.size.z)
    for place, one in field.planes.items():
        table[place] = (keys[one], 0, 0)
    return TiffImage(info, PlaneTable(tuple(keys), (table,), (None,), 1, sparse=True))


def _template(files: PlateFiles, pages: ParsedPages, store: Store) -> ImageInfo:
    """What the first file says of its pixels."""
    field = files.fields[0]
    opened = pages.pages(store, min(field.planes.items())[1])
    segments, what = opened.segments(0), opened.what(0)
    if segments.samples != 1:
        raise Unreadable(f"{what} has {segments.samples} samples for each pixel; a plane of a plate has one")
    size, level = Size5D(segments.width, segments.height), level_of(segments)
    bits = field.info.significant_bits or segments.significant_bits
    return replace(
        field.info, size=size, pixel_type=PixelType.of(segments.dtype), levels=(level,), significant_bits=bits
    )


def _info(files: PlateFiles, field: FieldFiles, template: ImageInfo) -> ImageInfo:
    t, z = (max(place[axis] for place in field.planes) + 1 for axis in (0, 2))
    if t * z * len(files.channels) > MOST_PLANES:
        raise Unreadable(f"{field.name}: {t} timepoints of {z} z-sections are too many")
    return replace(
        field.info,
        name=field.name,
        size=Size5D(template.size.x, template.size.y, z, len(files.channels), t),
        pixel_type=template.pixel_type,
        levels=template.levels,
        significant_bits=template.significant_bits,
        channels=files.channels,
    )


def _with_wells(files: PlateFiles) -> PlateInfo:
    wells: dict[tuple[int, int], list[FieldInfo]] = {}
    run = 0 if files.plate.runs else None
    for number, field in enumerate(files.fields):
        wells.setdefault((field.row, field.column), []).append(FieldInfo(number, run, field.position_um))
    return replace(files.plate, wells=tuple(WellInfo(*place, tuple(fields)) for place, fields in wells.items()))


def _empty(files: PlateFiles, images: Sequence[ImageInfo]) -> Iterable[str]:
    """Says how many planes are empty for want of a file."""
    whole = [info.size.t * info.size.c * info.size.z for info in images]
    missing = [count - len(field.planes) for count, field in zip(whole, files.fields, strict=True)]
    if any(missing):
        first = next(field.name for field, count in zip(files.fields, missing, strict=True) if count)
        yield (
            f"{sum(missing)} of {sum(whole)} planes have no file and are shown empty, "
            f"in {sum(map(bool, missing))} of {len(images)} images, the first of them {first!r}"
        )
