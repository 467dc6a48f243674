"""Where bytes lie."""

from micrographia.storage.anywhere import Place, place_of, store_at
from micrographia.storage.local import LocalStore
from micrographia.storage.store import FOLDER_MARKS, Denied, ObjectStat, Part, Store
from micrographia.storage.store_file import StoreFile
from micrographia.storage.url import Url
from micrographia.storage.zip import ZipStore

__all__ = [
    "FOLDER_MARKS",
    "Denied",
    "LocalStore",
    "ObjectStat",
    "Part",
    "Place",
    "Store",
    "StoreFile",
    "Url",
    "ZipStore",
    "place_of",
    "store_at",
]
