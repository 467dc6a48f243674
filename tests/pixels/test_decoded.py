import numpy as np

from micrographia.pixels import decoded
from micrographia.pixels.decoded import DecodedMemory, DecodedStore


def test_what_was_not_used_longest_goes_first():
    store = DecodedStore(30)
    for name in "abc":
        store.put(name, np.zeros(10, "uint8"))
    assert store.get("a") is not None
    store.put("d", np.zeros(10, "uint8"))
    assert store.get("b") is None
    assert store.get("a") is not None
    assert store.bytes == 30


def test_its_bytes_never_pass_the_limit():
    store = DecodedStore(100)
    for size in (60, 30, 50, 101, 100, 1):
        store.put(size, np.zeros(size, "uint8"))
        assert store.bytes <= 100
    assert store.get(101) is None
    assert store.get(1) is not None


def test_an_array_put_again_counts_once_and_dropped_not_at_all():
    store = DecodedStore(100)
    store.put("a", np.zeros(40, "uint8"))
    store.put("a", np.zeros(50, "uint8"))
    assert store.bytes == 50
    store.drop("a")
    store.drop("a")
    assert store.bytes == 0


def test_readers_share_one_memory(monkeypatch):
    memory = DecodedMemory(30)
    monkeypatch.setattr(decoded, "DECODED", memory)
    tiles, planes = DecodedStore(), DecodedStore()
    tiles.put("a", np.zeros(20, "uint8"))
    planes.put("a", np.ones(10, "uint8"))
    assert (tiles.get("a").nbytes, planes.get("a").nbytes, tiles.get("b")) == (20, 10, None)
    planes.put("b", np.zeros(5, "uint8"))
    assert (tiles.get("a"), memory.bytes, len(memory)) == (None, 15, 2)
    assert (memory.hits, memory.misses, memory.evictions) == (2, 2, 1)
    tiles.clear()
    assert memory.bytes == 15
    memory.resize(9)
    assert (planes.get("a"), planes.get("b").nbytes) == (None, 5)


def test_an_owner_takes_only_its_own():
    store, first, second = DecodedStore(100), object(), object()
    for owner in (first, second):
        store.put((owner, 1), np.zeros(10, "uint8"))
    store.drop_owner(first)
    assert (store.get((first, 1)), store.bytes) == (None, 10)
