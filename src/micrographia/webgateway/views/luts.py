"""The lookup tables that settings may name (reference webgateway.md §7.8)."""

from django.http import HttpRequest, HttpResponse

from micrographia.encoding.png import MEDIA_TYPE, encode_transparent
from micrographia.pictures.lut_sheet import lut_sheet
from micrographia.pictures.request import Picture
from micrographia.pictures.workshop import workshop
from micrographia.web.conditional import answer
from micrographia.web.responses import jsonp_answer
from micrographia.webgateway.parameters import Luts, LutSheet
from micrographia.webgateway.shapes.luts import listed_luts


def list_luts(request: HttpRequest, parameters: Luts) -> HttpResponse:
    """All lookup tables, ordered by name, and where each stands in `luts_png`."""
    return jsonp_answer(request, listed_luts(workshop().luts.stock(), colors=parameters.rgb == "true"))


def luts_png(request: HttpRequest, parameters: LutSheet) -> HttpResponse:
    """All lookup tables in one picture, 10 rows each, and a last strip of black that fades."""
    stock = workshop().luts.stock(now=parameters.cached == "false")

    def draw() -> Picture:
        sheet = lut_sheet([stock.tables[file.name] for file in stock.files])
        return Picture(encode_transparent(sheet), MEDIA_TYPE, stock.fingerprint)

    return answer(request, stock.fingerprint, draw)
