import numpy as np

from micrographia.pictures.lut_sheet import lut_sheet
from micrographia.rendering.shipped import SHIPPED_LUTS


def test_a_strip_of_ten_rows_for_each_table_and_a_fade():
    fire, gray = SHIPPED_LUTS["fire.lut"], SHIPPED_LUTS["grays.lut"]
    sheet = lut_sheet([fire, gray])
    assert (sheet.shape, sheet.dtype) == ((30, 256, 4), np.uint8)
    for row in range(10):
        assert (sheet[row, :, :3] == fire).all()
        assert (sheet[10 + row, :, :3] == gray).all()
    assert (sheet[:20, :, 3] == 255).all()
    fade = sheet[20:]
    assert not fade[:, :, :3].any()
    assert (fade[:, 0, 3] == 255).all()
    assert (fade[:, 179:, 3] == 0).all()
    assert (np.diff(fade[0, :180, 3].astype(int)) <= 0).all()
    assert fade[0, 90, 3] in (126, 127)
