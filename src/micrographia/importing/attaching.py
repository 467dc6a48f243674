"""Files that were attached inside other files, kept in the home folder under the name of their content."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from micrographia.errors import Busy
from micrographia.pixels import AnnotationInfo


def attachment_key(content: bytes) -> str:
    """Where it lies below the home folder: equal contents in one place."""
    name = sha256(content).hexdigest()
    return f"attachments/{name[:2]}/{name}"


def keep_attachments(home: Path, annotations: Iterable[AnnotationInfo]) -> None:
    """Writes the contents that are not there yet, each whole or not at all; before the rows that name them.

    Those of an import that fails afterwards stay, and are found again by the next one. Raises Busy when the disk is
    full.
    """
    for annotation in annotations:
        if annotation.content is not None:
            _keep(home / attachment_key(annotation.content), annotation)


def _keep(path: Path, annotation: AnnotationInfo) -> None:
    content = annotation.content or b""
    if path.is_file() and path.stat().st_size == len(content):
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(part, "wb", opener=_owner_only) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Busy(f"{annotation.value} could not be kept: the disk of the home folder is full") from error
        raise


def _owner_only(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)
