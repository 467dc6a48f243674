import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from documents.claims import JSON_API, WEBGATEWAY

SECTIONS = (
    *("1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8"),
    *("2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.9", "3", "4.1", "4.2", "4.3"),
    *("5", "5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "5.7", "5.8", "5.9", "5.12"),
    *("6", "6.1", "6.2", "7.1", "7.2", "7.3", "7.4", "7.5", "7.6", "7.8", "7.9", "7.10"),
    *("8.1", "8.2", "8.3", "8.4", "8.5", "8.6", "9.1", "9.2", "9.4", "10.1", "10.2", "10.3", "12"),
)
"""The sections of the WebGateway reference with rules that a client can observe.

Without those about what is not there yet: pictures of regions of interest and masks (5.10, 5.11, 10.4), search (7.7),
OME-TIFF (9.3), bulk annotations and tables (11).
"""


def carried(word: str) -> set[Any]:
    """What the marks of that name say, of all tests beside this one."""
    return {each for path in Path(__file__).parent.glob("test_*.py") for each in said(path, word)}


def said(path: Path, word: str) -> Iterator[Any]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            for mark in node.decorator_list:
                if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name) and mark.func.id == word:
                    yield from (ast.literal_eval(argument) for argument in mark.args)


def test_no_sentence_is_without_a_test():
    assert carried("claim") & set(WEBGATEWAY) == set(WEBGATEWAY)


def test_no_sentence_about_the_json_api_is_without_a_test():
    assert carried("claim") & set(JSON_API) == set(JSON_API)


def test_no_section_of_the_webgateway_reference_is_without_a_test():
    assert carried("rule") == set(SECTIONS)
