import tifffile

from micrographia.testing.samples.ome_tiff import write_tissue
from micrographia.testing.samples.tissue import Tissue


def test_planes_are_written_in_the_order_that_the_header_says(tmp_path):
    tissue = Tissue(128, sections=2, timepoints=2, seed=1)
    write_tissue(tmp_path / "cells.ome.tiff", tissue, "Cells", "Few.")
    with tifffile.TiffFile(tmp_path / "cells.ome.tiff") as file:
        pixels = file.series[0].asarray()
        assert file.series[0].axes == "TZCYX"
    assert pixels.shape == (2, 2, 3, 128, 128)
    # t 1, z 1, channel 1 (nuclei) is the eleventh plane
    assert (pixels[1, 1, 1] == tissue.seen(tissue.chromatin(1, 1), 10)).all()


def test_the_same_seed_gives_the_same_bytes_of_pixels(tmp_path):
    def pixels(seed):
        tissue = Tissue(128, sections=1, timepoints=1, seed=seed)
        return tissue.seen(tissue.membrane(tissue.border(0), 0), 0)

    assert (pixels(4) == pixels(4)).all()
    assert (pixels(4) != pixels(5)).any()
