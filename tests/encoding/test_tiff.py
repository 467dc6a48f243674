import io

import numpy as np
import tifffile

from micrographia.encoding.tiff import Tiff


def test_nothing_is_lost():
    picture = np.random.default_rng(0).integers(0, 256, (31, 17, 3)).astype(np.uint8)
    np.testing.assert_array_equal(tifffile.imread(io.BytesIO(Tiff().encode(picture))), picture)
