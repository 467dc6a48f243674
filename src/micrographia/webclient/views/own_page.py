"""Pages of the lab: templates in the home folder."""

from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import NoReverseMatch

from micrographia.errors import Invalid, NotFound


def own_page(request: HttpRequest, name: str) -> HttpResponse:
    """The lab's own page of this name: `templates/pages/<name>.html` in the home folder."""
    try:
        template = get_template(f"pages/{name}.html")
    except TemplateDoesNotExist as error:
        raise NotFound(f"There is no page {name}") from error
    try:
        return HttpResponse(template.render({}, request))
    except NoReverseMatch as error:
        raise Invalid(f"The page {name} cannot make an address of this query") from error
