"""Numbers about pixels, behind the same rights as pictures: histograms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from micrographia.accounts.viewer import Viewer
from micrographia.catalog import revision
from micrographia.engine.histogram import PlaneOfChannel, histogram, plane_range
from micrographia.errors import NotFound
from micrographia.pictures.render import subject_seen
from micrographia.pictures.workshop import workshop
from micrographia.pixel_type import ValueRange


@dataclass(frozen=True, slots=True)
class HistogramRequest:
    """channel, z, t: from 0. share: look through this share. of_plane: over the finite values of the plane, whatever
    the range of the channel is."""

    image_id: int
    channel: int
    z: int = 0
    t: int = 0
    bins: int = 256
    share: int | None = None
    of_plane: bool = False


@dataclass(frozen=True, slots=True)
class Histogram:
    """counts: over equal parts of the span."""

    counts: list[int]
    span: ValueRange


def histogram_of(viewer: Viewer, asked: HistogramRequest, checkpoint: Callable[[], None] = lambda: None) -> Histogram:
    """How many pixels of the plane lie in each part of the channel's range: that which `imgData` calls min and max.

    Raises NotFound for what is not there or not hers, Unreadable, Invalid for an impossible number of bins.
    """
    subject = subject_seen((viewer, asked.image_id, None, asked.share), revision.current())
    for name, index, size in (
        ("channel", asked.channel, subject.size.c),
        ("theZ", asked.z, subject.size.z),
        ("theT", asked.t, subject.size.t),
    ):
        if not 0 <= index < size:
            raise NotFound(f"{name} is one of 0 to {size - 1}")
    shop = workshop()
    full = subject.pixel_type.range(subject.significant_bits)
    known = subject.statistics[asked.channel] or full
    span = ValueRange(full.finite(known.low), full.finite(known.high))
    with (
        shop.originals.reading(subject.fileset),
        shop.sources.opened(subject.fileset, subject.series) as source,
    ):
        plane = PlaneOfChannel(asked.z, asked.channel, asked.t)
        if asked.of_plane:
            span = plane_range(source, plane, checkpoint)
        counts: list[int] = histogram(source, plane, span, asked.bins, checkpoint).tolist()
    return Histogram(counts, span)
