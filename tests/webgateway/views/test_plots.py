import io

import numpy as np
import pytest
from PIL import Image as Pillow


def drawing(response):
    assert (response.status_code, response["Content-Type"]) == (200, "image/gif"), response.content
    return np.asarray(Pillow.open(io.BytesIO(response.content)).convert("RGBA"))


def test_a_row(lab, owner):
    """Channel 1 holds x + 3 y + 7 z + 11 t, at most 243: row 10 goes from 30 to 93."""
    picture = drawing(owner.get(f"render_row_plot/{lab.image.pk}/0/0/10/", c="1|0:1$00FF00"))
    assert picture.shape == (48, 64, 4)
    assert picture[10, 60].tolist() == [255, 255, 255, 255]
    heights = [47 - row for row in np.flatnonzero((picture[:, 63] == [0, 255, 0, 255]).all(axis=1))]
    assert abs(max(heights) - 93 / 243 * 47) <= 1
    assert not picture[0].any()


def test_a_column(lab, owner):
    """Column 20 goes from 20 to 161 of 243."""
    picture = drawing(owner.get(f"render_col_plot/{lab.image.pk}/0/0/20/3/", c="1$00FF00", m="g", p="intmax"))
    assert picture.shape == (48, 64, 4)
    assert picture[0, 19:22].tolist() == [[255, 255, 255, 255]] * 3
    places = np.flatnonzero((picture[47] == [0, 255, 0, 255]).all(axis=1))
    assert abs(np.median(places) - 161 / 243 * 63) <= 2


@pytest.mark.parametrize(
    "path", ["render_row_plot/{}/0/0/48/", "render_col_plot/{}/0/0/64/", "render_row_plot/{}/9/0/1/"]
)
def test_a_line_that_is_not_there(lab, owner, path):
    assert owner.get(path.format(lab.image.pk)).status_code == 404


@pytest.mark.parametrize(
    "path", ["render_row_plot/{}/0/0/10/0/", "render_row_plot/{}/0/0/10/5", "render_row_plot/{}/0/0/10/99999/"]
)
def test_any_thickness_draws(lab, owner, path):
    assert drawing(owner.get(path.format(lab.image.pk))).any()


def test_who_has_the_plot_gets_304(lab, owner):
    path = f"render_row_plot/{lab.image.pk}/0/0/10/"
    etag = owner.get(path)["ETag"]
    assert owner.get(path, headers={"If-None-Match": etag}).status_code == 304
    assert owner.get(f"render_row_plot/{lab.image.pk}/0/0/11/")["ETag"] != etag
