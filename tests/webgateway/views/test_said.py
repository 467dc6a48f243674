import pytest

from catalog_world import make_image
from micrographia.catalog.models import OriginalMetadata, Share, ShareItem, ShareMember
from webgateway_people import Asker

PAIRS = [["Laser/Power", "7 %"], ["Gain", "<b>12</b>"], ["laser", "off"]]


@pytest.fixture
def said(lab):
    return OriginalMetadata.objects.create(image=lab.image, pairs=PAIRS)


def test_everything_in_the_order_of_the_file(lab, said, owner, member):
    path = f"original_metadata/{lab.image.pk}/"
    expected = {"id": lab.image.pk, "name": lab.image.name, "count": 3, "metadata": PAIRS}
    assert owner.get(path).json() == member.get(path).json() == expected
    assert owner.get(path, callback="f").content.startswith(b"f(")


@pytest.mark.parametrize(("words", "count"), [("LASER", 2), ("laser power", 1), ("7", 1), ("nothing", 0), ("", 3)])
def test_searched_in_keys_and_values(lab, said, owner, words, count):
    found = owner.get(f"original_metadata/{lab.image.pk}/", q=words).json()
    assert (found["count"], len(found["metadata"])) == (count, count)
    page = owner.get(f"original_metadata/{lab.image.pk}/page/", q=words).content.decode()
    assert page.count('<th scope="row">') == count


def test_the_page_shows_text_as_text(lab, said, owner):
    page = owner.get(f"original_metadata/{lab.image.pk}/page/").content.decode()
    assert "&lt;b&gt;12&lt;/b&gt;" in page
    assert "3 entries" in page
    assert (
        f'href="/webgateway/original_metadata/{lab.image.pk}/page/"'
        in owner.get(f"img_detail/{lab.image.pk}/").content.decode()
    )


def test_a_later_image_of_the_file_has_what_the_first_says(lab, said, owner):
    later = make_image(lab.owner, lab.group, "later")
    later.fileset, later.series = lab.image.fileset, 1
    later.save()
    assert owner.get(f"original_metadata/{later.pk}/").json()["count"] == 3
    share = Share.objects.create(owner=lab.owner, group=lab.group)
    ShareItem.objects.create(share=share, image=later)
    ShareMember.objects.create(share=share, experimenter=lab.outsider)
    shared = Asker("outsider").get(f"original_metadata/{later.pk}/", share=share.pk).json()
    assert shared["count"] == 0, "the first image is not in the share"


@pytest.mark.parametrize("path", ["original_metadata/{}/", "original_metadata/{}/page/"])
def test_what_one_may_not_see_does_not_exist(lab, said, outsider, path):
    hidden, absent = (outsider.get(path.format(number)) for number in (lab.image.pk, 999_999))
    assert hidden.status_code == absent.status_code == 404
    words = b"Image %d not found"
    assert words % lab.image.pk in hidden.content
    assert hidden.content.replace(words % lab.image.pk, b"") == absent.content.replace(words % 999_999, b"")


def test_an_image_that_says_nothing(lab, owner):
    assert owner.get(f"original_metadata/{lab.image.pk}/").json()["metadata"] == []
    assert b"says no more" in owner.get(f"original_metadata/{lab.image.pk}/page/").content
