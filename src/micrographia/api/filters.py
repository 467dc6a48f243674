"""The parameters of every address: the document's matrix, as declarations (reference json-api.md §7)."""

from __future__ import annotations

from dataclasses import dataclass

from micrographia.accounts.viewer import Viewer
from micrographia.api.paging import Paged
from micrographia.api.values import count, filter_by, identifier, switch
from micrographia.catalog.lists import Narrowed
from micrographia.errors import Forbidden

OWNER = "only what this person owns"
GROUP = "only what is in this group; 403 for a group one is not in"


@dataclass(frozen=True, slots=True)
class Owned(Paged):
    """A list that can be narrowed to an owner and a group."""

    owner: int | None = filter_by(OWNER)
    group: int | None = filter_by(GROUP)

    def narrowed(self, viewer: Viewer, parent: int | None = None, *, orphaned: bool = False) -> Narrowed:
        """What to look for. Raises Forbidden for a group the viewer is not in, whether or not it exists."""
        require_member(viewer, self.group)
        return Narrowed(self.group, self.owner, parent, orphaned and parent is None)


@dataclass(frozen=True, slots=True)
class Datasets(Owned):
    """Datasets."""

    project: int | None = identifier("only the datasets of this project", "1101")
    orphaned: bool = switch("only datasets in no project; a project counts more")


@dataclass(frozen=True, slots=True)
class Plates(Owned):
    """Plates."""

    screen: int | None = identifier("only the plates of this screen", "3141")
    orphaned: bool = switch("only plates in no screen; a screen counts more")


@dataclass(frozen=True, slots=True)
class Runs(Owned):
    """Runs."""

    plate: int | None = identifier("only the runs of this plate", "5721")


@dataclass(frozen=True, slots=True)
class Tags(Owned):
    """Tags."""

    tagset: int | None = identifier("only the tags in this tag set", "42")
    orphaned: bool = switch("only tags in no tag set; a tag set counts more")


@dataclass(frozen=True, slots=True)
class Groups(Paged):
    """Groups."""

    member: int | None = filter_by("only groups this person is in")
    owner: int | None = filter_by("only groups this person owns")


@dataclass(frozen=True, slots=True)
class Experimenters(Paged):
    """People."""

    group: int | None = filter_by("only members of this group")
    admin: bool = switch("only administrators")
    active: bool = switch("only people with an active account")


@dataclass(frozen=True, slots=True)
class Shares(Paged):
    """Shares and discussions."""

    owner: int | None = filter_by(OWNER)
    member: int | None = filter_by("only what this person owns or was invited to")


@dataclass(frozen=True, slots=True)
class Paths(Paged):
    """Paths: only those with all these elements in them."""

    owner: int | None = filter_by("only paths whose topmost container this person owns")
    experimenter: int | None = filter_by("the same as owner")
    group: int | None = filter_by(GROUP)
    project: int | None = identifier("only paths through this project", "1101")
    dataset: int | None = identifier("only paths through this dataset", "5001")
    screen: int | None = identifier("only paths through this screen", "3141")
    plate: int | None = identifier("only paths through this plate", "5721")
    run: int | None = identifier("only paths through this run", "52")
    acquisition: int | None = identifier("the same as run", "52")
    well: int | None = identifier("only paths through this well", "7")
    image: int | None = identifier("only paths to this image", "16783")
    page_size: int | None = count("tell on which page of so many the image is, in long datasets", None, "200")

    @property
    def wanted(self) -> dict[str, int]:
        """Kind of element → the id it must have."""
        owner = self.owner if self.owner is not None else self.experimenter
        run = self.run if self.run is not None else self.acquisition
        asked = {"experimenter": owner, "run": run}
        asked |= {kind: getattr(self, kind) for kind in ("project", "dataset", "screen", "plate", "well", "image")}
        return {kind: id_ for kind, id_ in asked.items() if id_ is not None}


def require_member(viewer: Viewer, group: int | None) -> None:
    """Raises Forbidden for a group the viewer is not in, whether or not it exists."""
    if group is not None and not viewer.admin and group not in viewer.groups:
        raise Forbidden(f"Not a member of Group: {group}")
