"""Where bytes lie."""

from micrographia.storage.local import LocalStore
from micrographia.storage.store import ObjectStat, Store

__all__ = ["LocalStore", "ObjectStat", "Store"]
