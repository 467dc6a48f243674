"""What happened to each file that somebody wanted imported."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from micrographia.accounts.models import ExperimenterGroup
from micrographia.catalog.models import Fileset


class Import(models.Model):
    """One call of import. paths: as they were named. ended: empty while it runs, and for ever when it was killed."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(ExperimenterGroup, on_delete=models.CASCADE, related_name="+")
    paths = models.JSONField(default=list)
    started = models.DateTimeField(default=timezone.now)
    ended = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"import {self.pk}"


class Status(models.TextChoices):
    """What became of a file."""

    IMPORTED = "imported"
    KNOWN = "known"
    REFUSED = "refused"


class ImportedFile(models.Model):
    """One fileset, by its entry file, or one file that is in none.

    reason: why it was refused, or what to know of it. files, images: how many; 0 when refused.
    """

    imported_by = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="files")
    path = models.TextField()
    status = models.CharField(max_length=10, choices=Status.choices)
    reason = models.TextField(default="", blank=True)
    fileset = models.ForeignKey(Fileset, null=True, on_delete=models.SET_NULL, related_name="+")
    files = models.PositiveIntegerField(default=0)
    images = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["imported_by", "id"], name="imported_file_of")]

    def __str__(self) -> str:
        return f"{self.path}: {self.status}"
