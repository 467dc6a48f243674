"""`micrographia inspect`: what a reader says of a file, and why that reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer


def inspect(
    path: Annotated[str, typer.Argument(help="An image file, a folder that is an image, or the address of one.")],
    json: Annotated[bool, typer.Option("--json", help="Print all that is known, as one JSON object.")] = False,
    original: Annotated[
        bool, typer.Option("--original", help="Print what the file says in its own words, one key and value a line.")
    ] = False,
) -> None:
    """Say what a file holds, which reader was chosen, and why. Nothing is imported and no pixel is read."""
    from micrographia.cli.opened import open_file

    opened = open_file(path)
    if original and not json:
        for line in _original(opened):
            typer.echo(line)
        return
    typer.echo(_json(opened) if json else "\n".join(_lines(opened)))


def _original(opened: Any) -> Iterator[str]:
    """With the name of the image before what is said of it, where there are several."""
    from micrographia.cli.listing import plain

    found = opened.inspect()
    for series, image in enumerate(found.images):
        more = found.original[series] if series < len(found.original) else ()
        if len(found.images) > 1 and (image.original or more):
            yield f"series {series}: {plain(image.name)}"
        yield from (f"{plain(key)}: {plain(value)}" for key, value in (*image.original, *more))


def _json(opened: Any) -> str:
    import orjson

    facts = {
        "reader": opened.reader.name,
        "claim": opened.identified.claim.name.lower(),
        "reasons": opened.identified.reasons,
        "considered": {
            one.reader: one.claim.name.lower() if one.claim else None for one in opened.identified.considered
        },
        "files": opened.keys,
        "inspection": opened.inspect(),
    }
    options = orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS
    return orjson.dumps(facts, option=options, default=_plain).decode()


def _plain(value: Any) -> str:
    """What JSON has no form for: the bits of a mask."""
    return value.hex() if isinstance(value, bytes) else str(value)


def _lines(opened: Any) -> list[str]:
    found = opened.inspect()
    lines = [*opened.identified.reasons, f"files: {len(opened.keys)}"]
    for series, image in enumerate(found.images):
        lines += _image(series, image)
    lines += [
        f"plate: {plate.name}, {plate.rows} rows, {plate.columns} columns, {len(plate.wells)} wells"
        for plate in found.plates
    ]
    lines += [f"{name}: {len(things)}" for name, things in _counted(found) if things]
    return [*lines, *(f"warning: {warning}" for warning in found.warnings)]


def _counted(found: Any) -> list[tuple[str, Any]]:
    return [("regions of interest", found.rois), ("annotations", found.annotations)]


def _image(series: int, image: Any) -> list[str]:
    size = image.size
    lines = [
        f"series {series}: {image.name}",
        f"  {size.x} x {size.y} pixels, {size.z} z-sections, {size.c} channels, {size.t} timepoints,"
        f" {image.pixel_type.value}{', RGB' if image.rgb else ''}",
        "  levels: "
        + ", ".join(f"{level.width} x {level.height}" for level in image.levels)
        + f"; tiles {image.levels[0].tile_width} x {image.levels[0].tile_height}",
    ]
    sides = [f"{side:g}" if side else "?" for side in image.pixel_size_um]
    if any(image.pixel_size_um):
        lines.append(f"  pixel size: {' x '.join(sides)} µm")
    named = [channel.name for channel in image.channels if channel.name]
    if named:
        lines.append(f"  channels: {', '.join(named)}")
    return lines
