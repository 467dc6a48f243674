import os
from pathlib import Path

import pytest

from micrographia.importing.question import Surveyed
from micrographia.importing.scan import Found, scan


class Answers:
    """A sandbox that has been told what the names are: name → the files that belong together with it."""

    def __init__(self, filesets):
        self.filesets = filesets
        self.asked = []

    def survey(self, folder, names):
        self.asked.append(names)
        for name in names:
            if name in self.filesets:
                yield Surveyed(name, "format", tuple(self.filesets[name]))
            elif (folder / name).is_dir():
                yield Surveyed(name, reason="no image", folder=True)
            else:
                yield Surveyed(name, reason="no image")


@pytest.fixture
def tree(tmp_path):
    def make(*names):
        for name in names:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).touch()
        return tmp_path

    return make


def outcome(answers, *paths):
    return [
        (one.keys, one.dataset) if isinstance(one, Found) else one.path.name
        for one in scan(answers, list(map(Path, paths)))
    ]


def test_files_of_a_fileset_are_reported_once(tree):
    root = tree("a.tif", "b.tif", "set.companion.ome", "z.txt")
    files = ("set.companion.ome", "a.tif", "b.tif")
    # a.tif alone looks like an image of its own; only the companion says that it is part of a set.
    answers = Answers({"a.tif": ["a.tif"], "b.tif": ["b.tif"], "set.companion.ome": files})
    assert outcome(answers, root) == [(files, root.name), "z.txt"]


def test_parts_in_a_folder_inside_are_not_looked_at_again(tree):
    root = tree("index.ome", "parts/1.tif", "parts/2.tif")
    answers = Answers({"index.ome": ("index.ome", "parts/1.tif", "parts/2.tif"), "1.tif": ["1.tif"]})
    assert outcome(answers, root) == [(("index.ome", "parts/1.tif", "parts/2.tif"), root.name)]


def test_datasets_are_named_by_the_way_down(tree):
    root = tree("a.tif", "day1/a.tif", "day1/raw/a.tif", "day2/a.tif")
    found = outcome(Answers({"a.tif": ["a.tif"]}), root)
    assert [dataset for _, dataset in found] == [
        root.name, f"{root.name}/day1", f"{root.name}/day1/raw", f"{root.name}/day2",
    ]  # fmt: skip


def test_a_folder_that_is_an_image_is_one(tree):
    root = tree("x.zarr/0/0", "other/y.zarr/0")
    answers = Answers({"x.zarr": ["x.zarr"], "y.zarr": ["y.zarr"]})
    assert outcome(answers, root) == [(("x.zarr",), root.name), (("y.zarr",), f"{root.name}/other")]
    assert outcome(answers, root / "x.zarr") == [(("x.zarr",), None)]


def test_large_folders_are_asked_about_in_parts(tree):
    root = tree(*(f"{number:04}.tif" for number in range(450)))
    answers = Answers({f"{number:04}.tif": [f"{number:04}.tif"] for number in range(450)})
    assert len(outcome(answers, root)) == 450
    assert [len(names) for names in answers.asked if names != (root.name,)] == [200, 200, 50]


def test_links_that_go_round_in_circles_are_not_followed(tree):
    folder = tree("a.tif", "inside/b.tif")
    for name in ("again", "and_again"):
        (folder / name).symlink_to(".")
        (folder / "inside" / name).symlink_to("..")
    found = outcome(Answers({"a.tif": ["a.tif"], "b.tif": ["b.tif"]}), folder)
    a, b = (("a.tif",), folder.name), (("b.tif",), f"{folder.name}/inside")
    assert found == [a, "again", "and_again", b, "again", "and_again"]


def test_a_folder_that_may_not_be_read_is_reported(tree, monkeypatch):
    root = tree("shut/a.tif", "b.tif")
    listing = os.listdir

    def refuse(path):
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return listing(path)

    monkeypatch.setattr(os, "listdir", refuse)
    assert outcome(Answers({"b.tif": ["b.tif"]}), root) == [(("b.tif",), root.name), "shut"]
