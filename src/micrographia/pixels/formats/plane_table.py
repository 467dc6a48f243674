"""Where each plane of an image lies in a set of TIFF files."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Pages = NDArray[np.int32]
"""(t, c, z, 3): number of the file, number of the page in it, and how many planes behind the page's own pixels
(0 nearly always). c counts pages, not samples. A file number of −1: no file of the set holds the plane."""


@dataclass(frozen=True, slots=True)
class PlaneTable:
    """files: keys. pages: one array for each level. subifds: for each level which SubIFD of the page holds it, None:
    the page itself. samples: channels in one page; channel c is sample c % samples of page c // samples. sparse: planes
    that no file holds are zeros, instead of an error."""

    files: tuple[str, ...]
    pages: tuple[Pages, ...]
    subifds: tuple[int | None, ...]
    samples: int
    sparse: bool = False


def no_pages(t: int, c: int, z: int) -> Pages:
    """A table of planes that nobody holds yet."""
    table = np.zeros((t, c, z, 3), np.int32)
    table[..., 0] = -1
    return table


def pages_in_order(numbers: NDArray[np.int32]) -> Pages:
    """The table of one file, from page numbers in the shape (t, c, z)."""
    table = np.zeros((*numbers.shape, 3), np.int32)
    table[..., 1] = numbers
    return table
