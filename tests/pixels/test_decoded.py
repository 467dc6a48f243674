import numpy as np

from micrographia.pixels.decoded import DecodedStore


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
