from micrographia.pixels.formats import original
from micrographia.pixels.formats.original import bounded, of_mapping, of_xml
from micrographia.pixels.formats.xml_tree import read_xml


def test_xml_becomes_paths():
    root = read_xml('<a x="1"><b>t</b><c y="2"/><c>3</c><d><e/></d><skip z="9"><b>no</b></skip></a>', "a")
    assert list(of_xml(root, {"skip"})) == [("x", "1"), ("b", "t"), ("c[1]/y", "2"), ("c[2]", "3")]


def test_mappings_become_paths():
    value = {"a": {"b": 1, "c": [1.5, 2]}, "d": [{"e": True}, {"e": None}], "f": b"no", "g": "text"}
    assert list(of_mapping(value)) == [("a/b", "1"), ("a/c", "1.5, 2"), ("d[1]/e", "True"), ("g", "text")]


def test_what_is_said_is_bounded(monkeypatch):
    monkeypatch.setattr(original, "MOST_PAIRS", 3)
    monkeypatch.setattr(original, "MOST_LETTERS", 4)
    assert bounded([("a", "  "), ("b", "123456"), ("c", "1"), ("d", "2"), ("e", "3")]) == (
        ("b", "1234"), ("c", "1"), ("d", "2"),
    )  # fmt: skip
    monkeypatch.setattr(original, "MOST_BYTES", 6)
    assert bounded([("b", "1234"), ("c", "1")]) == (("b", "1234"),)
