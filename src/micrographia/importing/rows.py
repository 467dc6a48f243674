"""The rows of one fileset, built before the transaction that writes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.db.models import Model
from django.db.models.base import ModelState

from micrographia.catalog.models import (
    Annotation,
    AnnotationLink,
    Channel,
    Fileset,
    Image,
    OriginalFile,
    OriginalMetadata,
    Pixels,
    Plate,
    Pyramid,
    Roi,
    Run,
    Shape,
    Statistics,
    StoredChannel,
    StoredSettings,
    Well,
    WellField,
)
from micrographia.importing.annotation_rows import annotation_row, roi_row, shape_row
from micrographia.importing.plan import PlannedFileset
from micrographia.importing.question import Measured
from micrographia.importing.whose import Whose
from micrographia.pictures.defaults import unsaved_defaults
from micrographia.pixel_type import ValueRange
from micrographia.pixels import ChannelInfo, ImageInfo, Inspection, PlateInfo, Target
from micrographia.pixels.formats.original import bounded
from micrographia.rendering.defaults import ChannelFacts, import_colors

NAMES_OF_RGB = ("Red", "Green", "Blue", "Alpha")

M = TypeVar("M", bound=Model)


@dataclass(slots=True)
class Rows:
    """Unsaved rows that point at one another, in lists that can be written in this order."""

    filesets: list[Fileset] = field(default_factory=list)
    files: list[OriginalFile] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    pixels: list[Pixels] = field(default_factory=list)
    channels: list[Channel] = field(default_factory=list)
    metadata: list[OriginalMetadata] = field(default_factory=list)
    plates: list[Plate] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    wells: list[Well] = field(default_factory=list)
    fields: list[WellField] = field(default_factory=list)
    rois: list[Roi] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    attached: list[OriginalFile] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    annotation_links: list[AnnotationLink] = field(default_factory=list)
    settings: list[StoredSettings] = field(default_factory=list)
    stored_channels: list[StoredChannel] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What belongs to an image beside its own row. facts: what they were made of."""

    facts: tuple[ImageInfo, Measured | None]
    pixels: Pixels
    channels: list[Channel]
    settings: StoredSettings
    stored_channels: list[StoredChannel]

    def again(self, image: Image, info: ImageInfo) -> _Parts:
        """Those of another image of the same facts: to copy rows takes a fraction of what Django takes to make them."""
        x, y, z = info.position_um
        settings = _copied(self.settings, image=image)
        return _Parts(
            self.facts,
            _copied(self.pixels, image=image, position_x=x, position_y=y, position_z=z),
            [_copied(channel, image=image) for channel in self.channels],
            settings,
            [_copied(channel, settings=settings) for channel in self.stored_channels],
        )


def rows_of(planned: PlannedFileset, whose: Whose, root: str, copied: bool) -> Rows:
    """All rows of a fileset, except links into containers. root: where its files lie from now on."""
    rows = Rows()
    _add_files(rows, planned, whose, root, copied)
    parts = None
    for series, info in enumerate(planned.images):
        parts = _add_image(rows, planned, whose, series, info, parts)
    for plate, name in zip(planned.plates, planned.plate_names, strict=True):
        _add_plate(rows, plate, name, whose)
    inspection = planned.examined.inspection
    for roi in inspection.rois:
        row = roi_row(roi, rows.images[roi.image], whose.columns)
        rows.rois.append(row)
        rows.shapes += [shape_row(shape, row, whose.columns) for shape in roi.shapes]
    things = _things(rows) if inspection.annotations else {}
    for annotation in inspection.annotations:
        child = annotation_row(annotation, whose.columns)
        rows.annotations.append(child)
        rows.attached += [child.file] if child.file is not None else []
        for target in annotation.targets:
            link = AnnotationLink(child=child, **{target.kind: things[target]}, **whose.columns)
            rows.annotation_links.append(link)
    return rows


