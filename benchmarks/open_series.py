"""What it takes to open each image of a plate of 768 images, in one OME-TIFF and in a set with a companion file.

    python benchmarks/open_series.py FOLDER

Writes both into FOLDER, which must not exist. Prints processor seconds of listing the files and of describing all
images, and milliseconds of opening, reading a corner and closing, per image.
"""

import sys
import time
from pathlib import Path

import numpy as np
import tifffile

from micrographia.pixels import Region
from micrographia.pixels.identify import identify
from micrographia.storage import LocalStore

IMAGES, PLANES = 768, 4
SIZES = 'SizeX="32" SizeY="32" SizeZ="2" SizeC="2" SizeT="1"'


def xml(names=None):
    """names: of the files of a companion set; None: all planes lie in the file itself."""
    wells = (
        f'<Well ID="Well:{well}" Row="{well // 12}" Column="{well % 12}">{samples(well)}</Well>'
        for well in range(IMAGES // 8)
    )
    images = (image(number, names and names[number]) for number in range(IMAGES))
    plate = f'<Plate ID="Plate:0" Name="p" Rows="8" Columns="12">{"".join(wells)}</Plate>'
    return f'<?xml version="1.0"?><OME UUID="urn:uuid:own">{plate}{"".join(images)}</OME>'


def samples(well):
    return "".join(
        f'<WellSample ID="WellSample:{number}" Index="{number}"><ImageRef ID="Image:{number}"/></WellSample>'
        for number in range(well * 8, well * 8 + 8)
    )


def image(number, name):
    channels = "".join(f'<Channel ID="Channel:{number}:{c}" Name="c{c}" SamplesPerPixel="1"/>' for c in range(2))
    planes = "".join(plane(n, n if name else number * PLANES + n, name) for n in range(PLANES))
    pixels = f'<Pixels ID="Pixels:{number}" DimensionOrder="XYCZT" Type="uint16" {SIZES}>{channels}{planes}</Pixels>'
    return f'<Image ID="Image:{number}" Name="i{number}">{pixels}</Image>'


def plane(number, page, name):
    file = f'<UUID FileName="{name}">urn:uuid:{name}</UUID>' if name else ""
    return f'<TiffData FirstC="{number % 2}" FirstZ="{number // 2}" IFD="{page}" PlaneCount="1">{file}</TiffData>'


def write(path, values, description=None):
    with tifffile.TiffWriter(path) as file:
        for number, value in enumerate(values):
            text = None if number else description
            file.write(np.full((32, 32), value, "<u2"), description=text, metadata=None, contiguous=False)


def measure(path):
    store = LocalStore(path.parent)
    reader = identify(store, path.name).reader
    times = [time.process_time()]
    keys = reader.fileset(store, path.name)
    times.append(time.process_time())
    count = len(reader.inspect(store, keys).images)
    times.append(time.process_time())
    for series in range(count):
        source = reader.open(store, keys, series)
        source.read(0, 0, [0], Region(0, 0, 8, 8))
        source.close()
    times.append(time.process_time())
    listing, describing, opening = np.diff(times)
    each = 1000 * opening / count
    print(
        f"{path.name}: files {listing:.2f} s, describe {describing:.2f} s, open {each:.1f} ms each, {opening:.1f} s all"
    )


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True)
    write(folder / "one.ome.tif", range(IMAGES * PLANES), xml())
    names = [f"{number}.tif" for number in range(IMAGES)]
    for number, name in enumerate(names):
        write(folder / name, [number] * PLANES)
    (folder / "set.companion.ome").write_text(xml(names))
    measure(folder / "one.ome.tif")
    measure(folder / "set.companion.ome")


if __name__ == "__main__":
    main()
