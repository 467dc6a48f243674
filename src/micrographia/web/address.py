"""Absolute addresses: from `public_url` where it is set, else from the request."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix


def absolute(request: HttpRequest, path: str) -> str:
    """The whole address of a path that begins with a slash and has the prefix of the server, as `reverse` gives it."""
    public: str = settings.MICROGRAPHIA.public_url
    if not public:
        return request.build_absolute_uri(path)
    prefix = get_script_prefix().rstrip("/")
    return public.removesuffix(prefix) + path


def is_local(target: str) -> bool:
    """Whether a browser that is sent there stays on this server: a path, and nothing a browser reads as a host."""
    if not target.startswith("/") or len(target) > 4096:
        return False
    # Browsers read \ as /, and drop tabs and line ends wherever they stand.
    if "\\" in target or any(character <= " " or character == "\x7f" for character in target):
        return False
    return not target.startswith("//")
