"""Files that hang on things, for those who may download them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from micrographia.accounts.viewer import Verb, Viewer
from micrographia.catalog.models import Annotation, AnnotationKind
from micrographia.catalog.permissions import may
from micrographia.errors import NotFound


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """etag: differs whenever the bytes do."""

    path: Path
    name: str
    etag: str


def attached_file(viewer: Viewer, annotation_id: int) -> AttachedFile:
    """The file of an annotation. Raises NotFound for one that is hidden, is no file, or may not be downloaded."""
    rows = Annotation.objects.visible_to(viewer).select_related("group", "file")
    row: Annotation = rows.one(annotation_id)
    if row.kind != AnnotationKind.FILE or row.file is None or not may(viewer, Verb.DOWNLOAD, row):
        raise NotFound(f"Annotation {annotation_id} not found")
    return AttachedFile(settings.MICROGRAPHIA_HOME.path / row.file.key, row.file.name, row.file.sha1)
