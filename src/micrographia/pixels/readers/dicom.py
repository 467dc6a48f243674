"""DICOM, by the extra dicom: single and multi-frame pictures, and whole slides in tiles.

The files of a slide's series in one folder belong together: its volumes are levels of one image when they get smaller;
labels, overviews and thumbnails are images of their own. Frames of other files are z-sections. Nothing about the
patient is taken over.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from micrographia.errors import NotFound, Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels.decoded import DecodedStore
from micrographia.pixels.formats.dicom_frames import KNOWN, FrameShape, Pieces, decoded, frame_pieces
from micrographia.pixels.formats.extra import library, told
from micrographia.pixels.formats.original import bounded
from micrographia.pixels.geometry import Level, Region, Size5D
from micrographia.pixels.metadata import ChannelInfo, ImageInfo, Inspection
from micrographia.pixels.reader import HEAD_BYTES, Claim
from micrographia.pixels.source import Values, check_address, native
from micrographia.storage import Store, StoreFile

_PATIENT = 0x0010
_PEOPLE = (
    "Patient", "Institution", "Address", "Telephone", "Accession", "StudyID", "Comments", "Physician", "Operator",
)  # fmt: skip
_MOST_FRAME_BYTES = 512 * 2**20
_MOST_FRAMES = 10_000_000
_MOST_BESIDE = 1000
_SLIDE = "1.2.840.10008.5.1.4.1.1.77.1.6"


@dataclass(frozen=True, slots=True)
class _File:
    """One file. width, height: of the whole picture. count: frames. start: where the pixel data element begins."""

    key: str
    shape: FrameShape
    width: int
    height: int
    count: int
    start: int
    tiled: bool
    flavor: str
    bits: int
    spacing_um: tuple[float | None, float | None]
    acquired: datetime | None

    @property
    def across(self) -> int:
        return -(-self.width // self.shape.columns)


class DicomSource:
    """An open image; holds no file open between reads."""

    def __init__(self, store: Store, info: ImageInfo, files: tuple[_File, ...]) -> None:
        self.info = info
        self._store, self._files = store, files
        self._pieces: tuple[tuple[Pieces, ...], ...] = tuple(
            frame_pieces(store, file.key, file.start, file.shape, file.count) for file in files
        )
        self._kept = DecodedStore()

    def read(self, z: int, t: int, channels: Sequence[int], region: Region, level: int = 0) -> Values:
        check_address(self.info, z, t, channels, region, level)
        file, chosen = self._files[level], list(channels)
        values = np.empty((len(channels), region.height, region.width), self.info.pixel_type.dtype)
        tall, wide = file.shape.rows, file.shape.columns
        for row in range(region.y // tall, (region.y + region.height - 1) // tall + 1):
            for column in range(region.x // wide, (region.x + region.width - 1) // wide + 1):
                frame = self._frame(level, row * file.across + column if file.tiled else z)
                into_y, from_y = _overlap(region.y, region.height, row * tall, tall)
                into_x, from_x = _overlap(region.x, region.width, column * wide, wide)
                values[:, into_y, into_x] = np.moveaxis(frame[from_y, from_x][:, :, chosen], -1, 0)
        return native(values)

    def stored_jpeg(self, z: int, t: int, region: Region, level: int = 0) -> bytes | None:
        return None

    def close(self) -> None:
        self._kept.clear()

    def _frame(self, level: int, number: int) -> NDArray[Any]:
        """(rows, columns, samples)"""
        frame = self._kept.get((level, number))
        if frame is None:
            file = self._files[level]
            what = f"{file.key}: frame {number + 1}"
            pieces = [self._store.read(file.key, *piece) for piece in self._pieces[level][number]]
            if sum(map(len, pieces)) != sum(length for _, length in self._pieces[level][number]):
                raise Unreadable(f"{what} is cut off")
            frame = decoded(b"".join(pieces), file.shape, what)
            self._kept.put((level, number), frame)
        return frame


class DicomReader:
    """Files with "DICM" behind their first 128 bytes."""

    name: ClassVar[str] = "dicom"
    suffixes: ClassVar[tuple[str, ...]] = (".dicom", ".dcm")

    def claim(self, store: Store, key: str, head: bytes) -> Claim | None:
        return Claim.EXACT if head[128:132] == b"DICM" else None

    def fileset(self, store: Store, key: str) -> tuple[str, ...]:
        header, _ = _header(store, key)
        series = str(header.get("SeriesInstanceUID", ""))
        if str(header.get("SOPClassUID", "")) != _SLIDE or not series:
            return (key,)
        folder = key.rpartition("/")[0]
        beside = [one for one in store.keys(folder) if one != key and one.lower().endswith(self.suffixes)]
        same = [one for one in beside[:_MOST_BESIDE] if _is_of(store, one, series)]
        return (key, *sorted(same))

    def inspect(self, store: Store, keys: Sequence[str]) -> Inspection:
        images = _images(store, keys)
        for info, files in images:
            DicomSource(store, info, files).close()  # whether all frames are there
        return Inspection(tuple(info for info, _ in images), original=(bounded(_said(_header(store, keys[0])[0])),))

    def open(self, store: Store, keys: Sequence[str], series: int) -> DicomSource:
        images = _images(store, keys)
        if not 0 <= series < len(images):
            raise Unreadable(f"{keys[0]}: there is no image {series}, only {len(images)}")
        return DicomSource(store, *images[series])


def _said(header: Any) -> Iterator[tuple[str, str]]:
    """What the header says of the picture; nothing of people and places, and nothing private to a maker."""
    for element in header:
        told = element.keyword and not element.tag.is_private and not isinstance(element.value, bytes)
        personal = element.tag.group == _PATIENT or any(word in element.keyword for word in _PEOPLE)
        if told and not personal and element.VR not in ("SQ", "PN"):
            yield element.keyword, str(element.value)


def _overlap(start: int, length: int, tile: int, extent: int) -> tuple[slice, slice]:
    """Where a tile goes in the answer, and which part of it."""
    first, last = max(start, tile), min(start + length, tile + extent)
    return slice(first - start, last - start), slice(first - tile, last - tile)


def _header(store: Store, key: str) -> tuple[Any, int]:
    """All before the pixels, and where those begin."""
    pydicom = library("pydicom", "dicom", f"{key}: a DICOM file")
    try:
        with StoreFile(store, key) as file, pydicom.config.disable_value_validation():
            header = pydicom.dcmread(file, stop_before_pixels=True)
            header.decode()
            return header, file.tell()
    except NotFound as error:
        raise Unreadable(str(error)) from error
    except Exception as error:
        raise Unreadable(f"{key}: this DICOM file cannot be read ({told(error)})") from error


def _is_of(store: Store, key: str, series: str) -> bool:
    """Whether a file beside belongs to a series; one that cannot be read does not."""
    try:
        if store.is_folder(key) or store.read(key, 0, HEAD_BYTES)[128:132] != b"DICM":
            return False
        header, _ = _header(store, key)
    except (Unreadable, NotFound):
        return False
    return str(header.get("SeriesInstanceUID", "")) == series and str(header.get("SOPClassUID", "")) == _SLIDE


def _images(store: Store, keys: Sequence[str]) -> list[tuple[ImageInfo, tuple[_File, ...]]]:
    files = [_file(store, key) for key in keys]
    volumes = sorted((file for file in files if file.flavor == "VOLUME"), key=lambda file: -file.width)
    pyramid = [file for file in volumes if file.shape.samples == volumes[0].shape.samples]
    widths = [file.width for file in pyramid]
    if len(set(widths)) != len(widths) or any(file.shape.dtype != pyramid[0].shape.dtype for file in pyramid):
        pyramid = pyramid[:1]
    groups = [tuple(pyramid)] if pyramid else []
    groups += [(file,) for file in files if file not in pyramid]
    return [(_info(group), group) for group in groups]


def _file(store: Store, key: str) -> _File:
    header, start = _header(store, key)
    try:
        return _facts(header, key, start)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(f"{key}: what it says of its pixels cannot be read ({told(error)})") from error


def _facts(header: Any, key: str, start: int) -> _File:
    syntax = str(header.file_meta.TransferSyntaxUID)
    if syntax not in KNOWN:
        raise Unreadable(f"{key}: its transfer syntax {syntax} is not one that we read")
    rows, columns, samples = int(header.Rows), int(header.Columns), int(header.get("SamplesPerPixel", 1))
    allocated, color = int(header.BitsAllocated), str(header.PhotometricInterpretation)
    if allocated not in (8, 16, 32) or samples not in (1, 3) or color.startswith("PALETTE"):
        raise Unreadable(f"{key}: {samples} samples of {allocated} bits as {color} are not shown")
    if color.startswith("YBR") and "1.2.840.10008.1.2.4." not in syntax:
        raise Unreadable(f"{key}: uncompressed colors of the kind {color} are not shown")
    dtype = np.dtype(f"{'i' if header.get('PixelRepresentation', 0) else 'u'}{allocated // 8}")
    shape = FrameShape(rows, columns, samples, dtype, bool(header.get("PlanarConfiguration", 0)), syntax)
    count, tiled = int(header.get("NumberOfFrames", 1) or 1), "TotalPixelMatrixColumns" in header
    width = int(header.TotalPixelMatrixColumns) if tiled else columns
    height = int(header.TotalPixelMatrixRows) if tiled else rows
    if min(rows, columns, width, height, count) < 1 or shape.bytes > _MOST_FRAME_BYTES or count > _MOST_FRAMES:
        raise Unreadable(f"{key}: {width} x {height} pixels in {count} frames of {columns} x {rows} make no image")
    tiles = -(-width // columns) * -(-height // rows)
    if tiled and (count != tiles or str(header.get("DimensionOrganizationType", "")) == "TILED_SPARSE"):
        raise Unreadable(f"{key}: {count} frames for {tiles} tiles: slides that are not one full plane are not read")
    kinds = [str(one) for one in header.get("ImageType", ())]
    return _File(
        key=key,
        shape=shape,
        width=width,
        height=height,
        count=count,
        start=start,
        tiled=tiled,
        flavor=kinds[2] if tiled and len(kinds) > 2 else "",
        bits=int(header.get("BitsStored", allocated)),
        spacing_um=_spacing(header),
        acquired=_moment(str(header.get("AcquisitionDateTime", ""))),
    )


def _info(files: tuple[_File, ...]) -> ImageInfo:
    first = files[0]
    name = first.key.rpartition("/")[2]
    shape, depth = first.shape, 1 if first.tiled else first.count
    pixel_type = PixelType.of(shape.dtype)
    return ImageInfo(
        name=f"{name} [{first.flavor.lower()}]" if first.flavor not in ("", "VOLUME") else name,
        size=Size5D(first.width, first.height, depth, shape.samples),
        pixel_type=pixel_type,
        levels=tuple(
            Level(one.width, one.height, min(one.width, one.shape.columns), min(one.height, one.shape.rows))
            for one in files
        ),
        channels=(ChannelInfo(),) * shape.samples,
        significant_bits=first.bits if 0 < first.bits <= pixel_type.bits else None,
        rgb=shape.samples == 3,
        pixel_size_um=(*first.spacing_um, None),
        acquired=first.acquired,
    )


def _spacing(header: Any) -> tuple[float | None, float | None]:
    """x and y in µm; the file says millimetres between rows, then between columns."""
    found = header.get("PixelSpacing")
    for group in header.get("SharedFunctionalGroupsSequence", ()):
        for measures in group.get("PixelMeasuresSequence", ()):
            found = measures.get("PixelSpacing", found)
    if found is None or len(found) != 2:
        return None, None
    y, x = (float(one) * 1000 for one in found)
    return (x if x > 0 else None), (y if y > 0 else None)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text[:14], "%Y%m%d%H%M%S")
    except ValueError:
        return None
