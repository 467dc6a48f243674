"""The rendering query of the WebGateway document, read into values; knows nothing of HTTP."""

from micrographia.webgateway.query.area import area_query
from micrographia.webgateway.query.channels import ChannelsQuery, channels_query
from micrographia.webgateway.query.fault import Fault, refuse
from micrographia.webgateway.query.picture import (
    RenderingQuery,
    picture_query,
    refuse_incomplete,
    rendering_query,
    split_query,
    thumbnail_query,
)

__all__ = [
    "ChannelsQuery",
    "Fault",
    "RenderingQuery",
    "area_query",
    "channels_query",
    "picture_query",
    "refuse",
    "refuse_incomplete",
    "rendering_query",
    "split_query",
    "thumbnail_query",
]
