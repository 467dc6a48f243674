"""A plate of MetaXpress (ImageXpress): the settings of a .HTD file, and the pictures in folders below it.

A picture is called PLATE_WELL_sSITE_wWAVELENGTH.TIF, without site or wavelength where there is only one, perhaps with
an identifier behind it. It lies beside the .HTD file, or in TimePoint_N, and there in ZStep_N when it has a depth;
pictures beside such folders, or in ZStep_0, are projections.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from micrographia.errors import Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels.formats.field_files import FieldFiles, Place, PlateFiles
from micrographia.pixels.formats.metaseries import PlaneFacts
from micrographia.pixels.formats.original import bounded
from micrographia.pixels.geometry import Level, Size5D
from micrographia.pixels.metadata import ChannelInfo, ImageInfo, PlateInfo, RunInfo
from micrographia.storage import Store

MARK = b'"HTSInfoFile"'
_MOST_BYTES = 2**20
_MOST_SIDE = 100
_TIME, _DEPTH = re.compile(r"timepoint_(\d{1,6})", re.IGNORECASE), re.compile(r"zstep_(\d{1,6})", re.IGNORECASE)
_BREAK = re.compile("[\x80-\x9f]+")
"""What stands in a description for the end of a line."""
_PICTURE = re.compile(
    r"(?:(?P<plate>.+?)_)?(?P<row>[A-Za-z]{1,2})(?P<column>\d{1,2})(?:_s(?P<site>\d{1,5}))?(?:_w(?P<wave>\d{1,2}))?"
    r"(?:_z(?P<z>\d{1,5}))?(?P<thumb>_thumb)?(?:\{?[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}\}?)?\.tiff?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Picture:
    """One file. row, column: from 0; the other numbers as the names count, from 1. z: 0 is a projection; None: neither
    folder nor name says. thumb: a small copy."""

    key: str
    row: int
    column: int
    site: int
    wave: int
    t: int
    z: int | None
    thumb: bool


@dataclass(frozen=True, slots=True)
class Settings:
    """What the .HTD file says. told: all of it, in its order and letters.
    selected: (row, column) of the wells that were to be imaged, from 0."""

    values: Mapping[str, Sequence[str]]
    told: Sequence[tuple[str, Sequence[str]]]

    def text(self, name: str) -> str:
        return (self.values.get(name.lower()) or [""])[0]

    def number(self, name: str) -> int:
        """0 for anything that is no number."""
        text = self.text(name)
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0

    @property
    def selected(self) -> frozenset[tuple[int, int]]:
        rows = range(min(self.number("YWells"), _MOST_SIDE))
        flags = ((row, self.values.get(f"wellsselection{row + 1}", ())) for row in rows)
        return frozenset((row, column) for row, found in flags for column, flag in enumerate(found) if flag == "TRUE")


def settings_of(store: Store, key: str) -> Settings:
    """Raises Unreadable when the file is no .HTD file."""
    size = store.stat(key).size
    if size > _MOST_BYTES:
        raise Unreadable(f"{key}: larger than the {_MOST_BYTES >> 20} MiB that settings of a plate have")
    text = store.read(key, 0, size)
    if not text.startswith(MARK):
        raise Unreadable(f"{key}: it does not start with {MARK.decode()}")
    try:
        lines = list(csv.reader(text.decode("latin-1").splitlines(), skipinitialspace=True))
    except csv.Error as error:
        raise Unreadable(f"{key}: its settings cannot be read ({error})") from error
    told = [(line[0].strip(), [value.strip() for value in line[1:]]) for line in lines if line]
    return Settings({name.lower(): values for name, values in told}, told)


def listed(store: Store, folder: str, *inside: re.Pattern[str]) -> Iterator[str]:
    """The files in the folder of a plate, and in those of its timepoints and z-steps."""
    below = {(): (_TIME, _DEPTH), (_TIME,): (_DEPTH,)}.get(inside, ())
    for key in store.keys(folder):
        kind = next((one for one in below if one.fullmatch(_last(key))), None)
        if kind is not None and store.is_folder(key):
            yield from listed(store, key, kind)
        else:
            yield key


def picture(key: str, plate: str) -> Picture | None:
    """What name and folders of a file say; None for one that is no picture of the plate of this name."""
    match = _PICTURE.fullmatch(_last(key))
    if match is None or (match["plate"] or plate).lower() != plate.lower():
        return None
    row = 0
    for letter in match["row"].upper():
        row = row * 26 + ord(letter) - ord("A") + 1
    times = [int(found[1]) for part in key.split("/")[:-1] if (found := _TIME.fullmatch(part))]
    depths = [int(found[1]) for part in key.split("/")[:-1] if (found := _DEPTH.fullmatch(part))]
    depth = int(match["z"]) if match["z"] else next(iter(depths), None)
    site, wave = int(match["site"] or 1), int(match["wave"] or 1)
    column = int(match["column"]) - 1
    return Picture(key, row - 1, column, site, wave, next(iter(times), 1), depth, bool(match["thumb"]))


def shown(pictures: Iterable[Picture]) -> tuple[Picture, ...]:
    """Without small copies, and without projections where there are z-sections."""
    whole = [one for one in pictures if not one.thumb and min(one.row, one.column, one.t - 1) >= 0]
    deep = any(one.z for one in whole)
    return tuple(one for one in whole if one.z or not deep)


def plate_files(
    settings: Settings, pictures: Sequence[Picture], facts: Mapping[int, PlaneFacts], key: str
) -> PlateFiles:
    """pictures: those that are shown, at least one. facts: wavelength → what its first file says. key: of the .HTD."""
    times, waves = sorted({one.t for one in pictures}), sorted({one.wave for one in pictures})
    fields: dict[tuple[int, int, int], dict[Place, str]] = {}
    for one in sorted(pictures, key=lambda one: (one.row, one.column, one.site)):
        place = times.index(one.t), waves.index(one.wave), (one.z or 1) - 1
        fields.setdefault((one.row, one.column, one.site), {})[place] = one.key
    first = facts[waves[0]]
    step = _positive(settings.text("ZStepSize")) if any((one.z or 1) > 1 for one in pictures) else None
    info = ImageInfo(
        name="",
        size=Size5D(1, 1),
        pixel_type=PixelType.UINT16,
        levels=(Level(1, 1, 1, 1),),
        channels=(),
        pixel_size_um=(*first.pixel_size_um, step),
        magnification=first.magnification,
        lens_na=first.lens_na,
    )
    return PlateFiles(
        _plate(settings, fields, first, _last(key)),
        tuple(FieldFiles(*place[:2], _field_name(place), planes, info) for place, planes in fields.items()),
        tuple(_channel(settings, wave, facts[wave]) for wave in waves),
        tuple(_warnings(settings, fields, waves, len(times))),
        bounded((name, ", ".join(values)) for name, values in settings.told),
    )


def _warnings(
    settings: Settings, fields: Mapping[tuple[int, int, int], object], waves: Sequence[int], times: int
) -> Iterator[str]:
    absent = [wave for wave in range(1, settings.number("NWavelengths") + 1) if wave not in waves]
    if absent:
        names = ", ".join(settings.text(f"WaveName{wave}") or str(wave) for wave in absent)
        yield f"no file is there of {len(absent)} wavelengths that the plate lists, which are left out: {names}"
    wells = {(row, column) for row, column, _ in fields}
    empty = sorted(settings.selected - wells)
    if empty:
        yield f"{len(empty)} wells of the plate have no file, the first of them {_well(*empty[0])}"
    sites = settings.number("XSites") * settings.number("YSites") if settings.text("Sites") == "TRUE" else 1
    flags = (settings.values.get(f"siteselection{row + 1}", ()) for row in range(_MOST_SIDE))
    chosen = sum(flag == "TRUE" for row in flags for flag in row)
    short = len(wells) * min(sites, chosen or sites) - len(fields)
    if short > 0:
        yield f"{short} fields of its other wells have no file and are left out"
    if settings.number("TimePoints") > times:
        yield f"of {settings.number('TimePoints')} timepoints that the plate lists {times} have files"


def _plate(
    settings: Settings, fields: Mapping[tuple[int, int, int], object], first: PlaneFacts, file: str
) -> PlateInfo:
    rows = max(settings.number("YWells"), *(row + 1 for row, _, _ in fields))
    columns = max(settings.number("XWells"), *(column + 1 for _, column, _ in fields))
    name = file.rpartition(".")[0]
    run = RunInfo(name, first.acquired, None, max(sum(place[:2] == well[:2] for place in fields) for well in fields))
    return PlateInfo(
        name,
        rows,
        columns,
        (),
        (run,),
        description=_BREAK.sub("\n", settings.text("Description")),
        external_identifier=settings.text("UniquePlateIdentifier") or None,
    )


def _channel(settings: Settings, wave: int, facts: PlaneFacts) -> ChannelInfo:
    return ChannelInfo(name=settings.text(f"WaveName{wave}") or None, emission_nm=facts.emission_nm)


def _field_name(place: tuple[int, int, int]) -> str:
    row, column, site = place
    return f"Well {_well(row, column)}, Field {site}"


def _well(row: int, column: int) -> str:
    letters = chr(ord("A") + row) if row < 26 else "A" + chr(ord("A") + row - 26)
    return f"{letters}{column + 1}"


def _last(key: str) -> str:
    return key.rpartition("/")[2]


def _positive(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 < number < float("inf") else None
