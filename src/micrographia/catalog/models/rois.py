"""Regions of interest and their shapes."""

from __future__ import annotations

from django.db import models

from micrographia.catalog.models.details import Owned
from micrographia.catalog.models.images import Image


class Roi(Owned):
    """A region of interest of an image."""

    word = "Roi"

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="rois")
    name = models.TextField(default="", blank=True)
    description = models.TextField(default="", blank=True)


class ShapeKind(models.TextChoices):
    """The kinds of shape."""

    RECTANGLE = "Rectangle"
    ELLIPSE = "Ellipse"
    POINT = "Point"
    LINE = "Line"
    POLYLINE = "Polyline"
    POLYGON = "Polygon"
    LABEL = "Label"
    MASK = "Mask"


class Shape(Owned):
    """One shape, in pixels of the full resolution. z, c, t: from 0; empty: on all planes.

    points: "x,y x,y …". transform: [a00, a10, a01, a11, a02, a12]. Colors "RRGGBBAA". mask: one bit per pixel.
    """

    word = "Shape"
    movable = False

    roi = models.ForeignKey(Roi, on_delete=models.CASCADE, related_name="shapes")
    kind = models.CharField(max_length=10, choices=ShapeKind.choices)
    z = models.PositiveIntegerField(null=True)
    c = models.PositiveIntegerField(null=True)
    t = models.PositiveIntegerField(null=True)
    x = models.FloatField(null=True)
    y = models.FloatField(null=True)
    width = models.FloatField(null=True)
    height = models.FloatField(null=True)
    radius_x = models.FloatField(null=True)
    radius_y = models.FloatField(null=True)
    x1 = models.FloatField(null=True)
    y1 = models.FloatField(null=True)
    x2 = models.FloatField(null=True)
    y2 = models.FloatField(null=True)
    points = models.TextField(default="", blank=True)
    text = models.TextField(default="", blank=True)
    transform = models.JSONField(null=True)
    fill_color = models.CharField(max_length=8, default="", blank=True)
    fill_rule = models.CharField(max_length=20, default="", blank=True)
    stroke_color = models.CharField(max_length=8, default="", blank=True)
    stroke_width = models.FloatField(null=True)
    stroke_dash_array = models.CharField(max_length=255, default="", blank=True)
    marker_start = models.CharField(max_length=20, default="", blank=True)
    marker_end = models.CharField(max_length=20, default="", blank=True)
    font_family = models.CharField(max_length=100, default="", blank=True)
    font_style = models.CharField(max_length=20, default="", blank=True)
    font_size = models.FloatField(null=True)
    locked = models.BooleanField(null=True)
    mask = models.BinaryField(null=True)
