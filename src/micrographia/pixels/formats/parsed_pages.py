"""TIFF files whose lists of pages are remembered."""

from micrographia.errors import NotFound, Unreadable
from micrographia.pixels.formats.tiff_pages import TiffPages
from micrographia.pixels.parsed import ParsedStore, name_of
from micrographia.storage import Store

_BYTES = 64 * 2**20


class ParsedPages:
    """Each file is parsed once for as long as it does not change. For any number of threads."""

    def __init__(self) -> None:
        self._parsed: ParsedStore[TiffPages] = ParsedStore(_BYTES, lambda pages: pages.bytes)

    def pages(self, store: Store, key: str) -> TiffPages:
        """Raises Unreadable."""
        try:
            name = name_of(store, key)
        except NotFound as error:
            raise Unreadable(str(error)) from error
        return self._parsed.get(name, lambda: TiffPages(store, key))
