from micrographia.accounts.viewer import viewer_of
from micrographia.catalog.models import Image


def test_deleted_and_brought_back(home, command, tmp_path):
    (tmp_path / "a&sizeX=16&sizeY=16.fake").touch()
    (imported,) = command("import", tmp_path / "a&sizeX=16&sizeY=16.fake", "--json").objects
    image = imported["image_id"]
    assert command("delete", "image", image).out == f"deleted: image {image}\n"
    assert not Image.objects.visible_to(viewer_of(0)).exists()
    assert command("delete", "image", image).code == 3
    assert command("restore", "Image", image).out == f"restored: image {image}\n"
    assert Image.objects.visible_to(viewer_of(0)).get().pk == image


def test_what_cannot_be_deleted(home, command):
    answer = command("delete", "user", 1)
    assert answer.code == 2
    assert answer.err.startswith("micrographia: TYPE is one of project, dataset, image,")
    assert command("restore", "dataset", 99).code == 3
    assert command("delete", "image", "seven").code == 2
