from concurrent.futures import ThreadPoolExecutor

import pytest

from micrographia.pixels.parsed import ParsedStore, name_of
from micrographia.storage import LocalStore


def test_a_file_is_parsed_once_until_it_changes(tmp_path):
    (tmp_path / "a").write_text("one")
    store, parsed, calls = LocalStore(tmp_path), ParsedStore(100, len), []

    def parse():
        calls.append(1)
        return (tmp_path / "a").read_text()

    assert [parsed.get(name_of(store, "a"), parse) for _ in range(3)] == ["one"] * 3
    assert len(calls) == 1
    (tmp_path / "a").write_text("other")
    assert parsed.get(name_of(store, "a"), parse) == "other"
    assert len(calls) == 2


def test_equal_names_in_two_folders_are_two_files(tmp_path):
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a").touch()
    assert name_of(LocalStore(tmp_path / "x"), "a") != name_of(LocalStore(tmp_path / "y"), "a")
    assert name_of(LocalStore(tmp_path / "x"), "a") == name_of(LocalStore(tmp_path / "x"), "a")
    assert name_of(LocalStore(tmp_path / "x"), "a") != name_of(LocalStore(tmp_path), "x/a")  # sentences name the key


def test_the_bytes_never_pass_the_limit_and_the_longest_unused_goes_first():
    parsed = ParsedStore(30, len)
    for name in "abc":
        parsed.get(name, lambda: "x" * 10)
    parsed.get("a", lambda: pytest.fail("it is kept"))
    parsed.put("d", "x" * 10)
    assert parsed.bytes == 30
    assert parsed.get("b", lambda: "it was gone") == "it was gone"
    parsed.put("large", "x" * 31)
    assert parsed.bytes <= 30
    assert parsed.get("large", lambda: "") == ""


def test_what_grows_after_it_was_added_is_weighed_again():
    parsed: ParsedStore[list[int]] = ParsedStore(10, len)
    grows = parsed.get("a", list)
    grows.extend(range(9))
    assert parsed.get("a", list) is grows
    assert parsed.bytes == 9
    parsed.put("b", [1, 2])
    assert parsed.bytes == 2


def test_a_failure_is_not_kept():
    parsed = ParsedStore(10, len)
    with pytest.raises(ValueError, match="broken"):
        parsed.get("a", lambda: (_ for _ in ()).throw(ValueError("broken")))
    assert parsed.get("a", lambda: "good") == "good"


def test_many_threads_get_one_value():
    parsed = ParsedStore(1000, len)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: parsed.get(n % 5, lambda: f"value {n % 5}"), range(200)))
    assert found == [f"value {n % 5}" for n in range(200)]
