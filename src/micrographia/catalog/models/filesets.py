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
    all files; what lies in folders of formats that are folders counts from the first `check` on: an import looks at
    few of the files in them.
    original: as it was last seen. trouble: why it is not there, in one sentence. settled: a look at the files' dates
    does not take that back, only a check or somebody who accepts. crashes: how often reading it ended a process.
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
    trouble = models.TextField(default="", blank=True)
    settled = models.BooleanField(default=False)
    crashes = models.PositiveSmallIntegerField(default=0)
    bytes = models.PositiveBigIntegerField(default=0)

    class Meta(Owned.Meta):
        indexes = [*Owned.Meta.indexes, models.Index(fields=["fingerprint"], name="fileset_by_print")]


class OriginalFile(Owned):
    """One file: of a fileset, or attached by somebody (then without fileset, and `key` counts in the home folder).

    key: its name in the store. version: differs whenever the bytes differ; of a folder, whenever what lies directly in
    it does. A folder that is a format is one row: latest: nothing in it is newer, in nanoseconds since 1970; entries,
    size: how many files and bytes are below it, empty and 0 until somebody has counted. sha1: of the bytes; of a
    folder, of all names and bytes in it; "" until it was taken.
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
    entries = models.PositiveBigIntegerField(null=True)
    latest = models.BigIntegerField(null=True)
    modified = models.DateTimeField(null=True)
