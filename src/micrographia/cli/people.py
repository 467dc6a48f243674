"""What the commands for users and groups have in common: finding them by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from micrographia.errors import NotFound

if TYPE_CHECKING:
    from micrographia.accounts.models import Experimenter, ExperimenterGroup


def user_named(name: str) -> Experimenter:
    """Raises NotFound."""
    from micrographia.accounts.models import Experimenter

    found = Experimenter.objects.filter(username=name).first()
    if found is None:
        raise NotFound(f"there is no user {name!r}")
    return found


def group_named(name: str) -> ExperimenterGroup:
    """Raises NotFound."""
    from micrographia.accounts.models import ExperimenterGroup

    found = ExperimenterGroup.objects.filter(name=name).first()
    if found is None:
        raise NotFound(f"there is no group {name!r}")
    return found
