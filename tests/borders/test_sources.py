"""The borders that the import tool cannot see: read from the source files."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "micrographia"
SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def importers_of(*modules: str) -> set[str]:
    """The packages of ours in which one of these modules, or something in it, is imported."""
    return {
        path.relative_to(PACKAGE).parts[0]
        for path in SOURCES
        for name in imports_of(path)
        if any(name == module or name.startswith(module + ".") for module in modules)
    }


def test_only_pages_know_requests_and_responses():
    assert importers_of("django.http") <= {"web", "webgateway", "api", "api_v0", "webclient", "server"}


def test_codecs_stay_with_files_and_pictures():
    assert importers_of("PIL", "imagecodecs", "tifffile", "tensorstore") <= {"pixels", "encoding", "testing"}


def test_models_are_imported_by_one_name():
    deeper = [
        f"{path.relative_to(PACKAGE)}: {name}"
        for path in SOURCES
        for name in imports_of(path)
        if name.startswith("micrographia.catalog.models.") and path.relative_to(PACKAGE).parts[0] != "catalog"
    ]
    assert not deeper


def broad_handlers() -> set[str]:
    return {
        str(path.relative_to(PACKAGE))
        for path in SOURCES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")))
    }


def test_everything_is_caught_only_where_it_may_be():
    """The middleware and who calls it, loops of workers and threads, the boundary of a reader to people's parsers."""
    allowed = ("web/errors.py", "server/handler.py", "jobs/", "server/threads.py", "pixels/")
    assert not {path for path in broad_handlers() if not path.startswith(allowed)}


FORBIDDEN_FILE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager"}


def test_every_file_is_named_by_its_noun():
    assert not {path.name for path in SOURCES if path.stem in FORBIDDEN_FILE_NAMES}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_module_opens_with_one_sentence(path):
    assert ast.get_docstring(tree_of(path)), "a module opens with a sentence that could stand under its box"
