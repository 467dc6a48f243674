"""The list of formats."""

from functools import cache
from pkgutil import resolve_name

from micrographia import plugins
from micrographia.pixels.reader import Reader

BUILT_IN = (
    "micrographia.pixels.readers.ome_tiff:OmeTiffReader",
    "micrographia.pixels.readers.tiff:TiffReader",
    "micrographia.pixels.readers.ome_xml:OmeXmlReader",
    "micrographia.pixels.readers.fake:FakeReader",
    "micrographia.pixels.readers.ome_zarr:OmeZarrReader",
    "micrographia.pixels.readers.deltavision:DeltaVisionReader",
    "micrographia.pixels.readers.mrc:MrcReader",
    "micrographia.pixels.readers.openslide:OpenSlideReader",
    "micrographia.pixels.readers.raster:RasterReader",
    "micrographia.pixels.readers.yokogawa:YokogawaReader",
    "micrographia.pixels.readers.metaxpress:MetaXpressReader",
    "micrographia.pixels.readers.czi:CziReader",
    "micrographia.pixels.readers.nd2:Nd2Reader",
    "micrographia.pixels.readers.lif:LifReader",
    "micrographia.pixels.readers.oif:OifReader",
    "micrographia.pixels.readers.ims:ImsReader",
    "micrographia.pixels.readers.dicom:DicomReader",
)
"""Module and class of our own readers, in the order in which equal claims win.

As text, because the libraries behind them take a second to import and most commands need none.
"""


@cache
def readers() -> dict[str, Reader]:
    """Name → reader: ours, then those of the entry points group "micrographia.readers" (instances)."""
    built_in: list[Reader] = [resolve_name(path)() for path in BUILT_IN]
    return plugins.table("micrographia.readers", built_in)