def _things(rows: Rows) -> dict[Target, Any]:
    """What annotations may hang on."""
    found: dict[Target, Any] = {Target("image", index): image for index, image in enumerate(rows.images)}
    found |= {Target("plate", index): plate for index, plate in enumerate(rows.plates)}
    found |= {Target("roi", index): roi for index, roi in enumerate(rows.rois)}
    plates = {id(plate): index for index, plate in enumerate(rows.plates)}
    for kind, parts in (("run", rows.runs), ("well", rows.wells)):
        counts: Counter[int] = Counter()
        for part in parts:
            plate = plates[id(part.plate)]
            found[Target(kind, counts[plate], plate)] = part
            counts[plate] += 1
    return found


def _add_files(rows: Rows, planned: PlannedFileset, whose: Whose, root: str, copied: bool) -> None:
    fileset = Fileset(
        name=planned.found.path.name,
        root=root,
        entries=list(planned.found.keys),
        reader=planned.found.reader,
        fingerprint=planned.originals.fingerprint,
        copied=copied,
        bytes=planned.originals.bytes,
        **whose.columns,
    )
    rows.filesets.append(fileset)
    for file in planned.originals.files:
        name = file.key.rpartition("/")[2]
        columns = {"key": file.key, "name": name, "size": file.size, "version": file.version}
        columns |= {"latest": file.latest, "sha1": file.sha1}
        rows.files.append(OriginalFile(fileset=fileset, **columns, **whose.columns))


def _add_image(
    rows: Rows, planned: PlannedFileset, whose: Whose, series: int, info: ImageInfo, last: _Parts | None
) -> _Parts:
    """last: the parts of the image before; on a plate all images are alike. Gives those of this one."""
    image = Image(
        name=planned.names[series],
        description=info.description,
        fileset=rows.filesets[0],
        series=series,
        acquired=aware(info.acquired),
        **whose.columns,
    )
    facts = _facts_of(info), planned.values(series)
    parts = last.again(image, info) if last is not None and last.facts == facts else _parts(image, info, facts)
    rows.images.append(image)
    rows.pixels.append(parts.pixels)
    rows.channels += parts.channels
    rows.settings.append(parts.settings)
    rows.stored_channels += parts.stored_channels
    said = original_of(planned.examined.inspection, series)
    if said:
        rows.metadata.append(OriginalMetadata(image=image, pairs=said))
    return parts


def _facts_of(info: ImageInfo) -> ImageInfo:
    """All that the parts of an image are made of, but where it lies."""
    return replace(info, name="", description="", acquired=None, original=(), position_um=(None, None, None))


def _parts(image: Image, info: ImageInfo, facts: tuple[ImageInfo, Measured | None]) -> _Parts:
    values = facts[1]
    pixels = pixels_row(image, info, exact=values is not None and values.exact)
    exact = values.ranges if values is not None and values.exact else ()
    channels = channel_rows(image, info, exact)
    stored, stored_channels = unsaved_defaults(image, channels, () if values is None or values.exact else values.ranges)
    return _Parts(facts, pixels, channels, stored, stored_channels)


def _copied(row: M, **columns: Any) -> M:
    """An unsaved row like an unsaved one, but for these columns."""
    other = type(row).__new__(type(row))
    other.__dict__.update(row.__dict__)
    other._state = ModelState()
    for name, value in columns.items():
        setattr(other, name, value)
    return other


def original_of(inspection: Inspection, series: int) -> list[list[str]]:
    """What the file says of an image in its own words."""
    more = inspection.original[series] if series < len(inspection.original) else ()
    return [list(pair) for pair in bounded((*inspection.images[series].original, *more))]


