"""Which optional parts of an image are answered: `embed`, and the older flags (reference json-api.md §3.8)."""

from __future__ import annotations

from dataclasses import dataclass

from micrographia.api.filters import Owned
from micrographia.api.paging import Paged
from micrographia.api.values import filter_by, identifier, switch
from micrographia.web.params import REQUIRED, Parameter, declared

SIZES = ("sizeX", "sizeY", "sizeZ", "sizeC", "sizeT")
XYZ = frozenset(SIZES[:3])
MOST = 100
"""Items of one `embed`; saying one twice is no fault."""
ITEMS = ("thumbnail", "thumbnail.version", "pixels", *(f"pixels.{size}" for size in SIZES), "dates")


@dataclass(frozen=True, slots=True)
class Embed:
    """sizes: the keys of `pixels`. flat_…: the aliases of the first implementation."""

    sizes: frozenset[str] = XYZ
    thumbnail: bool = True
    flat_sizes: bool = False
    flat_dates: bool = False
    flat_thumbnail: bool = False


SAMPLE = Embed()
"""Without `embed`: as the document's sample."""
IN_SHARES = Embed(thumbnail=False)


def parsed(text: str) -> Embed:
    """Only what is listed; raises ValueError for an unknown item."""
    items = [item.strip() for item in text.split(",") if item.strip()]
    if len(items) > MOST:
        raise ValueError(f"at most {MOST} items")
    if any(item not in ITEMS for item in items):
        raise ValueError(f"some of {', '.join(ITEMS)}, between commas")
    sizes = {item.removeprefix("pixels.") for item in items if item.startswith("pixels.")}
    return Embed(
        sizes=frozenset(SIZES if "pixels" in items else sizes),
        thumbnail="thumbnail" in items or "thumbnail.version" in items,
    )


EMBED = Parameter(
    parsed,
    {"type": "array", "items": {"type": "string", "enum": list(ITEMS)}, "maxItems": MOST},
    "which parts of an image to answer, between commas; without any: none of them",
    "thumbnail,pixels.sizeX,pixels.sizeY",
)
"""The parameter; None where it is not given."""


@dataclass(frozen=True, slots=True)
class Images(Owned):
    """Images."""

    dataset: int | None = identifier("only the images of this dataset", "5001")
    orphaned: bool = switch("only images in no dataset and no well; a dataset counts more")
    embed: Embed | None = declared(EMBED)  # noqa: RUF009 - makes a field
    sizeXYZ: bool = switch("with sizeX, sizeY, sizeZ")  # noqa: N815 - the document's word
    date: bool = switch("with the dates of import and acquisition")
    thumbVersion: bool = switch("with the version of the thumbnail")  # noqa: N815 - the document's word

    @property
    def embedded(self) -> Embed:
        """What to answer."""
        return with_flags(self.embed or SAMPLE, (self.sizeXYZ, self.date, self.thumbVersion))


@dataclass(frozen=True, slots=True)
class OneImage:
    """A single image."""

    embed: Embed | None = declared(EMBED)  # noqa: RUF009 - makes a field


@dataclass(frozen=True, slots=True)
class Shown(Paged):
    """Images of a share."""

    embed: Embed | None = declared(EMBED)  # noqa: RUF009 - makes a field


@dataclass(frozen=True, slots=True)
class TaggedThings(Paged):
    """What a tag hangs on."""

    owner: int | None = filter_by("only what this person owns")
    embed: Embed | None = declared(EMBED)  # noqa: RUF009 - makes a field
    sizeXYZ: bool = switch("images with sizeX, sizeY, sizeZ")  # noqa: N815 - the document's word
    date: bool = switch("images with the dates of import and acquisition")

    @property
    def embedded(self) -> Embed:
        """What to answer of images."""
        return with_flags(self.embed or SAMPLE, (self.sizeXYZ, self.date, False))


@dataclass(frozen=True, slots=True)
class TaggedBy(TaggedThings):
    """What the tag of the query hangs on."""

    tag: int = identifier("the tag", "655", REQUIRED)


def with_flags(chosen: Embed, flags: tuple[bool, bool, bool]) -> Embed:
    """flags: sizeXYZ, date, thumbVersion; each adds its part and its aliases."""
    sizes, date, thumbnail = flags
    return Embed(
        sizes=chosen.sizes | XYZ if sizes else chosen.sizes,
        thumbnail=chosen.thumbnail or thumbnail,
        flat_sizes=sizes,
        flat_dates=date,
        flat_thumbnail=thumbnail,
    )
