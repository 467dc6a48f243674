"""The series of a bioformats2raw container, with what its OME-XML adds."""

from dataclasses import replace

from micrographia.errors import Unreadable
from micrographia.pixels.formats.ngff_series import Series, series_of
from micrographia.pixels.formats.ome_image import OmeImage
from micrographia.pixels.formats.ome_xml import OmeDocument, parse
from micrographia.pixels.formats.original import bounded
from micrographia.pixels.formats.zarr_folder import Group, ZarrFolder, inner_path
from micrographia.pixels.metadata import AnnotationInfo, ImageInfo, Inspection

_XML_BYTES = 64 * 2**20
_MOST_SERIES = 100_000


def container_of(folder: ZarrFolder, group: Group) -> tuple[tuple[Series, ...], Inspection]:
    """The series of bioformats2raw, in the order of OME/ or else by number; what OME-XML adds is added."""
    document, warnings = document_of(folder)
    paths = _series_paths(folder, group, document)
    series = []
    for number, path in enumerate(paths):
        one, more = series_of(folder, path, f"{folder.name} [{number + 1}]")
        described = document.images[number] if document and number < len(document.images) else None
        series.append(replace(one, info=with_xml(one.info, described)) if described else one)
        warnings += more
    if not series:
        raise Unreadable(f"{folder.key}: the container holds no series")
    count = len(series)
    said = (*(document.original if document else ()), *(pair for one in series for pair in one.said))
    inspection = Inspection(
        tuple(one.info for one in series),
        rois=tuple(roi for roi in document.rois if roi.image < count) if document else (),
        annotations=_annotations(document, count) if document else (),
        warnings=(*warnings, *(document.warnings if document else ())),
        original=(bounded(said),),
    )
    return tuple(series), inspection


def _annotations(document: OmeDocument, count: int) -> tuple[AnnotationInfo, ...]:
    """On the images that are there."""
    found = []
    for one in document.annotations:
        targets = tuple(on for on in one.targets if on.kind == "image" and on.index < count)
        if targets:
            found.append(replace(one, targets=targets))
    return tuple(found)


def _series_paths(folder: ZarrFolder, group: Group, document: OmeDocument | None) -> list[str]:
    listed = None
    if "OME" in group.names:
        try:
            listed = folder.group("OME").attributes.get("series")
        except Unreadable:
            listed = None  # a folder OME with nothing but the XML
    if isinstance(listed, list):
        paths = [inner_path(path, folder.describe("OME")) for path in listed]
    else:
        paths = sorted((name for name in folder.names() if name.isascii() and name.isdigit()), key=int)
    if len(paths) > _MOST_SERIES:
        raise Unreadable(f"{folder.key}: more than {_MOST_SERIES} series")
    return paths


def document_of(folder: ZarrFolder) -> tuple[OmeDocument | None, list[str]]:
    """OME/METADATA.ome.xml, if it can be read; else why not."""
    text = folder.read("OME/METADATA.ome.xml", _XML_BYTES)
    if text is None:
        return None, []
    try:
        return parse(text, folder.describe("OME/METADATA.ome.xml")), []
    except Unreadable as error:
        return None, [f"what OME-XML says is left out: {error}"]


def with_xml(info: ImageInfo, image: OmeImage) -> ImageInfo:
    """What OME-XML says on top of what the Zarr metadata say; of names and colors of channels the latter win."""
    described = image.info(info.name, info.pixel_type, info.levels, image.samples == 3)
    if described.size != info.size:
        return info  # it speaks of another image
    channels = tuple(
        replace(ome, name=zarr.name or ome.name, color=zarr.color or ome.color)
        for ome, zarr in zip(described.channels, info.channels, strict=False)
    )
    lengths = zip(info.pixel_size_um, described.pixel_size_um, strict=True)
    x, y, z = (ours if ours is not None else theirs for ours, theirs in lengths)
    increment = info.time_increment_s or described.time_increment_s
    return replace(
        described,
        channels=(*channels, *info.channels[len(channels) :]),
        pixel_size_um=(x, y, z),
        time_increment_s=increment,
    )
