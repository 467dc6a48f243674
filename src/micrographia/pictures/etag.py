"""The fingerprint of a picture: known before a pixel is read, different whenever a pixel may be."""

from __future__ import annotations

from hashlib import blake2b
from struct import pack

from micrographia.engine.view import View
from micrographia.pictures.subject import Subject
from micrographia.rendering.settings import RenderingSettings
from micrographia.rendering.table import Luts

ARITHMETIC = 1
"""Raised whenever the same request may give other bytes than before: it is part of every fingerprint."""


def look_print(subject: Subject, settings: RenderingSettings, luts: Luts) -> bytes:
    """The fingerprint of all but the place: files, settings, statistics and lookup tables. Takes a while: kept."""
    named = sorted({channel.lut for channel in settings.channels if channel.lut is not None})
    tables = b"".join(luts[name].tobytes() for name in named if name in luts)
    fileset = subject.fileset
    facts = (ARITHMETIC, fileset.version, fileset.reader, subject.series, subject.levels, subject.statistics, settings)
    return blake2b(repr(facts).encode() + tables, digest_size=16).digest()


def etag_of(look: bytes, view: View, output: str) -> str:
    """32 hex digits. output: what is made of the pixels, as text: format, quality and size."""
    region = view.region
    place = pack("<7q", view.z, view.t, view.level, region.x, region.y, region.width, region.height)
    return blake2b(look + place + output.encode(), digest_size=16).hexdigest()
