"""The measurement of a Yokogawa CellVoyager (CV7000, CV8000): MeasurementData.mlf and the files beside it."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from micrographia.errors import Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels.formats.field_files import FieldFiles, Place, PlateFiles
from micrographia.pixels.formats.ome_quantity import moment
from micrographia.pixels.formats.original import Pairs, bounded, of_xml
from micrographia.pixels.formats.xml_tree import MOST_BYTES, read_xml
from micrographia.pixels.geometry import Level, Size5D
from micrographia.pixels.metadata import ChannelInfo, ImageInfo, PlateInfo, RunInfo
from micrographia.storage import Store

RECORDS, DETAIL = "MeasurementData.mlf", "MeasurementDetail.mrf"
_MOST = 10_000

Facts = Mapping[str, str]
"""The attributes of an element, without their namespace."""


@dataclass(frozen=True, slots=True)
class Record:
    """One picture that was taken. Numbers from 1, as the file counts. channel: timeline, action, channel."""

    file: str
    row: int
    column: int
    field: int
    t: int
    z: int
    channel: tuple[int, int, int]
    time: datetime | None
    position: tuple[float | None, float | None, float | None]


@dataclass(frozen=True, slots=True)
class Measurement:
    """records: the pictures. detail: of the measurement. cameras, settings: by the number of the channel. failed: how
    many pictures the microscope could not take. said: all of it but the pictures, in the files' own words."""

    records: tuple[Record, ...]
    detail: Facts
    plate: Facts
    cameras: Mapping[int, Facts]
    settings: Mapping[int, Facts]
    lasers: Mapping[int, float | None]
    failed: int
    said: Pairs


def measurement(store: Store, folder: str, names: Collection[str]) -> Measurement:
    """What the files of a folder say; names: of all files there. Raises Unreadable when the records are missing."""
    if RECORDS not in names:
        raise Unreadable(f"{_in(folder, RECORDS)} is missing, which lists the pictures of the measurement")
    root = _xml(store, _in(folder, RECORDS))
    elements = [(_facts(one), (one.text or "").strip()) for one in root.iterfind("MeasurementRecord")]
    pictures = [(facts, file) for facts, file in elements if facts.get("Type") == "IMG"]
    detail = _xml(store, _in(folder, DETAIL)) if DETAIL in names else None
    facts = {} if detail is None else _facts(detail)
    sample = None if detail is None else detail.find("MeasurementSamplePlate")
    setting = facts.get("MeasurementSettingFileName", "")
    chosen = _xml(store, _in(folder, setting)) if setting in names else None
    return Measurement(
        tuple(_record(facts, file, _in(folder, RECORDS)) for facts, file in pictures),
        facts,
        {} if sample is None else _facts(sample),
        _by_channel(detail, "MeasurementChannel"),
        _by_channel(chosen, "ChannelList/Channel"),
        _lasers(chosen),
        len(elements) - len(pictures),
        bounded((*_said(DETAIL, detail), *_said(setting, chosen))),
    )


def _said(name: str, root: Any) -> Iterator[tuple[str, str]]:
    return iter(()) if root is None else ((f"{name}/{key}", value) for key, value in of_xml(root))


def named_files(found: Measurement) -> Iterator[str]:
    """Files that belong to the measurement beside its pictures, as far as it names them."""
    yield found.detail.get("MeasurementSettingFileName", "")
    yield from (found.plate.get(key, "") for key in ("WellPlateFileName", "WellPlateProductFileName"))
    yield from (facts.get("ShadingCorrectionSource", "") for facts in found.cameras.values())


def plate_files(found: Measurement, folder: str, keys: Collection[str], what: str) -> PlateFiles:
    """keys: the files that are there; pictures in others are empty. Raises Unreadable when none is there."""
    channels = sorted({record.channel for record in found.records})
    fields: dict[tuple[int, int, int], list[Record]] = {}
    for record in found.records:
        fields.setdefault((record.row, record.column, record.field), []).append(record)
    there = {key: value for key, value in sorted(fields.items()) if any(_in(folder, one.file) in keys for one in value)}
    if not there:
        raise Unreadable(f"{what}: of the {len(found.records)} pictures that it lists no file is there")
    numbers = {channel: number for number, channel in enumerate(channels)}
    return PlateFiles(
        _plate(found, what),
        tuple(_field(found, key, records, numbers, folder, keys) for key, records in there.items()),
        tuple(_channel(found, channel) for channel in channels),
        tuple(_warnings(found, [name_of(key) for key in fields if key not in there])),
        found.said,
    )


def name_of(place: tuple[int, int, int]) -> str:
    """Of a row, column and field from 1."""
    row, column, field = place
    return f"Well {chr(ord('A') + row - 1) if row <= 26 else row}{column}, Field {field}"


def _warnings(found: Measurement, absent: Sequence[str]) -> Iterator[str]:
    if absent:
        yield f"{len(absent)} fields have no file and are left out, the first of them {absent[0]!r}"
    if found.failed:
        yield f"{found.failed} pictures could not be taken by the microscope"


