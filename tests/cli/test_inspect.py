import json

from micrographia.cli import main

NAME = "cells&sizeX=60&sizeY=40&sizeZ=3&sizeC=2&pixelType=uint16&channels=DNA,actin.fake"


def test_what_and_why(tmp_path, capsys):
    (tmp_path / NAME).touch()
    assert main.run(["inspect", str(tmp_path / NAME)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "fake was chosen: its claim is exact"
    assert "  60 x 40 pixels, 3 z-sections, 2 channels, 1 timepoints, uint16" in lines
    assert "  channels: DNA, actin" in lines


def test_json(tmp_path, capsys):
    (tmp_path / NAME).touch()
    assert main.run(["inspect", "--json", str(tmp_path / NAME)]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["reader"], facts["claim"], facts["files"]) == ("fake", "exact", [NAME])
    image = facts["inspection"]["images"][0]
    assert image["size"] == {"x": 60, "y": 40, "z": 3, "c": 2, "t": 1}
    assert image["pixel_type"] == "uint16"


def test_an_unknown_file(tmp_path, capsys):
    (tmp_path / "notes.txt").write_text("hello")
    assert main.run(["inspect", str(tmp_path / "notes.txt")]) == 5
    assert capsys.readouterr().err.startswith("micrographia: notes.txt: no reader knows")
