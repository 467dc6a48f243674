"""The label images of an OME-Zarr image: what each pixel belongs to, as pictures of their own beside the image."""

from __future__ import annotations

from dataclasses import replace

from micrographia.errors import Unreadable
from micrographia.pixels.formats.ngff_series import Series, series_of
from micrographia.pixels.formats.zarr_folder import ZarrFolder, inner_path, joined
from micrographia.pixels.metadata import ChannelInfo

MOST_LABELS = 100
_LUT = "glasbey_inverted.lut"
"""Neighbouring numbers far apart, 0 black."""


def labels_of(folder: ZarrFolder, image: Series) -> tuple[tuple[Series, ...], list[str]]:
    """Those that the group `labels` lists, and warnings for what cannot be read; the image is there without them."""
    path = joined(image.path, "labels")
    if not folder.is_there(path):
        return (), []
    try:
        names = _names(folder, path)
    except Unreadable as error:
        return (), [f"the labels of {image.info.name} are left out: {error}"]
    found, warnings = [], []
    if len(names) > MOST_LABELS:
        warnings.append(f"of {len(names)} labels of {image.info.name} the first {MOST_LABELS} are taken")
    for name in dict.fromkeys(names[:MOST_LABELS]):
        try:
            label, more = series_of(folder, joined(path, name), name)
        except Unreadable as error:
            warnings.append(f"the label {name[:80]!r} is left out: {error}")
        else:
            channels = (ChannelInfo(lut=_LUT),) * label.info.size.c
            found.append(replace(label, info=replace(label.info, name=_name(image, name), channels=channels)))
            warnings += more
    return tuple(found), warnings


def _names(folder: ZarrFolder, path: str) -> list[str]:
    """As the group lists them, or else, because some writers list them elsewhere, whatever lies in it."""
    group = folder.group(path)
    listed = group.attributes.get("labels")
    if isinstance(listed, list):
        return [inner_path(name, folder.describe(path)) for name in listed]
    return sorted(name for name in group.names if not name.startswith(".") and name != "zarr.json")


def _name(image: Series, label: str) -> str:
    return f"{image.info.name} [label {label}]"
