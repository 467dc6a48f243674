"""What WebGateway tells of itself, to anybody (reference webgateway.md §7.9)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from micrographia.web.responses import jsonp_answer, text_answer
from micrographia.webgateway.parameters import Jsonp


def index(request: HttpRequest) -> HttpResponse:
    """A greeting."""
    return text_answer("Welcome to WebGateway: pictures and metadata of images by address. See /api/openapi.json.")


def open_with_options(request: HttpRequest, parameters: Jsonp) -> HttpResponse:
    """Other programs that pages can offer for an object: those that the lab has listed."""
    programs = [program.model_dump(exclude_none=True) for program in settings.MICROGRAPHIA.open_with]
    return jsonp_answer(request, {"open_with_options": programs})
