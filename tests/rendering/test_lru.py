from micrographia.rendering.lru import ByteBoundedLru


def test_it_never_holds_more_than_its_limit():
    kept = ByteBoundedLru(10, len)
    for key in range(20):
        assert kept.get(key, lambda key=key: bytes(key % 5)) == bytes(key % 5)
        assert kept.held <= 10
    assert kept.evictions > 0


def test_the_longest_unused_goes_first():
    kept = ByteBoundedLru(2, len)
    kept.get("a", lambda: b"1")
    kept.get("b", lambda: b"2")
    assert kept.get("a", lambda: b"new") == b"1"
    kept.get("c", lambda: b"3")
    assert kept.get("a", lambda: b"new") == b"1"
    assert kept.get("b", lambda: b"new") == b"new"


def test_what_is_too_large_is_not_kept():
    kept = ByteBoundedLru(2, len)
    assert kept.get("a", lambda: b"123") == b"123"
    assert kept.get("a", lambda: b"456") == b"456"
    assert kept.held == 0
