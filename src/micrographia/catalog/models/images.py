"""Images, and all that a reader said of them, so that no list ever opens a file."""

from __future__ import annotations

from django.db import models

from micrographia.catalog.models.details import Hung
from micrographia.catalog.models.filesets import Fileset


class Image(Hung):
    """One 5D picture. series: its index in the fileset, from 0. parents: in how many datasets and wells it is.

    acquired: when it was taken; `created` is when it was imported.
    """

    word = "Image"
    image_path = "id"

    fileset = models.ForeignKey(Fileset, null=True, on_delete=models.PROTECT, related_name="images")
    series = models.PositiveIntegerField(default=0)
    acquired = models.DateTimeField(null=True)
    archived = models.BooleanField(default=False)
    partial = models.BooleanField(default=False)


class Statistics(models.TextChoices):
    """Whether smallest and largest values of the channels are known."""

    NONE = "none"
    RUNNING = "running"
    EXACT = "exact"


class Pyramid(models.TextChoices):
    """Whether the image has smaller levels, or gets them."""

    NONE = "none"
    GROWING = "growing"
    THERE = "there"


class Pixels(models.Model):
    """The numbers of an image: part of it, with the same rights.

    pixel_type: the word `imgData` uses ("uint16", "float"). levels: [width, height, tile width, tile height] of each
    resolution, the full one first. rgb: the file stores colors of one picture. Lengths in µm.
    """

    image = models.OneToOneField(Image, primary_key=True, on_delete=models.CASCADE, related_name="pixels")
    size_x = models.PositiveIntegerField()
    size_y = models.PositiveIntegerField()
    size_z = models.PositiveIntegerField(default=1)
    size_c = models.PositiveIntegerField(default=1)
    size_t = models.PositiveIntegerField(default=1)
    pixel_type = models.CharField(max_length=10)
    significant_bits = models.PositiveSmallIntegerField(null=True)
    rgb = models.BooleanField(default=False)
    levels = models.JSONField(default=list)
    physical_x = models.FloatField(null=True)
    physical_y = models.FloatField(null=True)
    physical_z = models.FloatField(null=True)
    position_x = models.FloatField(null=True)
    position_y = models.FloatField(null=True)
    position_z = models.FloatField(null=True)
    time_increment_s = models.FloatField(null=True)
    magnification = models.FloatField(null=True)
    lens_na = models.FloatField(null=True)
    dimension_order = models.CharField(max_length=5, default="XYZCT")
    sha1 = models.CharField(max_length=40, default="", blank=True)
    statistics = models.CharField(max_length=8, choices=Statistics.choices, default=Statistics.NONE)
    pyramid = models.CharField(max_length=8, choices=Pyramid.choices, default=Pyramid.NONE)

    def __str__(self) -> str:
        return f"pixels of image {self.image_id}"


class Channel(models.Model):
    """One channel as the file describes it: part of the image, with the same rights.

    index: from 0. color: "RRGGBBAA", as import settled it. low, high: smallest and largest value over all planes,
    once the statistics are there. Wavelengths in nm, pinhole in µm.
    """

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="channels", db_index=False)
    index = models.PositiveIntegerField()
    name = models.TextField(default="", blank=True)
    color = models.CharField(max_length=8, default="", blank=True)
    lut = models.CharField(max_length=255, default="", blank=True)
    emission_nm = models.FloatField(null=True)
    excitation_nm = models.FloatField(null=True)
    laser_nm = models.FloatField(null=True)
    emission_filter_nm = models.FloatField(null=True)
    excitation_filter_nm = models.FloatField(null=True)
    fluor = models.TextField(default="", blank=True)
    acquisition_mode = models.CharField(max_length=100, default="", blank=True)
    illumination = models.CharField(max_length=100, default="", blank=True)
    contrast_method = models.CharField(max_length=100, default="", blank=True)
    photometric_interpretation = models.CharField(max_length=100, default="", blank=True)
    pinhole_um = models.FloatField(null=True)
    nd_filter = models.FloatField(null=True)
    pockel_cell = models.IntegerField(null=True)
    samples_per_pixel = models.PositiveSmallIntegerField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)

    class Meta:
        ordering = ["image_id", "index"]
        constraints = [models.UniqueConstraint(fields=["image", "index"], name="one_channel")]

    def __str__(self) -> str:
        return f"channel {self.index} of image {self.image_id}"


class OriginalMetadata(models.Model):
    """Further key-values that the file had, in its order: [[key, value], …]."""

    image = models.OneToOneField(Image, primary_key=True, on_delete=models.CASCADE, related_name="original_metadata")
    pairs = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"original metadata of image {self.image_id}"
