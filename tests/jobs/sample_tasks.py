"""Tasks for the tests of the worker; each leaves its mark in the description of a group."""

import time
from pathlib import Path

from micrographia.accounts.models import ExperimenterGroup
from micrographia.errors import Invalid


class Marking:
    """Adds a letter to the description of a group."""

    def work(self, params, progress):
        progress(0.5)

        def effect():
            group = ExperimenterGroup.objects.get(pk=params["group"])
            group.description += "x"
            group.save()

        return effect

    def give_up(self, params):
        ExperimenterGroup.objects.filter(pk=params["group"]).update(description="given up")


class Failing(Marking):
    """Fails in a way that may pass."""

    def work(self, params, progress):
        raise RuntimeError("the disk is warm")


class Hopeless(Marking):
    """Fails in a way that will not."""

    def work(self, params, progress):
        raise Invalid("there is no such group")


class Slow(Marking):
    """Says that it has begun, and waits until it may end."""

    def work(self, params, progress):
        Path(params["begun"]).touch()
        while not Path(params["go"]).exists():
            progress(0.1)
            time.sleep(0.01)
        return super().work(params, progress)


marking, failing, hopeless, slow = Marking(), Failing(), Hopeless(), Slow()
