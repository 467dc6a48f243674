import ast
from collections.abc import Iterator
from pathlib import Path

from documents.claims import JSON_API, WEBGATEWAY


def carried() -> Iterator[int]:
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield from numbers_of(node)


def numbers_of(test: ast.FunctionDef) -> Iterator[int]:
    for mark in test.decorator_list:
        if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name) and mark.func.id == "claim":
            yield from (ast.literal_eval(number) for number in mark.args)


def test_no_sentence_is_without_a_test():
    assert set(carried()) & set(WEBGATEWAY) == set(WEBGATEWAY)


def test_no_sentence_about_the_json_api_is_without_a_test():
    assert set(carried()) & set(JSON_API) == set(JSON_API)
