"""One image as OME-XML describes it, and where its planes lie."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from micrographia.errors import Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels.formats.ome_channel import MOST_CHANNELS, channels_of, samples_of
from micrographia.pixels.formats.ome_quantity import micrometres, moment, pixel_size, seconds
from micrographia.pixels.formats.xml_tree import Element, first, integer, real, text_of
from micrographia.pixels.geometry import Level, Size5D
from micrographia.pixels.metadata import ChannelInfo, ImageInfo

MOST_SIDE = 2**31 - 1
MOST_PLANES = 2**24

_TYPES = {kind.value: kind for kind in PixelType} | {"bit": PixelType.UINT8}
_ORDERS = {"XYZCT", "XYZTC", "XYCTZ", "XYCZT", "XYTCZ", "XYTZC"}


@dataclass(frozen=True, slots=True)
class TiffData:
    """A run of planes in a TIFF file. ifd: index of the first page. plane_count None: as many as there are.

    uuid, file_name: of the file that holds them; "" means the file with this XML.
    """

    first_z: int
    first_c: int
    first_t: int
    ifd: int
    plane_count: int | None
    uuid: str
    file_name: str


@dataclass(frozen=True, slots=True)
class OmeImage:
    """All that an Image element says. pixel_type None: a type that we cannot show, such as complex numbers.

    order: the axes after XY, fastest first, such as "CZT". samples: samples of one pixel (3: interleaved RGB), which
    count as channels. Other fields as ImageInfo.
    """

    id: str
    name: str
    description: str
    size: Size5D
    order: str
    pixel_type: PixelType | None
    type_name: str
    significant_bits: int | None
    samples: int
    channels: tuple[ChannelInfo, ...]
    pixel_size_um: tuple[float | None, float | None, float | None]
    position_um: tuple[float | None, float | None, float | None]
    time_increment_s: float | None
    magnification: float | None
    lens_na: float | None
    acquired: datetime | None
    tiff_data: tuple[TiffData, ...]

    def info(self, name: str, pixel_type: PixelType, levels: tuple[Level, ...], rgb: bool) -> ImageInfo:
        """What a reader says of the image, once it knows the file's own pixel type and levels.

        name: used when the XML has none. The width and height are those of levels[0].
        """
        size = Size5D(levels[0].width, levels[0].height, self.size.z, self.size.c, self.size.t)
        bits = self.significant_bits
        return ImageInfo(
            name=self.name or name,
            size=size,
            pixel_type=pixel_type,
            levels=levels,
            channels=self.channels,
            description=self.description,
            significant_bits=bits if bits and 0 < bits <= pixel_type.bits else None,
            rgb=rgb,
            pixel_size_um=self.pixel_size_um,
            position_um=self.position_um,
            time_increment_s=self.time_increment_s,
            magnification=self.magnification,
            lens_na=self.lens_na,
            acquired=self.acquired,
        )


def image_of(instruments: Mapping[str, Element], element: Element, what: str) -> OmeImage:
    """The value of one Image element. Raises Unreadable when it has no usable Pixels.

    instruments: ID → parts of the microscopes (objectives, lasers, filters).
    """
    pixels = element.find("Pixels")
    if pixels is None:
        raise Unreadable(f"{what}: an image of its OME-XML has no Pixels")
    size = _size(pixels, what)
    order = pixels.get("DimensionOrder", "XYCZT")
    if order not in _ORDERS:
        raise Unreadable(f"{what}: the dimension order {order[:20]!r} of its OME-XML does not exist")
    objective = _objective(instruments, element)
    type_name = pixels.get("Type") or pixels.get("PixelType") or ""
    return OmeImage(
        id=element.get("ID", ""),
        name=element.get("Name") or "",
        description=text_of(element, "Description"),
        size=size,
        order=order[2:],
        pixel_type=_TYPES.get(type_name.lower()),
        type_name=type_name,
        significant_bits=integer(pixels, "SignificantBits"),
        samples=samples_of(pixels),
        channels=channels_of(instruments, pixels, size.c),
        pixel_size_um=(
            pixel_size(pixels, "PhysicalSizeX"),
            pixel_size(pixels, "PhysicalSizeY"),
            pixel_size(pixels, "PhysicalSizeZ"),
        ),
        position_um=_position(element, pixels),
        time_increment_s=seconds(pixels, "TimeIncrement"),
        magnification=None if objective is None else _magnification(objective),
        lens_na=None if objective is None else real(objective, "LensNA"),
        acquired=moment(text_of(element, "AcquisitionDate") or text_of(element, "AcquiredDate")),
        tiff_data=tuple(_tiff_data(one, what) for one in pixels.iterfind("TiffData")),
    )


def _size(pixels: Element, what: str) -> Size5D:
    sizes = {axis: integer(pixels, f"Size{axis}") for axis in "XYZCT"}
    for axis, number in sizes.items():
        if number is None or not 1 <= number <= MOST_SIDE:
            raise Unreadable(f"{what}: Size{axis} of its OME-XML is {pixels.get(f'Size{axis}')!r:.30}, not a size")
    size = Size5D(*(number or 1 for number in sizes.values()))
    if size.z * size.c * size.t > MOST_PLANES or size.c > MOST_CHANNELS:
        planes = size.z * size.c * size.t
        raise Unreadable(f"{what}: its OME-XML declares {planes} planes, more than the {MOST_PLANES} we accept")
    return size


def _tiff_data(element: Element, what: str) -> TiffData:
    given = {name: integer(element, name) for name in ("FirstZ", "FirstC", "FirstT", "IFD", "PlaneCount")}
    if any(number is not None and not 0 <= number <= MOST_SIDE for number in given.values()):
        raise Unreadable(f"{what}: a TiffData of its OME-XML has a negative or absurd number")
    planes = given["PlaneCount"]
    if planes is None and given["IFD"] is not None:
        planes = 1
    uuid = element.find("UUID")
    return TiffData(
        first_z=given["FirstZ"] or 0,
        first_c=given["FirstC"] or 0,
        first_t=given["FirstT"] or 0,
        ifd=given["IFD"] or 0,
        plane_count=planes,
        uuid="" if uuid is None else (uuid.text or "").strip(),
        file_name="" if uuid is None else uuid.get("FileName", ""),
    )


def _objective(instruments: Mapping[str, Element], element: Element) -> Element | None:
    for name in ("ObjectiveSettings", "ObjectiveRef"):
        reference = element.find(name)
        if reference is not None:
            return instruments.get(reference.get("ID"))
    return None


def _magnification(objective: Element) -> float | None:
    nominal = real(objective, "NominalMagnification")
    return nominal if nominal is not None else real(objective, "CalibratedMagnification")


def _position(element: Element, pixels: Element) -> tuple[float | None, float | None, float | None]:
    """Of the plane at z, c, t = 0, or else the label of the stage; in µm."""
    for plane in pixels.iterfind("Plane"):
        if all(integer(plane, name) == 0 for name in ("TheZ", "TheC", "TheT")):
            x, y, z = (micrometres(plane, f"Position{axis}") for axis in "XYZ")
            if (x, y, z) != (None, None, None):
                return (x, y, z)
            break
    label = first(element, "StageLabel")
    if label is None:
        return (None, None, None)
    return (micrometres(label, "X"), micrometres(label, "Y"), micrometres(label, "Z"))
