import numpy as np

from micrographia.encoding.label import labelled


def test_white_letters_in_the_corner():
    black = np.zeros((40, 120, 3), np.uint8)
    written = labelled(black, "DAPI", 12)
    rows, columns = np.nonzero(written.min(axis=2) > 150)
    assert len(rows) > 10
    assert (rows.min(), columns.min()) >= (2, 2)
    assert rows.max() < 18
    assert not black.any()


def test_a_larger_size_is_larger():
    black = np.zeros((80, 300, 3), np.uint8)
    assert labelled(black, "x\nDAPI", 32).sum() > labelled(black, "x DAPI", 12).sum() > 0
