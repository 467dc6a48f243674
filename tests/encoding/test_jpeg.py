import io

import numpy as np
import pytest
from PIL import Image

from micrographia.encoding.jpeg import Jpeg
from micrographia.errors import Invalid
from micrographia.testing.encoder_contract import EncoderContract


class TestContract(EncoderContract):
    encoder = Jpeg()
    tolerance = 12

    def decode(self, content):
        return np.asarray(Image.open(io.BytesIO(content)))


SMOOTH = (np.indices((48, 64)).sum(axis=0)[:, :, None] * [1, 2, 0]).astype(np.uint8)


def tables(content):
    return Image.open(io.BytesIO(content)).quantization


def test_it_is_what_pillow_writes_at_that_quality():
    wanted = io.BytesIO()
    Image.fromarray(SMOOTH).save(wanted, "JPEG", quality=90, subsampling="4:2:0")
    written = Jpeg().encode(SMOOTH, 0.9)
    assert tables(written) == tables(wanted.getvalue())
    np.testing.assert_array_equal(Image.open(io.BytesIO(written)), Image.open(wanted))


def test_the_default_is_85():
    assert Jpeg().encode(SMOOTH) == Jpeg().encode(SMOOTH, 0.85) != Jpeg().encode(SMOOTH, 0.9)


def test_three_components_at_half_resolution():
    image = Image.open(io.BytesIO(Jpeg().encode(SMOOTH)))
    assert (image.mode, image.size) == ("RGB", (64, 48))
    assert [layer[1:3] for layer in image.layer] == [(2, 2), (1, 1), (1, 1)]


def test_the_ends_of_quality():
    assert len(Jpeg().encode(SMOOTH, 0)) < len(Jpeg().encode(SMOOTH, 1))


@pytest.mark.parametrize("quality", [-0.1, 1.1, float("nan")])
def test_no_quality(quality):
    with pytest.raises(Invalid) as error:
        Jpeg().encode(SMOOTH, quality)
    assert error.value.parameter == "q"
