from micrographia.pictures.remembered import Remembered


def test_a_value_holds_for_one_revision():
    made = []
    remembered = Remembered[str, int](10_000, lambda value: 100)

    def ask(revision):
        return remembered.get("key", revision, lambda: made.append(revision) or len(made))

    assert [ask(1), ask(1), ask(2), ask(2)] == [1, 1, 2, 2]
    assert made == [1, 2]


def test_it_is_bounded_in_bytes():
    remembered = Remembered[int, int](10_000, lambda value: 700)
    for number in range(100):
        remembered.get(number, 1, lambda: 0)
    assert remembered.counts().bytes == 10_000
    assert remembered.counts().entries == 10


def test_clear():
    remembered = Remembered[str, int](10_000, lambda value: 100)
    remembered.get("key", 1, lambda: 1)
    remembered.clear()
    assert remembered.get("key", 1, lambda: 2) == 2
