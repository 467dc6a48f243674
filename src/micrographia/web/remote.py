"""The address a request comes from, behind proxies that the lab trusts."""

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The asker's address: the last hop that is no trusted proxy; forged headers of others count for nothing."""
    trusted = settings.MICROGRAPHIA.trusted_proxies
    address: str = request.META.get("REMOTE_ADDR", "")
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    while address in trusted and hops:
        address = hops.pop()
    return address
