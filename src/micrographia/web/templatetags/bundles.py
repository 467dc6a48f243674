"""The tags {% bundle "viewer" %} and {% styles "login" %}: links to an entry's scripts and styles."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from micrographia.web.bundles import Bundle
from micrographia.web.bundles import bundle as bundle_of

register = template.Library()


@register.simple_tag
def bundle(entry: str) -> SafeString:
    """Styles and scripts of an entry, for the head of a page; nothing where the pages have not been built."""
    files = bundle_of(entry)
    if files is None:
        return SafeString("")
    imports = format_html_join(
        "\n", '<link rel="modulepreload" href="{}">', ((static(name),) for name in files.imports)
    )
    script = format_html('<script type="module" src="{}"></script>', static(files.script))
    return format_html("{}\n{}\n{}", _links(files), imports, script)


@register.simple_tag
def styles(entry: str) -> SafeString:
    """Only the styles of an entry, for a page that needs no script."""
    files = bundle_of(entry)
    return SafeString("") if files is None else _links(files)


def _links(files: Bundle) -> SafeString:
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(name),) for name in files.styles))
