"""OME-Zarr images for tests, written by zarr-python."""

import os
import zipfile

import numpy as np
import zarr


def multiscale(path, arrays, axes="tczyx", version=2, chunks=None, more=None, **settings):
    """An OME-Zarr image written by zarr-python."""
    group = zarr.open_group(path, mode="w", zarr_format=version)
    for number, array in enumerate(arrays):
        group.create_array(str(number), data=array, chunks=chunks or array.shape, fill_value=0, **settings)
    ome = {
        "multiscales": [
            {
                "version": "0.4",
                "axes": [{"name": axis} for axis in axes],
                "datasets": [{"path": str(number)} for number in range(len(arrays))],
            }
        ],
        **(more or {}),
    }
    group.attrs.update({"ome": ome} if version == 3 else ome)


def numbers(*shape, dtype="uint16"):
    return (np.arange(np.prod(shape)) % 1009).astype(dtype).reshape(shape)


def zipped(folder, path, packed=zipfile.ZIP_STORED, top=""):
    """A folder as a ZIP file, its metadata first; top: a folder around all of it."""
    with zipfile.ZipFile(path, "w", packed) as archive:
        for here, folders, names in os.walk(folder):
            folders.sort()
            for name in sorted(names, key=lambda name: (not name.startswith((".z", "zarr.json")), name)):
                full = os.path.join(here, name)
                archive.write(full, os.path.join(top, os.path.relpath(full, folder)))
    return path
