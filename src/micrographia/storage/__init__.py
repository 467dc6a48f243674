"""Where bytes lie."""

from micrographia.storage.local import LocalStore
from micrographia.storage.store import ObjectStat, Store
from micrographia.storage.store_file import StoreFile
from micrographia.storage.zip import ZipStore

__all__ = ["LocalStore", "ObjectStat", "Store", "StoreFile", "ZipStore"]
