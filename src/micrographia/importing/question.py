"""What the importer asks about files of strangers, and what it is answered: values that travel as JSON."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from pydantic import ConfigDict, TypeAdapter

from micrographia.pixel_type import ValueRange
from micrographia.pixels import Inspection

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one question may cost.

    memory: bytes on top of what the libraries take. seconds: of processor time, for one question. patience: seconds
    without a sign of life. statistics: bytes of pixels of one image that are read at import; of one fileset four times
    that. plane: most pixels of one plane. images: most images of one fileset.
    """

    memory: int = 512 * MIB
    seconds: int = 120
    patience: float = 60.0
    statistics: int = 64 * MIB
    plane: int = 2**40
    images: int = 100_000


@dataclass(frozen=True, slots=True)
class Survey:
    """Which filesets begin with these names, directly in the folder `root`?"""

    root: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Examine:
    """What is in this fileset, can it be decoded, and what are its values? keys: relative to root."""

    root: str
    reader: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """What are the smallest and largest values of some images of one fileset?"""

    root: str
    reader: str
    keys: tuple[str, ...]
    series: tuple[int, ...]


Question: TypeAlias = Survey | Examine | Measure


@dataclass(frozen=True, slots=True)
class Surveyed:
    """One name of a folder: the fileset that begins there, or why there is none.

    keys: all its files, the entry first; empty when reader is None. folder: it is a folder, and no image itself.
    """

    key: str
    reader: str | None = None
    keys: tuple[str, ...] = ()
    reason: str = ""
    folder: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """Smallest and largest value of each channel. exact: over all planes; otherwise of one plane or a small level."""

    ranges: tuple[ValueRange, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class MeasuredImage:
    """One image of a Measure. values: None when it cannot be read; reason: then why."""

    series: int
    values: Measured | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Examined:
    """What a fileset holds. values: one per image; None where nothing can be said. pending: the images whose exact
    values are still to be taken; of a fileset of many images all of them."""

    inspection: Inspection
    values: tuple[Measured | None, ...]
    pending: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Begun:
    """The name that is looked at now: if no other answer follows, this is the culprit."""

    key: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a measurement is done, 0 to 1."""

    done: float


@dataclass(frozen=True, slots=True)
class Refused:
    """The sentence for people why there is no answer."""

    reason: str


Answer: TypeAlias = Surveyed | Examined | MeasuredImage | Begun | Progress | Refused


_JSON = ConfigDict(ser_json_inf_nan="constants", ser_json_bytes="base64", val_json_bytes="base64")
_KINDS: dict[str, TypeAdapter[Any]] = {
    # In a tuple, because pydantic takes no settings for a dataclass that stands alone.
    kind.__name__: TypeAdapter(tuple[kind], config=_JSON)  # type: ignore[valid-type]
    for kind in (Limits, Survey, Examine, Measure, Surveyed, Examined, MeasuredImage, Begun, Progress, Refused)
}


def line_of(*values: Question | Limits | Answer) -> bytes:
    """One line of text: the name of each value's kind, a space and the value as JSON, separated by tabs."""
    return b"\t".join(_written(value) for value in values) + b"\n"


def values_of(line: bytes) -> list[Any]:
    """What `line_of` was given. Raises ValueError for anything else."""
    parts = [part.partition(b" ") for part in line.rstrip(b"\n").split(b"\t")]
    kinds = [_KINDS.get(name.decode("ascii", "replace")) for name, _, _ in parts]
    if None in kinds:
        raise ValueError("a value of an unknown kind")
    return [kind.validate_json(text)[0] for kind, (_, _, text) in zip(kinds, parts, strict=True) if kind]


def _written(value: Question | Limits | Answer) -> bytes:
    name = type(value).__name__
    return name.encode() + b" " + _KINDS[name].dump_json((value,))
