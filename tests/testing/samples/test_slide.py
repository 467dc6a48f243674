import numpy as np
import tifffile

from micrographia.testing.samples.section import Section
from micrographia.testing.samples.slide import write_slide


def test_a_slide_halves_until_one_tile_holds_it(tmp_path):
    write_slide(tmp_path / "slide.ome.tiff", 1500, 3, "Slide", "")
    with tifffile.TiffFile(tmp_path / "slide.ome.tiff") as file:
        levels = file.series[0].levels
        assert [level.shape for level in levels] == [(1500, 1500, 3), (750, 750, 3), (375, 375, 3)]
        full, small = levels[0].asarray(), levels[2].asarray()
    quarter = full.reshape(375, 4, 375, 4, 3).mean(axis=(1, 3))
    assert np.abs(quarter - small).mean() < 4
    assert small[187, 187].std() > small[2, 2].std()  # tissue in the middle, glass at the corner


def test_glass_is_known_without_drawing_it():
    section = Section(4096, 3)
    assert section.is_glass(0, 0, 512)
    assert section.tile(0, 0, 512).std() < 4
    assert not section.is_glass(2048, 2048, 512)
