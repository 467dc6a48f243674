"""An image among its neighbours."""

from __future__ import annotations

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.contents import BY_NAME, images_of, position_of
from micrographia.catalog.models import Dataset, Image, Well
from micrographia.catalog.orphans import orphaned
from micrographia.catalog.whereabouts import whereabouts_of
from micrographia.webclient.panes.containers import THUMBNAILS, dataset, orphaned_images
from micrographia.webclient.panes.pane import Pane
from micrographia.webclient.panes.plates import plate
from micrographia.webclient.shown import Shown


def image(viewer: Viewer, shown: Shown, page: int) -> Pane:
    """The page of its dataset, its plate, or the orphans on which an image stands, and the image pointed out."""
    found: Image = Image.objects.visible_to(viewer).one(shown.key)
    places = whereabouts_of(found, viewer)
    if places.datasets:
        above: Dataset = Dataset.objects.visible_to(viewer).one(places.datasets[0].id)
        place = position_of(images_of(viewer, above), found)
        return dataset(viewer, Shown("dataset", above.pk), place // THUMBNAILS + 1, marked=found.pk)
    if places.wells:
        return well(viewer, Shown("well", places.wells[0]), page)
    place = position_of(orphaned(Image.objects.visible_to(viewer)).order_by(*BY_NAME), found)
    return orphaned_images(viewer, Shown("orphaned-images"), place // THUMBNAILS + 1, marked=found.pk)


def well(viewer: Viewer, shown: Shown, page: int) -> Pane:
    """The plate of a well."""
    found: Well = Well.objects.visible_to(viewer).one(shown.key)
    return plate(viewer, Shown("plate", found.plate_id), page)
