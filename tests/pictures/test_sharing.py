"""Inside a share its images are read, and nothing else (reference permissions.md §4.5)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog_world import make_dataset, make_image, make_roi, make_user, make_world, viewer
from micrographia.accounts.viewer import NOBODY
from micrographia.catalog.models import Dataset, Image, Roi, Share, ShareItem, ShareMember, StoredSettings
from micrographia.errors import NotFound
from micrographia.pictures.sharing import through

pytestmark = pytest.mark.django_db


def test_members_see_the_images_of_an_active_share_and_nothing_else() -> None:
    world = make_world()
    whose = {"owner": world.author, "group": world.groups["rw----"]}
    image = make_image(**whose, dataset=make_dataset(**whose))
    make_image(**whose)
    make_roi(world.author, image)
    stored = StoredSettings.objects.create(**whose, image=image)
    share = Share.objects.create(**whose)
    ShareItem.objects.create(share=share, image=image)
    invited = make_user("invited", world.groups["rwr---"])
    make_image(invited, world.groups["rwr---"], "her own")
    with pytest.raises(NotFound, match=f"^Share {share.pk} not found$"):
        through(viewer(invited), share.pk)
    ShareMember.objects.create(share=share, experimenter=invited)
    for person in (invited, world.author, world.admin):
        who = through(viewer(person), share.pk)
        assert list(Image.objects.visible_to(who)) == [image]
        assert list(StoredSettings.objects.visible_to(who)) == [stored]
        assert not Dataset.objects.visible_to(who).exists()
        assert not Roi.objects.visible_to(who).exists()
        assert not Share.objects.visible_to(who).exists()
    for stranger in (viewer(world.member), viewer(world.leader), NOBODY):
        with pytest.raises(NotFound):
            through(stranger, share.pk)


@pytest.mark.parametrize("state", [{"active": False}, {"expires": timezone.now() - timedelta(seconds=1)}])
def test_a_share_that_is_off_or_over_is_as_if_absent(state: dict[str, object]) -> None:
    world = make_world()
    share = Share.objects.create(owner=world.author, group=world.groups["rwr---"], **state)
    for person in (world.author, world.admin):
        with pytest.raises(NotFound, match=f"^Share {share.pk} not found$"):
            through(viewer(person), share.pk)
