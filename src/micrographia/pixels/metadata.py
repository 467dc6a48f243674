"""What a reader says of a file: images, channels, plates, regions of interest and annotations."""

from dataclasses import dataclass
from datetime import datetime

from micrographia.pixel_type import PixelType
from micrographia.pixels.geometry import Level, Size5D


@dataclass(frozen=True, slots=True)
class ChannelInfo:
    """One detector or dye, as the file describes it; None where the file is silent.

    color: "RRGGBBAA". Wavelengths in nm. emission_filter_nm: the cut-in of the emission filter.
    excitation_filter_nm: cut-in of the excitation filter. lut: file name of a lookup table.
    """

    name: str | None = None
    color: str | None = None
    emission_nm: float | None = None
    excitation_nm: float | None = None
    laser_nm: float | None = None
    emission_filter_nm: float | None = None
    excitation_filter_nm: float | None = None
    fluor: str | None = None
    lut: str | None = None
    acquisition_mode: str | None = None
    illumination: str | None = None
    contrast_method: str | None = None
    pinhole_um: float | None = None


@dataclass(frozen=True, slots=True)
class ImageInfo:
    """One 5D picture of a file ("series").

    levels[0] is full resolution; the rest get smaller. channels: one per c. rgb: the file stores the channels as
    interleaved or planar colours of one picture (plain RGB), the "graphics" kind of reference webgateway.md §4.3.
    pixel_size_um: x, y, z in micrometres. position_um: x, y, z of the stage at the first plane.
    time_increment_s: seconds. acquired: a naive date is UTC. original: further key-values of the file, in its order.
    """

    name: str
    size: Size5D
    pixel_type: PixelType
    levels: tuple[Level, ...]
    channels: tuple[ChannelInfo, ...]
    description: str = ""
    significant_bits: int | None = None
    rgb: bool = False
    pixel_size_um: tuple[float | None, float | None, float | None] = (None, None, None)
    position_um: tuple[float | None, float | None, float | None] = (None, None, None)
    time_increment_s: float | None = None
    magnification: float | None = None
    lens_na: float | None = None
    acquired: datetime | None = None
    original: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """One field of a well. image: index into Inspection.images. run: index into PlateInfo.runs."""

    image: int
    run: int | None = None
    position_um: tuple[float | None, float | None] = (None, None)


@dataclass(frozen=True, slots=True)
class WellInfo:
    """One well that was looked at; row and column from 0."""

    row: int
    column: int
    fields: tuple[FieldInfo, ...] = ()


@dataclass(frozen=True, slots=True)
class RunInfo:
    """One acquisition of a plate."""

    name: str = ""
    started: datetime | None = None
    ended: datetime | None = None
    maximum_field_count: int | None = None


@dataclass(frozen=True, slots=True)
class PlateInfo:
    """One plate; rows and columns count what the plate has, not what was imaged. Naming: "letter" or "number"."""

    name: str
    rows: int
    columns: int
    wells: tuple[WellInfo, ...]
    runs: tuple[RunInfo, ...] = ()
    description: str = ""
    row_naming: str = "letter"
    column_naming: str = "number"
    external_identifier: str | None = None


@dataclass(frozen=True, slots=True)
class ShapeInfo:
    """One shape of a region of interest, in pixels of the full resolution; z, c, t None: on all planes.

    kind: Rectangle, Ellipse, Point, Line, Polyline, Polygon, Label, Mask. numbers: x, y, width, height · x, y,
    radius_x, radius_y · x, y · x1, y1, x2, y2, by kind. points: "x,y x,y …" of poly-lines and polygons.
    Colours "RRGGBBAA". transform: [a00, a10, a01, a11, a02, a12]. mask_bits: one bit per pixel. Other fields as OME-XML
    writes them.
    """

    kind: str
    numbers: tuple[float, ...] = ()
    points: str = ""
    text: str = ""
    z: int | None = None
    c: int | None = None
    t: int | None = None
    fill_color: str | None = None
    stroke_color: str | None = None
    stroke_width: float | None = None
    mask_bits: bytes | None = None
    transform: tuple[float, float, float, float, float, float] | None = None
    fill_rule: str = ""
    stroke_dash_array: str = ""
    marker_start: str = ""
    marker_end: str = ""
    font_family: str = ""
    font_style: str = ""
    font_size: float | None = None
    locked: bool | None = None


@dataclass(frozen=True, slots=True)
class RoiInfo:
    """A region of interest of Inspection.images[image]."""

    image: int
    shapes: tuple[ShapeInfo, ...]
    name: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """What an annotation hangs on: an image, plate or roi by its index in the Inspection; a run or well by its index in
    the plate of that index."""

    kind: str
    index: int
    plate: int = 0


@dataclass(frozen=True, slots=True)
class AnnotationInfo:
    """An annotation, which may hang on several things.

    kind: tag, comment, map, file, long, double, boolean, timestamp, term, xml. value: as text; of a map the pairs
    stand in `pairs`, in order; of a file it is the name, and the bytes stand in `content`.
    """

    targets: tuple[Target, ...]
    kind: str
    value: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    namespace: str = ""
    description: str = ""
    content: bytes | None = None
    mimetype: str = ""


@dataclass(frozen=True, slots=True)
class Inspection:
    """All that a reader says of a fileset. warnings: one sentence each, for the person who imports.

    original: what the file says in its own words, of images in their order, on top of ImageInfo.original; of those
    behind the last nothing more.
    """

    images: tuple[ImageInfo, ...]
    plates: tuple[PlateInfo, ...] = ()
    rois: tuple[RoiInfo, ...] = ()
    annotations: tuple[AnnotationInfo, ...] = ()
    warnings: tuple[str, ...] = ()
    original: tuple[tuple[tuple[str, str], ...], ...] = ()
