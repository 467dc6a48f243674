"""How images look to whom."""

from __future__ import annotations

from django.db import models

from micrographia.catalog.models.details import Owned
from micrographia.catalog.models.images import Image


class StoredSettings(Owned):
    """The rendering settings of one person for one image.

    provisional: chosen before the statistics were there, to be remade once when they come, unless somebody saved.
    revision: raised by every change; 0 as import chose them. model: "color" or "greyscale". default_z, default_t:
    from 0.
    """

    word = "RenderingSettings"
    movable = False
    image_path = "image_id"

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="settings", db_index=False)
    provisional = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)
    model = models.CharField(max_length=10, default="color")
    default_z = models.PositiveIntegerField(default=0)
    default_t = models.PositiveIntegerField(default=0)
    codomain_start = models.PositiveSmallIntegerField(default=0)
    codomain_end = models.PositiveSmallIntegerField(default=255)
    bit_resolution = models.PositiveSmallIntegerField(default=255)

    class Meta(Owned.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["image", "owner"], name="one_set_of_settings", condition=models.Q(deleted__isnull=True)
            )
        ]


class StoredChannel(models.Model):
    """One channel of stored settings.

    index: from 0. start, end: of the window. color: "RRGGBBAA". codomain: [[name, {parameter: value}], …] in order.
    """

    settings = models.ForeignKey(StoredSettings, on_delete=models.CASCADE, related_name="channels", db_index=False)
    index = models.PositiveIntegerField()
    active = models.BooleanField(default=True)
    start = models.FloatField()
    end = models.FloatField()
    color = models.CharField(max_length=8)
    lut = models.CharField(max_length=255, default="", blank=True)
    family = models.CharField(max_length=12, default="linear")
    coefficient = models.FloatField(default=1.0)
    codomain = models.JSONField(default=list)
    noise_reduction = models.BooleanField(default=False)

    class Meta:
        ordering = ["settings_id", "index"]
        constraints = [models.UniqueConstraint(fields=["settings", "index"], name="one_stored_channel")]

    def __str__(self) -> str:
        return f"channel {self.index} of settings {self.settings_id}"
