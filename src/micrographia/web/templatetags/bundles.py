"""The tag {% bundle "viewer" %}: links to an entry's styles and scripts."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from micrographia.web.bundles import bundle as bundle_of

register = template.Library()


@register.simple_tag
def bundle(entry: str) -> SafeString:
    """The elements for the head of a page; nothing where the pages have not been built (a system check warns)."""
    files = bundle_of(entry)
    if files is None:
        return SafeString("")
    styles = format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(name),) for name in files.styles))
    imports = format_html_join(
        "\n", '<link rel="modulepreload" href="{}">', ((static(each),) for each in files.imports)
    )
    script = format_html('<script type="module" src="{}"></script>', static(files.script))
    return format_html("{}\n{}\n{}", styles, imports, script)
