"""What the confined child does: says which filesets lie in a folder, what one holds, and which values it has."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import TracebackType
from typing import TypeAlias

from micrographia.errors import MicrographiaError, NotFound, Unreadable
from micrographia.importing.clean import clean
from micrographia.importing.confinement import confine, limit
from micrographia.importing.question import (
    MIB,
    Answer,
    Begun,
    Examine,
    Examined,
    Limits,
    Measure,
    Measured,
    MeasuredImage,
    Progress,
    Refused,
    Survey,
    Surveyed,
    line_of,
    values_of,
)
from micrographia.importing.values import first_values, measured
from micrographia.importing.window import WindowStore
from micrographia.pixel_type import ValueRange
from micrographia.pixels import ImageInfo, Inspection, Reader
from micrographia.pixels.decoded import DECODED
from micrographia.pixels.identify import identify
from micrographia.pixels.registry import readers
from micrographia.storage import LocalStore, Store, Url, place_of

Say: TypeAlias = Callable[[Answer], None]

MANY = 64
"""Up to so many images of a fileset are all read at import; of more, LOOKS of them."""
LOOKS = 8


def prepare() -> None:
    """Loads what every child will need, once."""
    readers()


def answer(line: bytes, descriptor: int, window: tuple[int, int]) -> None:
    """Answers one question, with nothing but the question's own files within reach.

    window: the descriptors through which files of other machines are read.
    """

    def say(value: Answer) -> None:
        view = memoryview(line_of(value))
        while view:
            view = view[os.write(descriptor, view) :]

    question, limits = values_of(line)
    with _LastWord(say, limits):
        limit(limits.memory, limits.seconds)
        DECODED.resize(limits.memory // 4)
        place = place_of(question.root)
        store: Store
        if isinstance(place, Url):
            confine([])
            store = WindowStore(place, window)
        else:
            confine([place] if isinstance(question, Survey) else [place / key for key in question.keys])
            store = LocalStore(place)
        match question:
            case Survey():
                for found in survey(store, question):
                    say(found)
            case Examine():
                say(examine(store, question, limits, say))
            case Measure():
                for one in measure(store, question, say):
                    say(one)


class _LastWord:
    """Turns whatever a reader raises into the sentence that people are told."""

    def __init__(self, say: Say, limits: Limits) -> None:
        self.say = say
        self.limits = limits

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        if error is not None:
            self.say(Refused(clean(self._sentence(error))))
        return True

    def _sentence(self, error: BaseException) -> str:
        if isinstance(error, MicrographiaError):
            return str(error)
        if isinstance(error, MemoryError):
            return f"reading it needs more than {self.limits.memory // MIB} MiB of memory"
        if isinstance(error, RecursionError):
            return "its metadata is nested too deeply"
        return f"the reader failed: {type(error).__name__}: {str(error)[:200]}"


def survey(store: Store, question: Survey) -> Iterator[Answer]:
    """One Surveyed per name that is no part of an earlier fileset, in the order of asking."""
    claimed: set[str] = set()
    for key in question.names:
        if key not in claimed:
            yield Begun(key)
            found = _surveyed(store, key)
            claimed.update(found.keys)
            yield found


def _surveyed(store: Store, key: str) -> Surveyed:
    try:
        path = store.local_path(key)
        if path is None:
            return _far(store, key)
        if path.is_dir():
            return _folder(store, key)
        if not path.is_file():
            return Surveyed(key, reason="it is no regular file" if path.exists() else "there is no such file")
        reader = identify(store, key).reader
        return Surveyed(key, reader.name, tuple(reader.fileset(store, key)))
    except NotFound as error:
        return Surveyed(key, reason=str(error))
    except Unreadable as error:
        return Surveyed(key, reason=clean(str(error)))


def _far(store: Store, key: str) -> Surveyed:
    """Something on another machine, where folders are not searched."""
    try:
        reader = identify(store, key).reader
        return Surveyed(key, reader.name, tuple(reader.fileset(store, key)))
    except MicrographiaError as error:
        return Surveyed(key, reason=clean(str(error)))


def _folder(store: Store, key: str) -> Surveyed:
    """A folder with the ending of an image format that is none is refused as a whole: it holds nothing else."""
    try:
        reader = identify(store, key).reader
    except Unreadable as error:
        endings = tuple(suffix for one in readers().values() for suffix in one.suffixes)
        return Surveyed(key, reason=clean(str(error)), folder=not key.lower().endswith(endings))
    return Surveyed(key, reader.name, tuple(reader.fileset(store, key)))


def examine(store: Store, question: Examine, limits: Limits, say: Say) -> Examined:
    """What the fileset holds, with the first values of each image.

    Of many images a few are looked at, and the others are taken to have values like theirs until they are measured.
    Raises Unreadable when an image is beyond the limits or the default planes of one looked at cannot be decoded.
    """
    reader = _reader(question.reader)
    inspection: Inspection = clean(reader.inspect(store, question.keys))
    _check(inspection, limits)
    images = inspection.images
    budget, values, warnings, pending = 4 * limits.statistics, {}, list(inspection.warnings), []
    for series in _looked_at(len(images)):
        info = images[series]
        say(Progress(series / len(images)))
        exact = len(images) <= MANY and 0 < bytes_of(info) <= min(limits.statistics, budget)
        source = reader.open(store, question.keys, series)
        try:
            found = first_values(source, exact)
        finally:
            source.close()
        budget -= bytes_of(info) if exact else 0
        pending += [] if exact else [series]
        values[series] = found.values
        warnings.extend(f"{info.name}: {found.warning}" for _ in range(bool(found.warning)))
    if len(images) > MANY:
        return Examined(_warned(inspection, warnings), _like_those(images, values), tuple(range(len(images))))
    return Examined(_warned(inspection, warnings), tuple(values.values()), tuple(pending))


def _looked_at(count: int) -> Sequence[int]:
    """All images of a fileset; of many the first, the last and some between them."""
    return range(count) if count <= MANY else [number * (count - 1) // (LOOKS - 1) for number in range(LOOKS)]


def _like_those(images: Sequence[ImageInfo], looked_at: Mapping[int, Measured | None]) -> tuple[Measured | None, ...]:
    """For each image what those of its kind had that were looked at, together; None where none was."""
    kinds: dict[object, list[Measured]] = {}
    for series, values in looked_at.items():
        if values is not None:
            kinds.setdefault(_kind(images[series]), []).append(values)
    together = {kind: _together(values) for kind, values in kinds.items()}
    return tuple(together.get(_kind(info)) for info in images)


def _kind(info: ImageInfo) -> object:
    return info.pixel_type, info.size.c


def _together(several: Sequence[Measured]) -> Measured:
    channels = zip(*(one.ranges for one in several), strict=True)
    ranges = (ValueRange(min(one.low for one in each), max(one.high for one in each)) for each in channels)
    return Measured(tuple(ranges), exact=False)


def measure(store: Store, question: Measure, say: Say) -> Iterator[MeasuredImage]:
    """The exact values of each image."""
    reader, count = _reader(question.reader), len(question.series)
    for number, series in enumerate(question.series):

        def progress(done: float, before: int = number) -> None:
            say(Progress((before + done) / count))

        try:
            source = reader.open(store, question.keys, series)
            try:
                found = measured(source, progress)
            finally:
                source.close()
        except Unreadable as error:
            yield MeasuredImage(series, None, clean(str(error)))
        else:
            yield MeasuredImage(series, found)


def bytes_of(info: ImageInfo) -> int:
    """Bytes of all pixels of the full resolution."""
    size = info.size
    return size.x * size.y * size.z * size.c * size.t * info.pixel_type.dtype.itemsize


def _reader(name: str) -> Reader:
    try:
        return readers()[name]
    except KeyError:
        raise Unreadable(f"there is no reader called {name} any more; install what brought it") from None


def _check(inspection: Inspection, limits: Limits) -> None:
    if not inspection.images and not inspection.plates:
        raise Unreadable("there is no image in it")
    if len(inspection.images) > limits.images:
        raise Unreadable(f"it holds {len(inspection.images)} images; at most {limits.images} are taken")
    for info in inspection.images:
        if info.size.x * info.size.y > limits.plane:
            raise Unreadable(f"a plane of {info.size.x} x {info.size.y} pixels is beyond the limit of {limits.plane}")


def _warned(inspection: Inspection, warnings: Sequence[str]) -> Inspection:
    return replace(inspection, warnings=tuple(map(clean, warnings)))
