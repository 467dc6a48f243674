"""The viewer's address of old."""

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse


def image_viewer(request: HttpRequest, image_id: int) -> HttpResponseRedirect:
    """Leads to the viewer with the query as it is."""
    query = request.META.get("QUERY_STRING", "")
    address = reverse("webgateway_full_viewer", args=[image_id])
    return HttpResponseRedirect(f"{address}?{query}" if query else address)
