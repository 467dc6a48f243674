"""Owner and group of what an import makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from micrographia.accounts.models import Experimenter, ExperimenterGroup, Membership
from micrographia.accounts.people import default_group
from micrographia.accounts.viewer import viewer_of
from micrographia.errors import Forbidden, Invalid, NotFound


@dataclass(frozen=True, slots=True)
class Whose:
    """Owner and group of everything that an import makes."""

    owner: Experimenter
    group: ExperimenterGroup

    @property
    def columns(self) -> dict[str, Any]:
        return {"owner": self.owner, "group": self.group}


def whose_by_name(user: str | None, group: str | None) -> Whose:
    """For the user of that name (the first administrator when not given), in that group (her default group).

    Raises NotFound for unknown names, Forbidden when she may not put data there.
    """
    owner = Experimenter.objects.filter(**({"pk": 0} if user is None else {"username": user})).first()
    if owner is None:
        raise NotFound(f"there is no user {user!r}")
    if viewer_of(owner.pk).id is None:
        raise Forbidden(f"the account of {owner.username} is not active")
    return Whose(owner, _group(owner, group))


def _group(owner: Experimenter, name: str | None) -> ExperimenterGroup:
    if name is None:
        chosen = default_group(owner.pk)
        if chosen is None:
            raise Invalid(f"{owner.username} is in no group; name one", "group")
        return ExperimenterGroup.objects.get(pk=chosen)
    group = ExperimenterGroup.objects.filter(name=name).first()
    if group is None:
        raise NotFound(f"there is no group {name!r}")
    if not viewer_of(owner.pk).admin and not Membership.objects.filter(experimenter=owner, group=group).exists():
        raise Forbidden(f"{owner.username} is not in the group {name}")
    return group
