"""Files that were imported together, and the single files."""

from __future__ import annotations

from django.db import models

from micrographia.catalog.models.details import Owned


class Original(models.TextChoices):
    """What became of the files since the import."""

    THERE = "there"
    CHANGED = "changed"
    GONE = "gone"
    QUARANTINED = "quarantined"


class Fileset(Owned):
    """Files that were imported together.

    scheme, root: of the store. entries: the keys the reader opens, in its order. fingerprint: equal for the same files
    in the same versions, by which a second import is recognised. copied: the files lie in the home folder. bytes: of
    all files; those in folders of formats that are folders are not counted.
    """

    word = "Fileset"

    name = models.TextField(default="", blank=True)
    scheme = models.CharField(max_length=20, default="file")
    root = models.TextField()
    entries = models.JSONField(default=list)
    reader = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    copied = models.BooleanField(default=False)
    original = models.CharField(max_length=12, choices=Original.choices, default=Original.THERE)
    bytes = models.PositiveBigIntegerField(default=0)

    class Meta(Owned.Meta):
        indexes = [*Owned.Meta.indexes, models.Index(fields=["fingerprint"], name="fileset_by_print")]


class OriginalFile(Owned):
    """One file: of a fileset, or attached by somebody (then without fileset, and `key` counts in the home folder).

    key: its name in the store. version: differs whenever the bytes differ.
    """

    word = "OriginalFile"

    fileset = models.ForeignKey(Fileset, null=True, on_delete=models.CASCADE, related_name="files")
    scheme = models.CharField(max_length=20, default="file")
    key = models.TextField()
    name = models.TextField()
    size = models.PositiveBigIntegerField(default=0)
    version = models.CharField(max_length=100, default="", blank=True)
    mimetype = models.CharField(max_length=255, default="", blank=True)
    sha1 = models.CharField(max_length=40, default="", blank=True)
    modified = models.DateTimeField(null=True)