def _field(
    found: Measurement,
    place: tuple[int, int, int],
    records: Sequence[Record],
    channels: Mapping[tuple[int, int, int], int],
    folder: str,
    keys: Collection[str],
) -> FieldFiles:
    planes: dict[Place, str] = {}
    for record in records:
        key = _in(folder, record.file)
        if key in keys:
            planes[record.t - 1, channels[record.channel], record.z - 1] = key
    camera = found.cameras.get(records[0].channel[2], {})
    x, y = (_positive(camera.get(f"{axis}PixelDimension", "")) for axis in ("Horizontal", "Vertical"))
    settings = found.settings.get(records[0].channel[2], {})
    times = [record.time for record in records if record.time is not None]
    position = records[0].position
    info = ImageInfo(
        name="",
        size=Size5D(1, 1),
        pixel_type=PixelType.UINT16,
        levels=(Level(1, 1, 1, 1),),
        channels=(),
        significant_bits=int(_positive(camera.get("InputBitDepth", "")) or 0) or None,
        pixel_size_um=(x, y, _step(records)),
        position_um=position,
        magnification=_positive(settings.get("Magnification", "")),
        acquired=min(times, default=None),
    )
    return FieldFiles(place[0] - 1, place[1] - 1, name_of(place), planes, info, position[:2])


def _step(records: Sequence[Record]) -> float | None:
    """The distance of the first two z-sections."""
    by_z = {record.z: record.position[2] for record in reversed(records)}
    first, second = by_z.get(1), by_z.get(2)
    return abs(second - first) or None if first is not None and second is not None else None


def _channel(found: Measurement, channel: tuple[int, int, int]) -> ChannelInfo:
    """The name is the one that Bio-Formats gives, and so is the wavelength of the filter taken for the excitation."""
    _, action, number = channel
    settings, camera = found.settings.get(number, {}), found.cameras.get(number, {})
    color = re.fullmatch(r"#([0-9A-Fa-f]{2})([0-9A-Fa-f]{6})", settings.get("Color", ""))
    passed = re.match(r"[A-Za-z]*(\d+(?:\.\d+)?)", settings.get("Acquisition", ""))
    return ChannelInfo(
        name=f"Action #{action}, Channel #{number}, Camera #{camera.get('CameraNumber', '?')}",
        color=color[2].upper() + "FF" if color else None,
        excitation_nm=float(passed[1]) if passed else None,
        laser_nm=found.lasers.get(number),
        fluor=settings.get("Fluorophore") or None,
        pinhole_um=_positive(settings.get("PinholeDiameter", "")),
    )


def _plate(found: Measurement, what: str) -> PlateInfo:
    rows = max([_whole(found.detail.get("RowCount", "")), *(record.row for record in found.records)])
    columns = max([_whole(found.detail.get("ColumnCount", "")), *(record.column for record in found.records)])
    name = found.plate.get("Name") or found.detail.get("Title") or what.rpartition("/")[2]
    run = RunInfo(
        name=found.detail.get("Title", ""),
        started=moment(found.detail.get("BeginTime", "")),
        ended=moment(found.detail.get("EndTime", "")),
        maximum_field_count=_whole(found.detail.get("FieldCount", "")) or None,
    )
    return PlateInfo(name, min(rows, _MOST), min(columns, _MOST), (), (run,))


def _record(facts: Facts, file: str, what: str) -> Record:
    names = ("Row", "Column", "FieldIndex", "TimePoint", "ZIndex", "TimelineIndex", "ActionIndex", "Ch")
    numbers = [_whole(facts.get(name, "1")) for name in names]
    if not all(1 <= number <= _MOST for number in numbers):
        raise Unreadable(f"{what}: the record of {file[:100]!r} makes no sense ({', '.join(names)} are 1 to {_MOST})")
    row, column, field, t, z, *channel = numbers
    x, y, depth = (_real(facts.get(axis, "")) for axis in "XYZ")
    timeline, action, number = channel
    return Record(
        file, row, column, field, t, z, (timeline, action, number), moment(facts.get("Time", "")), (x, y, depth)
    )


def _by_channel(root: Any, path: str) -> dict[int, Facts]:
    found = [] if root is None else [_facts(one) for one in root.iterfind(path)]
    return {_whole(facts.get("Ch", "")): facts for facts in found}


def _lasers(root: Any) -> dict[int, float | None]:
    """Channel → the wavelength of its first light source in nm; None where that is a lamp."""
    if root is None:
        return {}
    sources = [_facts(one) for one in root.iterfind("LightSourceList/LightSource")]
    waves = {facts.get("Name", ""): _positive(facts.get("WaveLength", "")) for facts in sources}
    found = {}
    for channel in root.iterfind("ChannelList/Channel"):
        names = [(one.text or "").strip() for one in channel.iterfind("LightSourceName")]
        found[_whole(_facts(channel).get("Ch", ""))] = waves.get(names[0]) if names else None
    return found


def _xml(store: Store, key: str) -> Any:
    size = store.stat(key).size
    if size > MOST_BYTES:
        raise Unreadable(f"{key}: larger than the {MOST_BYTES >> 20} MiB of XML that we read")
    return read_xml(store.read(key, 0, size), key)


def _facts(element: Any) -> Facts:
    return {name.rpartition("}")[2]: value for name, value in element.attrib.items()}


def _in(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _whole(text: str) -> int:
    """A number from 0, 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _real(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


def _positive(text: str) -> float | None:
    number = _real(text)
    return number if number is not None and number > 0 else None
