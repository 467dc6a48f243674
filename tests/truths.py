"""What tests of readers hold against the shared reference data."""

from micrographia.errors import Unreadable
from micrographia.pixels import Region
from micrographia.pixels.identify import identify
from micrographia.storage import LocalStore
from micrographia.testing.manifest import entries
from micrographia.testing.truth import verdict
from shared import SHARED


def wrong(form):
    """The entries of a format that are not what `expect` says; eight threads read each open image."""
    chosen = [entry for entry in entries(SHARED / "data" / "manifest.json") if entry.format == form]
    assert chosen
    return [found for entry in chosen if not (found := verdict(LocalStore(SHARED / "data"), entry)).right]


def refusal(key, folder=SHARED / "data" / "bad"):
    """The sentence with which a bad input is refused at some point; None when all its planes are read."""
    store = LocalStore(folder)
    try:
        reader = identify(store, key).reader
        keys = reader.fileset(store, key)
        for series, info in enumerate(reader.inspect(store, keys).images):
            source = reader.open(store, keys, series)
            try:
                for t in range(info.size.t):
                    for z in range(info.size.z):
                        source.read(z, t, range(info.size.c), Region(0, 0, info.size.x, info.size.y))
            finally:
                source.close()
    except Unreadable as error:
        return str(error)
    return None
