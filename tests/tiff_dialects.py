"""Small TIFF files as microscopes and scanners write them, with what no library writes: LSM, STK and NDPI."""

import io
import struct

import numpy as np
import tifffile
from PIL import Image


def write_lsm(path, planes, voxels=(2e-7, 3e-7, 1e-6)):
    """planes: (t, z, c, y, x), one byte a value, at least three channels. Thumbnails stand between the pages."""
    times, depth, channels, height, width = planes.shape
    fields = tifffile.TIFF.CZ_LSMINFO
    info = np.zeros(1, np.dtype([(name, "<" + kind.lstrip("<>=")) for name, kind in fields]))[0]
    known = {
        "MagicNumber": 67127628, "StructureSize": info.dtype.itemsize, "DimensionX": width, "DimensionY": height,
        "DimensionZ": depth, "DimensionChannels": channels, "DimensionTime": times, "DataType": 1,
        "VoxelSizeX": voxels[0], "VoxelSizeY": voxels[1], "VoxelSizeZ": voxels[2],
    }  # fmt: skip
    for name, number in known.items():
        info[name] = number
    with tifffile.TiffWriter(path, byteorder="<") as file:
        for number, page in enumerate(planes.reshape(-1, channels, height, width)):
            tags = [] if number else [(34412, "B", info.nbytes, info.tobytes(), True)]
            options = {"metadata": None, "photometric": "minisblack", "planarconfig": "separate", "contiguous": False}
            file.write(page, extratags=tags, **options)
            file.write(page[:, ::8, ::8].copy(), subfiletype=1, **options)


def write_stk(path, planes, distance=None):
    """planes: (n, y, x), one page with the planes behind one another. distance: of z-sections in µm; None: a film."""
    numbers = b"".join(struct.pack("<6I", int((distance or 0) * 1000), 1000, 2451545, 0, 2451545, 0) for _ in planes)
    facts = struct.pack("<4I", 4, 1, 5, 0)  # SpatialCalibration: 1
    with tifffile.TiffWriter(path, byteorder="<") as file:
        tags = [(33629, "2I", 3 * len(planes), struct.unpack(f"<{6 * len(planes)}I", numbers), True)]
        tags.append((33628, "I", 4, struct.unpack("<4I", facts), True))
        file.write(planes[0], metadata=None, photometric="minisblack", extratags=tags)
    content = bytearray(path.read_bytes())
    content += b"".join(plane.tobytes() for plane in planes[1:])
    place = content.index(struct.pack("<HH", 33629, 5))
    content[place + 4 : place + 8] = struct.pack("<I", len(planes))  # MetaMorph counts planes, not numbers
    path.write_bytes(content)


def write_ndpi(path, pages, resolution=20000):
    """pages: (magnification, picture of (y, x, 3)); each is one JPEG. Offsets have 64 bits, as nowhere else."""
    content = bytearray(b"II*\0" + bytes(8))
    links = [4]
    for power, picture in pages:
        buffer = io.BytesIO()
        Image.fromarray(picture).save(buffer, "JPEG", quality=100, subsampling=0)
        pixels = _append(content, buffer.getvalue())
        bits = _append(content, struct.pack("<3H", 8, 8, 8))
        make = _append(content, b"Hamamatsu\0")
        density = _append(content, struct.pack("<2I", resolution, 1))
        height, width, _ = picture.shape
        lens = struct.unpack("<I", struct.pack("<f", power))[0]
        entries = [
            (256, 4, 1, width), (257, 4, 1, height), (258, 3, 3, bits), (259, 3, 1, 7), (262, 3, 1, 6),
            (271, 2, 10, make), (273, 4, 1, pixels), (277, 3, 1, 3), (278, 4, 1, height),
            (279, 4, 1, len(buffer.getvalue())), (282, 5, 1, density), (283, 5, 1, density), (296, 3, 1, 3),
            (65420, 4, 1, 1), (65421, 11, 1, lens),
        ]  # fmt: skip
        content[links[-1] : links[-1] + 8] = struct.pack("<Q", len(content))
        content += struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in entries)
        links.append(len(content))
        content += bytes(8) + bytes(4 * len(entries))  # the next directory, then the high halves of the values
    path.write_bytes(content)


def _append(content, more):
    start = len(content)
    content += more + bytes(-len(more) % 2)
    return start
