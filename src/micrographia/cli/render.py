"""`micrographia render`: a picture of an image file, drawn as the server draws it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from micrographia.errors import Invalid, NotFound

if TYPE_CHECKING:
    from micrographia.engine.view import View
    from micrographia.pixels import ImageInfo
    from micrographia.rendering.settings import RenderingSettings
    from micrographia.rendering.table import Luts
    from micrographia.webgateway.query import RenderingQuery


def render(
    path: Annotated[str, typer.Argument(help="An image file, a folder that is an image, or the address of one.")],
    query: Annotated[str, typer.Argument(help="Rendering query, such as 'c=1|0:255$FF0000&m=c&q=0.9'.")] = "",
    *,
    out: Annotated[Path, typer.Option("--out", help="The picture: .png, .jpg or .tif.")],
    series: Annotated[int, typer.Option(help="Which image of the file, from 0.")] = 0,
    z: Annotated[int | None, typer.Option("--z", help="z-section, from 0; by default the middle one.")] = None,
    t: Annotated[int | None, typer.Option("--t", help="Timepoint, from 0.")] = None,
    region: Annotated[str | None, typer.Option(help="x,y,width,height in pixels of the full resolution.")] = None,
    tile: Annotated[str | None, typer.Option(help="level,column,row[,width,height]; level 0 is full size.")] = None,
    luts: Annotated[Path | None, typer.Option(help="A folder of further .lut files that the query may name.")] = None,
) -> None:
    """Draw a plane, tile or region of an image file into a picture file. Nothing is imported."""
    from micrographia.cli.opened import open_file
    from micrographia.encoding.registry import encoder_for_file
    from micrographia.engine.defaults import first_settings
    from micrographia.engine.render import render as render_view
    from micrographia.rendering.change import changed

    encoder = encoder_for_file(out.name)
    asked = _asked(query)
    tables = _luts(luts)
    source = open_file(path).open(series)
    try:
        settings = changed(first_settings(source), asked.change)
        view = _view(source.info, settings, (z, t), {"tile": tile or "", "region": region or ""})
        picture = render_view(source, view, tables)
    finally:
        source.close()
    _write(out, encoder.encode(picture, asked.quality))


def _asked(query: str) -> RenderingQuery:
    """The rendering query; here, as in saving, a malformed part is refused."""
    from urllib.parse import parse_qsl

    from micrographia.webgateway.query import refuse, rendering_query

    parts = dict(parse_qsl(query.lstrip("?"), keep_blank_values=True))
    unknown = parts.keys() - {"c", "m", "maps", "p", "q"}
    if unknown:
        raise Invalid(f"a rendering query knows c, m, maps, p and q, not {', '.join(sorted(unknown))}", "query")
    asked = rendering_query(parts)
    refuse(asked.faults)
    return asked


def _view(
    info: ImageInfo, settings: RenderingSettings, plane: tuple[int | None, int | None], area: dict[str, str]
) -> View:
    from micrographia.engine.area import clipped, tile_region
    from micrographia.engine.view import View
    from micrographia.pixels import Region
    from micrographia.webgateway.query import area_query

    z = settings.default_z if plane[0] is None else plane[0]
    t = settings.default_t if plane[1] is None else plane[1]
    if not any(area.values()):
        return View(z, t, Region(0, 0, info.size.x, info.size.y), 0, settings)
    part = area_query(area)
    if isinstance(part, Region):
        return View(z, t, clipped(part, info.levels[0]), 0, settings)
    region = tile_region(info.levels, part.level, (part.column, part.row), (part.width, part.height))
    return View(z, t, region, part.level, settings)


def _luts(folder: Path | None) -> Luts:
    from micrographia.pictures.luts import LutShelf
    from micrographia.rendering.shipped import SHIPPED_LUTS

    if folder is None:
        return SHIPPED_LUTS
    if not folder.is_dir():
        raise NotFound(f"{folder}: no such folder")
    return LutShelf(folder).tables()


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Invalid(f"{path}: {error.strerror}", "out") from error
