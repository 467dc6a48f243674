"""Files → values."""

from micrographia.pixels.geometry import Level, Region, Size5D
from micrographia.pixels.metadata import (
    AnnotationInfo,
    ChannelInfo,
    FieldInfo,
    ImageInfo,
    Inspection,
    PlateInfo,
    RoiInfo,
    RunInfo,
    ShapeInfo,
    Target,
    WellInfo,
)
from micrographia.pixels.reader import HEAD_BYTES, Claim, Reader
from micrographia.pixels.source import PixelSource, Values, check_address, native

__all__ = [
    "HEAD_BYTES",
    "AnnotationInfo",
    "ChannelInfo",
    "Claim",
    "FieldInfo",
    "ImageInfo",
    "Inspection",
    "Level",
    "PixelSource",
    "PlateInfo",
    "Reader",
    "Region",
    "RoiInfo",
    "RunInfo",
    "ShapeInfo",
    "Size5D",
    "Target",
    "Values",
    "WellInfo",
    "check_address",
    "native",
]
