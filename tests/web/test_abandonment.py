import pytest
from django.test import RequestFactory

from micrographia.web.abandonment import ABANDONED, Abandoned, checkpoint_of


def test_a_checkpoint_raises_once_the_asker_has_gone():
    gone = []
    checkpoint = checkpoint_of(RequestFactory().get("/", **{ABANDONED: lambda: bool(gone)}))
    checkpoint()
    gone.append(True)
    with pytest.raises(Abandoned):
        checkpoint()


def test_without_a_server_that_can_tell_the_work_goes_on():
    checkpoint_of(RequestFactory().get("/"))()
