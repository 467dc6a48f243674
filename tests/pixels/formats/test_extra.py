import pytest

from micrographia.errors import Unreadable
from micrographia.pixels.formats.extra import library, told


def test_a_library_that_is_missing_is_named_with_what_brings_it():
    with pytest.raises(Unreadable, match=r'a.x: this format needs the extra x: pip install "micrographia\[x\]"'):
        library("no_such_library.part", "x", "a.x: this format")


def test_a_library_that_is_there_is_given():
    assert library("json.decoder", "x", "a.x").JSONDecoder


def test_folders_of_the_machine_are_left_out():
    error = ValueError("Invalid ChunkMap\nin file '/data/people/secret/a.nd2', 1/2 read, 3 / 4")
    assert told(error) == "Invalid ChunkMap in file 'a.nd2', 1/2 read, 3 / 4"


def test_an_error_without_words_is_told_by_its_kind():
    assert told(KeyError()) == "KeyError"
