"""Screens hold plates; plates have wells and runs; wells have fields, each with an image."""

from __future__ import annotations

from django.db import models

from micrographia.catalog.models.details import THERE, ContainerLink, Hung, Named, Owned
from micrographia.catalog.models.images import Image


class Screen(Named):
    """Holds plates."""

    word = "Screen"

    type = models.TextField(default="", blank=True)
    protocol_identifier = models.TextField(default="", blank=True)
    protocol_description = models.TextField(default="", blank=True)
    reagent_set_identifier = models.TextField(default="", blank=True)
    reagent_set_description = models.TextField(default="", blank=True)


class Plate(Hung):
    """A plate. rows, columns: what it has, not what was imaged. parents: in how many screens it is. Origins in µm."""

    word = "Plate"

    rows = models.PositiveIntegerField(null=True)
    columns = models.PositiveIntegerField(null=True)
    row_naming = models.CharField(max_length=10, default="letter")
    column_naming = models.CharField(max_length=10, default="number")
    external_identifier = models.TextField(default="", blank=True)
    status = models.TextField(default="", blank=True)
    field_index = models.PositiveIntegerField(null=True)
    well_origin_x = models.FloatField(null=True)
    well_origin_y = models.FloatField(null=True)
    screens = models.ManyToManyField(Screen, through="ScreenPlate", related_name="plates")


class ScreenPlate(ContainerLink):
    """A plate in a screen."""

    parent = models.ForeignKey(Screen, on_delete=models.CASCADE, related_name="plate_links", db_index=False)
    child = models.ForeignKey(Plate, on_delete=models.CASCADE, related_name="screen_links")


class Run(Named):
    """One acquisition of a plate. name: may be empty; the APIs then make one of its times or its id."""

    word = "PlateAcquisition"
    movable = False

    plate = models.ForeignKey(Plate, on_delete=models.CASCADE, related_name="runs")
    started = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    maximum_field_count = models.PositiveIntegerField(null=True)

    class Meta(Named.Meta):
        indexes = [*Named.Meta.indexes, models.Index(fields=["group", "id"], name="run_by_id", condition=THERE)]


class Well(Owned):
    """A well that was looked at; row and column from 0. color: "RRGGBBAA"."""

    word = "Well"
    movable = False

    plate = models.ForeignKey(Plate, on_delete=models.CASCADE, related_name="wells", db_index=False)
    row = models.PositiveIntegerField()
    column = models.PositiveIntegerField()
    type = models.TextField(default="", blank=True)
    status = models.TextField(default="", blank=True)
    external_identifier = models.TextField(default="", blank=True)
    external_description = models.TextField(default="", blank=True)
    color = models.CharField(max_length=8, default="", blank=True)

    class Meta(Owned.Meta):
        constraints = [models.UniqueConstraint(fields=["plate", "column", "row"], name="one_well")]


class WellField(Owned):
    """A field of a well ("well sample"): one image. index: from 0, over all runs of the well. Positions in µm."""

    word = "WellSample"
    movable = False

    well = models.ForeignKey(Well, on_delete=models.CASCADE, related_name="fields", db_index=False)
    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="well_fields")
    run = models.ForeignKey(Run, null=True, on_delete=models.SET_NULL, related_name="fields")
    index = models.PositiveIntegerField()
    position_x = models.FloatField(null=True)
    position_y = models.FloatField(null=True)
    timepoint = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        ordering = ["well_id", "index"]
        constraints = [models.UniqueConstraint(fields=["well", "index"], name="one_field")]