def pixels_row(image: Image, info: ImageInfo, exact: bool) -> Pixels:
    """exact: whether smallest and largest values are known."""
    size, (physical_x, physical_y, physical_z) = info.size, info.pixel_size_um
    position_x, position_y, position_z = info.position_um
    return Pixels(
        image=image,
        size_x=size.x,
        size_y=size.y,
        size_z=size.z,
        size_c=size.c,
        size_t=size.t,
        pixel_type=info.pixel_type.value,
        significant_bits=info.significant_bits,
        rgb=info.rgb,
        levels=[[one.width, one.height, one.tile_width, one.tile_height] for one in info.levels],
        physical_x=physical_x,
        physical_y=physical_y,
        physical_z=physical_z,
        position_x=position_x,
        position_y=position_y,
        position_z=position_z,
        time_increment_s=info.time_increment_s,
        magnification=info.magnification,
        lens_na=info.lens_na,
        statistics=Statistics.EXACT if exact else Statistics.NONE,
        pyramid=Pyramid.THERE if len(info.levels) > 1 else Pyramid.NONE,
    )


def channel_rows(image: Image, info: ImageInfo, exact: Sequence[ValueRange]) -> list[Channel]:
    """Colors and names as reference webgateway.md §4.3 settles them at import."""
    colors = import_colors([_facts(channel) for channel in info.channels], info.rgb)
    found = []
    for index, (channel, color) in enumerate(zip(info.channels, colors, strict=True)):
        values = exact[index] if index < len(exact) else None
        found.append(
            Channel(
                image=image,
                index=index,
                name=_channel_name(channel, info, index),
                color=color,
                lut=(channel.lut or "")[:255],
                emission_nm=channel.emission_nm,
                excitation_nm=channel.excitation_nm,
                laser_nm=channel.laser_nm,
                emission_filter_nm=channel.emission_filter_nm,
                fluor=channel.fluor or "",
                acquisition_mode=(channel.acquisition_mode or "")[:100],
                illumination=(channel.illumination or "")[:100],
                contrast_method=(channel.contrast_method or "")[:100],
                pinhole_um=channel.pinhole_um,
                low=values.low if values else None,
                high=values.high if values else None,
            )
        )
    return found


def _facts(channel: ChannelInfo) -> ChannelFacts:
    return ChannelFacts(
        color=channel.color,
        emission_nm=channel.emission_nm,
        excitation_nm=channel.excitation_nm,
        laser_nm=channel.laser_nm,
        emission_filter_nm=channel.emission_filter_nm,
    )


def _channel_name(channel: ChannelInfo, info: ImageInfo, index: int) -> str:
    """The file's; else the color of plain RGB; else the wavelength that gave the color, as a number."""
    if channel.name:
        return channel.name
    if info.rgb and info.size.c > 1:
        return NAMES_OF_RGB[index] if index < len(NAMES_OF_RGB) else ""
    waves = (channel.emission_nm, channel.laser_nm, channel.excitation_nm)
    return next((f"{wave:g}" for wave in waves if wave is not None), "")


def _add_plate(rows: Rows, info: PlateInfo, name: str, whose: Whose) -> None:
    plate = Plate(
        name=name,
        description=info.description,
        rows=info.rows,
        columns=info.columns,
        row_naming=info.row_naming,
        column_naming=info.column_naming,
        external_identifier=info.external_identifier or "",
        **whose.columns,
    )
    runs = [
        Run(
            plate=plate,
            name=run.name,
            started=aware(run.started),
            ended=aware(run.ended),
            maximum_field_count=run.maximum_field_count,
            **whose.columns,
        )
        for run in info.runs
    ]
    rows.plates.append(plate)
    rows.runs += runs
    for place in info.wells:
        well = Well(plate=plate, row=place.row, column=place.column, **whose.columns)
        rows.wells.append(well)
        for index, one in enumerate(place.fields):
            run = runs[one.run] if one.run is not None else None
            x, y = one.position_um
            rows.fields.append(
                WellField(
                    well=well,
                    image=rows.images[one.image],
                    run=run,
                    index=index,
                    position_x=x,
                    position_y=y,
                    **whose.columns,
                )
            )


def aware(moment: datetime | None) -> datetime | None:
    """A date without a time zone is UTC."""
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=UTC)
