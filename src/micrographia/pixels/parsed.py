"""What readers have parsed of the files opened last: the many images of one file are opened from one parse."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from micrographia.errors import NotFound
from micrographia.storage import Store

T = TypeVar("T")


class ParsedStore(Generic[T]):
    """Values by name, for any number of threads; the one not used longest goes first.

    limit: bytes, as `weigh` estimates them; a value that grows is weighed again whenever it is asked for. A value that
    weighs more is not kept. Values must not change what they say, whoever holds them.
    """

    def __init__(self, limit: int, weigh: Callable[[T], int]) -> None:
        self.limit = limit
        self.bytes = 0
        self._weigh = weigh
        self._values: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, name: Hashable, parse: Callable[[], T]) -> T:
        """The value of that name, parsed when there is none. Two threads may parse at once; the later value stays."""
        with self._lock:
            found = self._values.get(name)
        value = parse() if found is None else found[0]
        self.put(name, value)
        return value

    def put(self, name: Hashable, value: T) -> None:
        with self._lock:
            _, before = self._values.pop(name, (None, 0))
            weight = self._weigh(value)
            self._values[name] = value, weight
            self.bytes += weight - before
            while self.bytes > self.limit:
                self.bytes -= self._values.popitem(last=False)[1][1]


def name_of(store: Store, *keys: str) -> Hashable:
    """Where these files or folders lie, under which keys and in which versions: another name as soon as one of them is
    another. What is kept under it may hold the keys."""
    return tuple((key, store.address(key), _version(store, key)) for key in keys)


def _version(store: Store, key: str) -> str | None:
    try:
        return store.stat(key).version
    except NotFound:
        return None
