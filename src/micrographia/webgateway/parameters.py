"""The parameters of WebGateway's URLs, declared: names, meaning, examples. Their grammar is read by `query`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from micrographia.pictures.thumbnails import LARGEST_SIDE
from micrographia.web.params import Grammar, number, parameters_of, text, whole, wholes
from micrographia.web.responses import callback
from micrographia.webgateway.query.area import is_region, is_tile
from micrographia.webgateway.query.number import LARGEST, WHOLE_TEXT, is_quality
from micrographia.webgateway.query.number import whole as read_whole

LONGEST = 100_000
"""Characters of `c` and `maps`: a thousand channels with everything said."""


MAPS = (
    "JSON array, one object per entry of c (without c: per channel): inverted (or reverse), quantization, and the "
    "codomain maps of plug-ins."
)
SHARE = "Look through this share: its id."


def _is_whole(written: str) -> bool:
    """Nothing, as if it were not there, or a number."""
    return not written or read_whole(written) is not None


def _is_place(written: str) -> bool:
    found = read_whole(written)
    return found is not None and found >= 1


WHOLE = Grammar({"type": "integer", "minimum": -LARGEST, "maximum": LARGEST}, _is_whole, "a whole number")
PLACE = Grammar({"type": "integer", "minimum": 1, "maximum": LARGEST}, _is_place, "a whole number from 1")
QUALITY = Grammar({"type": "number", "minimum": 0, "maximum": 1}, is_quality, "a number from 0 to 1")
TILE = Grammar(
    {"type": "string", "pattern": f"^[0-9]{{1,18}}(,{WHOLE_TEXT}){{2,4}}$", "maxLength": 100},
    is_tile,
    "level,column,row[,width,height]: whole numbers, level 0 is full resolution",
)
REGION = Grammar(
    {"type": "string", "pattern": f"^{WHOLE_TEXT}(,{WHOLE_TEXT}){{3}}$", "maxLength": 100},
    is_region,
    "x,y,width,height: four whole numbers, pixels of the full resolution",
)


@dataclass(frozen=True, slots=True)
class Shared:
    """What every URL of an image takes."""

    share: str | None = text(SHARE, example="7", grammar=WHOLE)


@dataclass(frozen=True, slots=True)
class Rendering(Shared):
    """The rendering query. Malformed parts of c and maps are passed over; nothing of it is saved."""

    c: str | None = text(
        "Channels from 1, a minus for off, each with window and color or lookup table; channels left out are off.",
        longest=LONGEST,
        example="1|100:600$FF0000,-2",
    )
    m: str | None = text("Model: c color, g greyscale (the first active channel).", example="c")
    maps: str | None = text(
        MAPS,
        longest=LONGEST,
        example='[{"inverted":{"enabled":true}}]',
    )
    p: str | None = text(
        "Projection along Z: normal, intmax, intmean, intsum; |first:last from 0.", example="intmax|0:10"
    )
    q: str | None = text("JPEG quality from 0 to 1; 0.85 if left out.", example="0.9", grammar=QUALITY)
    ia: str | None = text("Accepted and without effect on pictures.", example="0")
    format: str | None = text("jpeg, png or tif; anything else is jpeg.", example="png")


@dataclass(frozen=True, slots=True)
class Movie(Rendering):
    """The rendering query, for each frame."""

    format: str = text("webp, gif, or mp4 where the server has an encoder.", "webp", longest=100, example="gif")
    fps: float = number("Frames in a second.", 4.0, (0.1, 60), example="10")


@dataclass(frozen=True, slots=True)
class RegionRendering(Rendering):
    """The rendering query with the part of the plane; tile wins over region, one of them is required."""

    tile: str | None = text(
        "level,column,row[,width,height]; level 0 is full resolution.", example="0,3,1,256,256", grammar=TILE
    )
    region: str | None = text(
        "x,y,width,height in pixels of the full resolution.", example="100,200,512,512", grammar=REGION
    )


@dataclass(frozen=True, slots=True)
class Thumbnail(Shared):
    """Which plane and whose settings a thumbnail shows; nothing else of the rendering query counts."""

    z: str | None = text("z-section from 0; by default that of the settings.", example="10", grammar=WHOLE)
    t: str | None = text("Timepoint from 0; by default that of the settings.", example="0", grammar=WHOLE)
    rdefId: str | None = text(  # noqa: N815
        "Stored rendering settings of this image, by id.", example="31", grammar=WHOLE
    )


@dataclass(frozen=True, slots=True)
class ThumbnailData(Thumbnail):
    """The same, wrapped into JSON."""

    callback: str | None = callback()


@dataclass(frozen=True, slots=True)
class ThumbnailSet(ThumbnailData):
    """Which images; z, t and rdefId count where it is only one."""

    id: tuple[int, ...] = wholes("Ids of images; may be repeated.")


@dataclass(frozen=True, slots=True)
class Histogram(Shared):
    """Which plane is counted, and into how many bins."""

    theZ: int = whole("z-section from 0; below 0 is 0.", 0, example="3")  # noqa: N815
    theT: int = whole("Timepoint from 0; below 0 is 0.", 0, example="0")  # noqa: N815
    bins: int = whole("How many equal parts; 0 or less is 256, at most 65536.", 256, (None, 65_536), example="256")
    range: str | None = text(
        "plane: over the finite values of this plane instead of the channel's; then min and max are told.",
        example="plane",
    )


@dataclass(frozen=True, slots=True)
class ViewerPage(Rendering):
    """What the viewer shows first: the rendering query, and where it looks."""

    z: str | None = text("z-section from 1; by default that of the settings.", example="11")
    t: str | None = text("Timepoint from 1; by default that of the settings.", example="1")
    x: str | None = text("The middle of the view, in pixels of the full resolution from the left.", example="1200")
    y: str | None = text("The middle of the view, in pixels of the full resolution from the top.", example="800")
    zm: str | None = text("Zoom in percent: 100 is one pixel of the image on one of the screen.", example="50")


@dataclass(frozen=True, slots=True)
class Jsonp:
    """What answers in JSON take."""

    callback: str | None = callback()


@dataclass(frozen=True, slots=True)
class OriginalPaths(Jsonp):
    """Original files are no part of a share: looked at through one, an image has none."""

    share: str | None = text(SHARE, example="7", grammar=WHOLE)


@dataclass(frozen=True, slots=True)
class Said(Jsonp):
    """Which of the original metadata."""

    share: str | None = text(SHARE, example="7", grammar=WHOLE)
    q: str | None = text("Only those whose key or value contains these words, whatever their case.", example="gain")


MOST_AT_ONCE = 1000
"""Images of one download."""


IMAGES = f"Ids of images, at most {MOST_AT_ONCE}; may be repeated. What the path names wins."
WELLS = f"Ids of wells, at most {MOST_AT_ONCE}; may be repeated. Used where no image is named."
FIELD = "Which field of each well, from 0."
ZIP_NAME = "What the ZIP is called."


@dataclass(frozen=True, slots=True)
class Selection:
    """Which images a download means."""

    image: tuple[int, ...] = wholes(IMAGES, most=MOST_AT_ONCE)
    well: tuple[int, ...] = wholes(WELLS, most=MOST_AT_ONCE)
    index: int = whole(FIELD, 0, (0, 1_000_000), example="0")
    zipname: str | None = text(ZIP_NAME, longest=200, example="cells")


@dataclass(frozen=True, slots=True)
class Export(Rendering):
    """The rendering query, for the images that are meant."""

    format: str | None = text("png, jpeg or tif; anything else is png.", example="tif")
    image: tuple[int, ...] = wholes(IMAGES, most=MOST_AT_ONCE)
    well: tuple[int, ...] = wholes(WELLS, most=MOST_AT_ONCE)
    index: int = whole(FIELD, 0, (0, 1_000_000), example="0")
    zipname: str | None = text(ZIP_NAME, longest=200, example="cells")


@dataclass(frozen=True, slots=True)
class ImageData(Jsonp):
    """Which settings `imgData` tells."""

    share: str | None = text(SHARE, example="7", grammar=WHOLE)
    getDefaults: str | None = text(  # noqa: N815
        "true: the settings as import chose them, whatever was saved since.", example="true"
    )


@dataclass(frozen=True, slots=True)
class StoredOfImage(Jsonp):
    """Whose settings are listed."""

    share: str | None = text(SHARE, example="7", grammar=WHOLE)


@dataclass(frozen=True, slots=True)
class Children(Jsonp):
    """How much is told of each image."""

    tiled: str | None = text("Anything: size and tiled are added to each image.", example="1")


@dataclass(frozen=True, slots=True)
class SavedForm:
    """What is saved, as a form in the body; what is left out stays as it is."""

    c: str | None = text(
        "Channels from 1, a minus for off, each with window and color or lookup table; channels left out are off.",
        longest=LONGEST,
        example="1|100:600$FF0000,-2|0:255$00FF00",
    )
    m: str | None = text("Model: c color, g greyscale.", example="c")
    maps: str | None = text(
        MAPS,
        longest=LONGEST,
        example='[{"inverted":{"enabled":true}},{}]',
    )
    z: str | None = text("The z-section that is shown first, from 1.", example="11", grammar=PLACE)
    t: str | None = text("The timepoint that is shown first, from 1.", example="1", grammar=PLACE)


@dataclass(frozen=True, slots=True)
class Saving(SavedForm):
    """The same in the query, which wins over a body."""

    callback: str | None = callback()


@dataclass(frozen=True, slots=True)
class Luts(Jsonp):
    """How much is told of each lookup table."""

    rgb: str | None = text("true: the 256 colors of each.", example="true")


@dataclass(frozen=True, slots=True)
class LutSheet:
    """When the files are looked at."""

    cached: str | None = text("false: look at the files in the home folder now.", example="false")


@dataclass(frozen=True, slots=True)
class PlateGrid(Jsonp):
    """How much of a plate is told, and how large its thumbnails are."""

    layout: str | None = text(
        "shrink: from the first well to the last; trim: from A1 to the last; expand: 8 × 12, 16 × 24, … places; "
        "else as the lab has set it.",
        example="trim",
    )
    size: int | None = whole(
        "Longest side of the thumbnails that thumb_url names.", None, (3, LARGEST_SIDE), example="96"
    )


@dataclass(frozen=True, slots=True)
class WellChildren(Jsonp):
    """Which images of a well are told."""

    run: int | None = whole("Only those of this run (plate acquisition).", example="5")


TARGETS = "Ids of the things; may be repeated."


@dataclass(frozen=True, slots=True)
class TargetsForm:
    """Which images are meant, as a form in the body."""

    toids: tuple[int, ...] = wholes(TARGETS)
    to_type: str | None = text(
        "What toids are: image (also when left out), dataset, project, plate, screen or acquisition.", example="dataset"
    )


@dataclass(frozen=True, slots=True)
class Targets(TargetsForm):
    """The same in the query; a body wins."""

    callback: str | None = callback()


@dataclass(frozen=True, slots=True)
class PastedForm(SavedForm):
    """What is pasted or remembered, and where to, as a form in the body."""

    z: str | None = text(
        "The z-section that is shown first, from 1; what is no such number does not count.", example="11"
    )
    t: str | None = text(
        "The timepoint that is shown first, from 1; what is no such number does not count.", example="1"
    )
    imageId: str | None = text("The image that c and the rest belong to.", example="7")  # noqa: N815
    pixel_range: str | None = text("Kept beside what is remembered.", longest=100, example="0:65535")
    store: str | None = text("Anything: remember what is posted, paste nothing.", example="true")
    toids: str | None = text(TARGETS, longest=LONGEST, example="8")
    to_type: str | None = text("What toids are: dataset, plate, acquisition; else images.", example="dataset")


@dataclass(frozen=True, slots=True)
class Copying(PastedForm):
    """The same in the query, where an image may stand in place of settings."""

    fromid: str | None = text("The image whose settings are meant.", example="7")
    callback: str | None = callback()


@dataclass(frozen=True, slots=True)
class SwitchForm:
    """Where a browser goes afterwards."""

    url: str | None = text("A path of this server to go on to, instead of the answer true.", example="/")


def written(parameters: Any) -> Mapping[str, str]:
    """The parameters that were given and are not read yet, by the names that URLs use."""
    return {
        bound.name: value
        for bound in parameters_of(type(parameters))
        if isinstance(value := getattr(parameters, bound.field), str)
    }
