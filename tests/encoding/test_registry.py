import pytest

from micrographia.encoding.registry import encoder_for, encoder_for_file, encoders
from micrographia.errors import Invalid


def test_names_and_types():
    assert {"jpeg", "png"} <= set(encoders())
    assert encoder_for("jpeg").media_type == "image/jpeg"
    assert encoder_for("png").media_type == "image/png"
    assert encoder_for("tif").name == encoder_for_file("A.TIFF").name == "tif"


def test_an_unknown_format():
    with pytest.raises(Invalid, match="one of jpeg, png, tif"):
        encoder_for("webm")


def test_by_file_name():
    assert encoder_for_file("A.JPG").name == encoder_for_file("a.jpeg").name == "jpeg"
    with pytest.raises(Invalid):
        encoder_for_file("a.tif.txt")
