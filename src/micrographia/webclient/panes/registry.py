"""Which words ?show= knows, and what shows each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from micrographia.accounts.viewer import Viewer
from micrographia.errors import NotFound
from micrographia.webclient.panes import containers, images, plates
from micrographia.webclient.panes.overview import overview
from micrographia.webclient.panes.pane import Pane
from micrographia.webclient.shown import Shown

Maker = Callable[[Viewer, Shown, int], Pane]

PANES: Mapping[str, Maker] = {
    "project": containers.project,
    "dataset": containers.dataset,
    "image": images.image,
    "screen": containers.screen,
    "plate": plates.plate,
    "run": plates.run,
    "acquisition": plates.run,
    "well": images.well,
}
ORPHANS: Mapping[str, Maker] = {
    "orphaned-datasets": containers.orphaned_datasets,
    "orphaned-images": containers.orphaned_images,
    "orphaned-plates": containers.orphaned_plates,
}


def pane_of(viewer: Viewer, shown: Shown | None, page: int) -> Pane:
    """The pane for what is asked; raises NotFound for what the viewer may not see, and for unknown words."""
    if shown is None:
        return overview(viewer, page)
    maker = ORPHANS.get(shown.kind) if shown.id is None else PANES.get(shown.kind)
    if maker is None:
        raise NotFound(f"There is nothing called {shown}")
    return maker(viewer, shown, page)
