import io

import numpy as np
from PIL import Image

from micrographia.encoding.png import Png
from micrographia.testing.encoder_contract import EncoderContract


class TestContract(EncoderContract):
    encoder = Png()

    def decode(self, content):
        return np.asarray(Image.open(io.BytesIO(content)))


def test_nothing_is_lost():
    picture = np.random.default_rng(0).integers(0, 256, (31, 17, 3)).astype(np.uint8)
    content = Png().encode(picture[::-1], 0.1)  # not contiguous; the quality is passed over
    np.testing.assert_array_equal(np.asarray(Image.open(io.BytesIO(content))), picture[::-1])
