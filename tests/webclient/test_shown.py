import pytest

from micrographia.webclient.shown import Shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("dataset-12", Shown("dataset", 12)),
        ("image-0", Shown("image", 0)),
        ("image-3|image-4", Shown("image", 3)),
        ("orphaned-images", Shown("orphaned-images")),
    ],
)
def test_kind_and_id(text, shown):
    assert Shown.parse(text) == shown
    assert str(shown) == text.partition("|")[0]


@pytest.mark.parametrize("text", ["", "-", "12", "image-", "Image-1", "image-1x", "image-²", "image-" + "9" * 19])
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match="such as dataset-12"):
        Shown.parse(text)
