"""Which images an OME-Zarr folder holds: one, a plate full, or the series of a bioformats2raw container."""

from dataclasses import dataclass

from micrographia.pixels.formats.ngff_container import container_of
from micrographia.pixels.formats.ngff_series import Series, name_of, series_of
from micrographia.pixels.formats.ngff_survey import series_of_plate
from micrographia.pixels.formats.zarr_folder import ZarrFolder
from micrographia.pixels.metadata import Inspection

_LAYOUT = "bioformats2raw.layout"


@dataclass(frozen=True, slots=True)
class Layout:
    """All of a folder. series[n] is inspection.images[n]."""

    series: tuple[Series, ...]
    inspection: Inspection


def layout_of(folder: ZarrFolder) -> Layout:
    """Raises Unreadable when the folder holds no image that we can read."""
    group = folder.group()
    if isinstance(group.attributes.get("plate"), dict):
        return Layout(*series_of_plate(folder, group))
    if "multiscales" not in group.attributes and (_LAYOUT in group.attributes or "OME" in group.names):
        return Layout(*container_of(folder, group))
    series, warnings = series_of(folder, "", name_of(folder.key))
    return Layout((series,), Inspection((series.info,), warnings=warnings))
