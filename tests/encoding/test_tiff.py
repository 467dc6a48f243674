import io

import numpy as np
import tifffile

from micrographia.encoding.tiff import Tiff
from micrographia.testing.encoder_contract import EncoderContract


class TestContract(EncoderContract):
    encoder = Tiff()

    def decode(self, content):
        return tifffile.imread(io.BytesIO(content))


def test_nothing_is_lost():
    picture = np.random.default_rng(0).integers(0, 256, (31, 17, 3)).astype(np.uint8)
    np.testing.assert_array_equal(tifffile.imread(io.BytesIO(Tiff().encode(picture))), picture)
