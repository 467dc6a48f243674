"""Which images a download means: by the path, else by image=, else by well= (reference webgateway.md §9.1)."""

from micrographia.accounts.viewer import Verb, Viewer
from micrographia.catalog.models import Image, Well, WellField
from micrographia.catalog.permissions import may
from micrographia.errors import Invalid, NotFound
from micrographia.pictures.subject import seeing
from micrographia.webgateway.parameters import Export, Selection


def selected_images(
    viewer: Viewer, image_id: int | None, asked: Selection | Export, share: int | None = None
) -> list[Image]:
    """Those that the viewer may see, in the order that was asked, each once. Raises NotFound where none is left, and
    Invalid where nothing was asked."""
    ids = (image_id,) if image_id is not None else tuple(dict.fromkeys(asked.image))
    if not ids and asked.well:
        ids = _in_wells(viewer, asked)
    elif not ids:
        raise Invalid("name images with image= or wells with well=", "image")
    viewer = seeing(viewer, ids[0] if ids else 0, share)
    found = Image.objects.visible_to(viewer).select_related("group", "fileset", "pixels").in_bulk(ids)
    if not found:
        raise NotFound(f"Image {ids[0]} not found" if len(ids) == 1 else "None of the images is there")
    return [found[id] for id in ids if id in found]


def downloadable_image(viewer: Viewer, image_id: int, share: int | None = None) -> Image:
    """One image that the viewer may take away, through a share if there is one. Raises NotFound."""
    viewer = seeing(viewer, image_id, share)
    image: Image = Image.objects.visible_to(viewer).select_related("group").one(image_id)
    if not may(viewer, Verb.DOWNLOAD, image):
        raise NotFound(f"Image {image_id} not found")
    return image


def _in_wells(viewer: Viewer, asked: Selection | Export) -> tuple[int, ...]:
    """The image of the field `index` of each well."""
    wells = Well.objects.visible_to(viewer).filter(pk__in=asked.well)
    fields = WellField.objects.visible_to(viewer).filter(well__in=wells).order_by("well_id", "index")
    by_well: dict[int, list[int]] = {}
    for well, image in fields.values_list("well_id", "image_id"):
        by_well.setdefault(well, []).append(image)
    return tuple(
        by_well[well][asked.index] for well in dict.fromkeys(asked.well) if asked.index < len(by_well.get(well, ()))
    )
