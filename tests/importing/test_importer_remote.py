"""Filesets on a web server become rows."""

import pytest
import tifffile

from http_world import file_server
from micrographia.catalog.models import Fileset, OriginalFile
from micrographia.importing.importer import Order, imported
from micrographia.importing.models import Import, ImportedFile, Status
from micrographia.importing.plan import Wish
from micrographia.pictures.condition import first_trouble
from micrographia.pictures.subject import stored_fileset
from micrographia.storage import Url
from micrographia.storage.access import Access
from micrographia.storage.anywhere import allow
from zarr_world import multiscale, numbers

DATA = numbers(2, 3, 50, 60)


@pytest.fixture
def server(tmp_path):
    multiscale(tmp_path / "web" / "a.ome.zarr", [DATA], "czyx", 2)
    tifffile.imwrite(tmp_path / "web" / "a b.tif", DATA[0, 0])
    with file_server(tmp_path / "web") as server:
        allow(server.access())
        yield server
        allow(Access())


def order(server, whose, *names, copy=False):
    places = tuple(Url.parse(f"{server.url}/{name}") for name in names)
    return Order(places, whose, Wish(dataset="far"), copy)


def test_rows_hold_the_address_and_the_version(home, whose, server):
    outcomes = list(imported(order(server, whose, "a.ome.zarr", "a%20b.tif")))
    assert [outcome.status for outcome in outcomes] == [Status.IMPORTED, Status.IMPORTED]
    zarr, tiff = Fileset.objects.order_by("pk")
    assert (zarr.root, zarr.entries, tiff.root, tiff.entries) == (server.url, ["a.ome.zarr"], server.url, ["a b.tif"])
    files = {file.key: file for file in OriginalFile.objects.all()}
    assert files["a b.tif"].size == (server.folder / "a b.tif").stat().st_size
    assert (files["a.ome.zarr"].size, files["a.ome.zarr"].latest, files["a b.tif"].sha1) == (0, None, "")
    assert all(file.version.startswith('"') for file in files.values())
    assert Import.objects.get().paths == [f"{server.url}/a.ome.zarr", f"{server.url}/a%20b.tif"]
    assert list(ImportedFile.objects.order_by("pk").values_list("path", flat=True)) == Import.objects.get().paths


def test_what_was_imported_before_is_known_until_it_changes(home, whose, server):
    list(imported(order(server, whose, "a.ome.zarr")))
    assert [one.status for one in imported(order(server, whose, "a.ome.zarr"))] == [Status.KNOWN]
    (server.folder / "a.ome.zarr" / ".zattrs").write_text((server.folder / "a.ome.zarr" / ".zattrs").read_text() + " ")
    stored = stored_fileset(Fileset.objects.get())
    assert first_trouble(stored, [0]).reason == "the original file a.ome.zarr has changed since it was imported"
    assert [one.status for one in imported(order(server, whose, "a.ome.zarr"))] == [Status.IMPORTED]


def test_what_vanishes_is_gone(home, whose, server):
    list(imported(order(server, whose, "a%20b.tif")))
    (server.folder / "a b.tif").unlink()
    assert first_trouble(stored_fileset(Fileset.objects.get()), [0]).reason == "the original file a b.tif is gone"
    server.odd = lambda handler: handler.say(403)
    assert "cannot be reached" in first_trouble(stored_fileset(Fileset.objects.get()), [0]).reason


def test_no_copies_are_made(home, whose, server):
    (outcome,) = imported(order(server, whose, "a%20b.tif", copy=True))
    assert (outcome.status, outcome.committed) == (Status.REFUSED, None)
    assert "without --copy" in outcome.reason
    assert not list(home.originals.iterdir())


def test_nothing_is_refused_for_what_others_lack(home, whose, server):
    names = ("none.tif", "a.ome.zarr")
    assert [one.status for one in imported(order(server, whose, *names))] == [Status.REFUSED, Status.IMPORTED]
