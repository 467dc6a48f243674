"""Which images an OME-Zarr folder holds: one, a plate full, or the series of a bioformats2raw container; and labels."""

from dataclasses import dataclass, replace

from micrographia.pixels.formats.ngff_container import container_of, document_of, with_xml
from micrographia.pixels.formats.ngff_labels import labels_of
from micrographia.pixels.formats.ngff_series import Series, series_of
from micrographia.pixels.formats.ngff_survey import series_of_plate
from micrographia.pixels.formats.original import bounded
from micrographia.pixels.formats.zarr_folder import Group, ZarrFolder, joined
from micrographia.pixels.metadata import Inspection

_LAYOUT = "bioformats2raw.layout"


@dataclass(frozen=True, slots=True)
class Layout:
    """All of a folder. series[n] is inspection.images[n]."""

    series: tuple[Series, ...]
    inspection: Inspection


def layout_of(folder: ZarrFolder) -> Layout:
    """Raises Unreadable when the folder holds no image that we can read."""
    group = folder.group()
    if isinstance(group.attributes.get("plate"), dict):
        return Layout(*series_of_plate(folder, group))
    if "multiscales" not in group.attributes and (_LAYOUT in group.attributes or "OME" in group.names):
        return _with_labels(folder, group, Layout(*container_of(folder, group)))
    return _with_labels(folder, group, Layout(*_single(folder, group)))


def _with_labels(folder: ZarrFolder, group: Group, layout: Layout) -> Layout:
    """With the label images behind all others, so that what was said of images by number still holds."""
    attributes = "zarr.json" if group.version == 3 else ".zattrs"
    folder.prepare(joined(one.path, "labels", attributes) for one in layout.series)
    labels: list[Series] = []
    warnings = list(layout.inspection.warnings)
    for one in layout.series:
        found, more = labels_of(folder, one)
        labels += found
        warnings += more
    said = layout.inspection.original
    if len(layout.series) == 1:
        said += tuple(label.said for label in labels)
    images = (*layout.inspection.images, *(label.info for label in labels))
    inspection = replace(layout.inspection, images=images, warnings=tuple(warnings), original=said)
    return Layout((*layout.series, *labels), inspection)


def _single(folder: ZarrFolder, group: Group) -> tuple[tuple[Series, ...], Inspection]:
    """The image of the folder itself; some converters put OME-XML beside it."""
    series, warnings = series_of(folder, "", folder.name)
    document, more = document_of(folder) if "OME" in group.names else (None, [])
    if document is None or len(document.images) != 1:
        return (series,), Inspection((series.info,), warnings=(*warnings, *more), original=(series.said,))
    series = replace(series, info=with_xml(series.info, document.images[0]))
    said, original = (*warnings, *document.warnings), (bounded((*series.said, *document.original)),)
    return (series,), Inspection((series.info,), (), document.rois, document.annotations, said, original)
