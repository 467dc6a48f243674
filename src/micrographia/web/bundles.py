"""The pages' built scripts and styles: which files belong to an entry."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

FOLDER = "webclient/app"
"""Where the build puts them, below the static files."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """One entry: the static names of its script, of the scripts that one imports, and of its styles."""

    script: str
    imports: tuple[str, ...]
    styles: tuple[str, ...]


def bundle(entry: str) -> Bundle | None:
    """The files of an entry, such as "viewer"; None when the pages have not been built."""
    manifest = _manifest()
    chunk = manifest.get(f"src/{entry}.ts")
    if chunk is None:
        return None
    imported = [manifest[name] for name in chunk.get("imports", ())]
    return Bundle(
        script=_static(chunk["file"]),
        imports=tuple(_static(each["file"]) for each in imported),
        styles=tuple(_static(style) for each in (*imported, chunk) for style in each.get("css", ())),
    )


def is_built() -> bool:
    """Whether there is anything built at all."""
    return bool(_manifest())


def _static(name: str) -> str:
    return f"{FOLDER}/{name}"


@cache
def _manifest() -> dict[str, dict]:  # type: ignore[type-arg]
    # What the bundler writes: source → {"file", "imports", "css"}.
    found = finders.find(f"{FOLDER}/manifest.json")
    return json.loads(Path(str(found)).read_bytes()) if found else {}
