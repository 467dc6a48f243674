"""What hangs in no container of its kind, whoever owns the links."""

from __future__ import annotations

from typing import TypeVar

from micrographia.catalog.models.details import VisibleQuerySet

Rows = TypeVar("Rows", bound=VisibleQuerySet)


def orphaned(rows: Rows) -> Rows:
    """Those of the datasets in no project, of the images in no dataset and no well, of the plates in no screen, or of
    the tags in no tag set."""
    return rows.filter(parents=0)
