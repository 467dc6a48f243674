from micrographia.storage.memory import OVERHEAD_BYTES, Memory, MemoryCounts

SIZE = 1000 - OVERHEAD_BYTES


def test_filled_past_its_bound_it_forgets_what_was_used_longest_ago():
    memory = Memory[int, str](10_000)
    for number in range(10):
        memory.put(number, f"value {number}", SIZE)
    assert memory.get(0) == "value 0"
    memory.put(10, "value 10", SIZE)
    assert memory.get(1) is None
    assert memory.get(0) == "value 0"
    assert memory.counts() == MemoryCounts(10_000, 10_000, 10, hits=2, misses=1, evictions=1)


def test_the_bound_holds_whatever_comes():
    memory = Memory[int, bytes](50_000)
    for number in range(1000):
        memory.put(number % 37, b"", (number * 997) % 9000)
        assert memory.counts().bytes <= 50_000
    assert memory.counts().evictions > 100


def test_what_is_too_large_is_not_kept():
    memory = Memory[str, bytes](8000)
    memory.put("large", b"", 1001 - OVERHEAD_BYTES)
    assert memory.get("large") is None
    memory.put("fits", b"", 1000 - OVERHEAD_BYTES)
    assert memory.get("fits") == b""


def test_a_bound_of_nothing_remembers_nothing():
    memory = Memory[str, str](0)
    memory.put("a", "b", 0)
    assert memory.get("a") is None


def test_a_key_put_again_counts_once():
    memory = Memory[str, str](10_000)
    memory.put("a", "old", SIZE)
    memory.put("a", "new", SIZE)
    assert (memory.get("a"), memory.counts().bytes) == ("new", 1000)


def test_clear():
    memory = Memory[str, str](10_000)
    memory.put("a", "b", SIZE)
    memory.clear()
    assert memory.get("a") is None
    assert memory.counts().bytes == 0
