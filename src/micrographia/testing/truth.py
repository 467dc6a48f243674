"""Compares all that our readers say with what another program said: python -m micrographia.testing.truth MANIFEST.

Prints format by format how many entries are right, and every difference. Ends with exit code 1 if there is one. Entries
that are refused because an extra is not installed are counted apart; they are no difference.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from micrographia.errors import MicrographiaError
from micrographia.pixels.formats.extra import MissingExtra
from micrographia.pixels.identify import identify
from micrographia.pixels.metadata import Inspection
from micrographia.storage import LocalStore
from micrographia.testing.comparison import (
    Precision,
    metadata_differences,
    pixel_differences,
    plate_differences,
)
from micrographia.testing.manifest import Entry, ExpectedImage, entries


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one entry. refused: our sentence, where we did not read it. extra: the one that is not installed,
    without which we cannot. right: `expect` is met."""

    path: str
    format: str
    expect: str
    reader: str | None = None
    refused: str | None = None
    differences: tuple[str, ...] = field(default=())
    extra: str | None = None

    @property
    def accepted(self) -> bool:
        """Right, or refused with the name of the extra that would read it."""
        return self.right or self.extra is not None

    @property
    def right(self) -> bool:
        if self.refused is not None:
            return self.expect == "refuse" or self.expect.endswith("-or-refuse")
        return self.expect != "refuse" and not self.differences


def verdict(store: LocalStore, entry: Entry, threads: int = 8) -> Verdict:
    """Reads one entry through the registered readers and holds it against its truth."""
    reader_name = None
    try:
        reader = identify(store, entry.path).reader
        reader_name = reader.name
        keys = reader.fileset(store, entry.path)
        inspection = reader.inspect(store, keys)
        found = list(_metadata(entry, inspection))
        if not entry.expect.startswith("sizes"):
            tolerance = entry.tolerance if entry.expect == "tolerance" else None
            for series, truth in enumerate((entry.images or ())[: len(inspection.images)]):
                source = reader.open(store, keys, series)
                try:
                    pixels = pixel_differences(source, truth, Precision(tolerance, threads))
                    found += [f"image {series}: {difference}" for difference in pixels]
                finally:
                    source.close()
    except MicrographiaError as error:
        extra = error.extra if isinstance(error, MissingExtra) else None
        return Verdict(entry.path, entry.format, entry.expect, reader_name, str(error), extra=extra)
    return Verdict(entry.path, entry.format, entry.expect, reader_name, None, tuple(found))


def _metadata(entry: Entry, inspection: Inspection) -> Iterator[str]:
    """Differences in number of images, in plates, and in what is said of each image."""
    if entry.images is None:
        return
    if not 0 <= len(inspection.images) - len(entry.images) <= entry.labels:
        yield f"{len(inspection.images)} images instead of {len(entry.images)}"
    yield from plate_differences(inspection.plates, entry.plates)
    for series, (info, truth) in enumerate(zip(inspection.images, entry.images, strict=False)):
        if entry.expect == "sizes-or-expanded" and info.rgb and info.size.c in (3, 4):
            truth = _expanded(truth, info.size.c)
        yield from (f"image {series}: {difference}" for difference in metadata_differences(info, truth))


def _expanded(truth: ExpectedImage, samples: int) -> ExpectedImage:
    """The truth of a palette picture whose indices were replaced by their colors."""
    size = type(truth.size)(truth.size.x, truth.size.y, truth.size.z, samples, truth.size.t)
    return ExpectedImage(size, truth.pixel_type, samples, truth.pixel_size_um, levels=truth.levels)


def _show(verdicts: Sequence[Verdict]) -> None:
    """For people: formats first, then everything that is not right."""
    for name, right, total, extras in counted(verdicts):
        print(f"{name:20} {right:4} / {total}{''.join(f'   {n} need the extra {one}' for one, n in extras.items())}")
    for one in verdicts:
        if one.accepted:
            continue
        print(f"\n{one.path} ({one.expect}; {one.reader or 'no reader'})")
        for line in one.differences or (f"refused: {one.refused}" if one.refused else "should have been refused",):
            print(f"    {line}")


def counted(verdicts: Sequence[Verdict]) -> list[tuple[str, int, int, Counter[str]]]:
    """Format by format, and all together: how many are right, how many there are, and how many want which extra."""
    found = []
    for name in [*sorted({one.format for one in verdicts}), "all"]:
        some = [one for one in verdicts if name in (one.format, "all")]
        extras = Counter(one.extra for one in some if one.extra and not one.right)
        found.append((name, sum(one.right for one in some), len(some), extras))
    return found


def table(verdicts: Sequence[Verdict]) -> str:
    """The counts in Markdown."""
    rows = [f"| {name} | {right} | {total} |" for name, right, total, _ in counted(verdicts)]
    return "\n".join(("| format | right | files and folders |", "|---|---|---|", *rows))


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0 when every entry meets its `expect`."""
    parser = argparse.ArgumentParser(prog="python -m micrographia.testing.truth", description=__doc__)
    parser.add_argument("manifest", type=Path)
    parser.add_argument("--root", type=Path, help="what paths are relative to; the manifest's folder when not given")
    parser.add_argument("--only", action="append", metavar="FORMAT", help="leave out other formats; may be repeated")
    parser.add_argument("--threads", type=int, default=8, help="how many threads read one open image")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--table", action="store_true", help="print nothing but the counts, in Markdown")
    asked = parser.parse_args(arguments)
    store = LocalStore(asked.root or asked.manifest.parent)
    chosen = [entry for entry in entries(asked.manifest) if not asked.only or entry.format in asked.only]
    verdicts = [verdict(store, entry, asked.threads) for entry in chosen]
    if asked.table:
        print(table(verdicts))
    elif asked.json:
        print(json.dumps([{**asdict(one), "right": one.right} for one in verdicts], indent=1))
    else:
        _show(verdicts)
    return 0 if all(one.accepted for one in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
