import io

import numpy as np
from PIL import Image as Pillow

from documents.claims import claim
from documents.library import colored, decoded, grey, save_look, slope

WHITE = 255
BLUE = (0, 0, 255)


# render_image


@claim(27)
def test_a_plane_is_a_jpeg(library, will):
    picture = will.jpeg(f"render_image/{library.cells.pk}/2/0/")
    assert abs(picture - grey(slope(z=2))).max() <= 12


@claim(28)
def test_z_chooses_the_section(library, will):
    for z in (0, 1, 4):
        assert (will.pixels(f"render_image/{library.cells.pk}/{z}/0/") == grey(slope(z))).all()


@claim(29)
def test_t_chooses_the_timepoint(library, will):
    for t in (0, 1):
        assert (will.pixels(f"render_image/{library.cells.pk}/3/{t}/") == grey(slope(3, t))).all()


@claim(30)
def test_a_plane_is_drawn_with_the_saved_settings(library, will):
    off = False, 0, 255, "FFFFFF"
    save_look(library.cells, library.will, (True, 0, 510, "FF0000"), off, off)
    picture = will.pixels(f"render_image/{library.cells.pk}/0/0/")
    assert (picture == colored((slope() + 1) // 2, 0, 0)).all()  # half of the value, halves rounded up


@claim(31)
def test_a_plane_without_z_and_t_is_a_jpeg(library, will):
    assert will.jpeg(f"render_image/{library.cells.pk}/").shape == (48, 76, 3)


@claim(32)
def test_without_z_and_t_the_default_plane_is_shown(library, will):
    given = will.get(f"render_image/{library.cells.pk}/2/0/").content
    assert will.get(f"render_image/{library.cells.pk}/").content == given
    assert (will.pixels(f"render_image/{library.cells.pk}/") == grey(slope(z=2))).all()


@claim(33)
def test_a_picture_has_the_size_of_the_plane(library, will):
    assert will.jpeg(f"render_image/{library.cells.pk}/0/0/").shape == (48, 76, 3)
    assert will.jpeg(f"render_image/{library.sample.pk}/0/0/").shape == (480, 480, 3)


# render_split_channel: panels of 76 x 48 with 2 pixels of white between and around them


def panels(picture):
    rows, columns = (slice(2, 50), slice(52, 100)), (slice(2, 78), slice(80, 156))
    return [picture[row, column] for row in rows for column in columns]


def split(reader, image, **query):
    return reader.pixels(f"render_split_channel/{image.pk}/0/0/", **query)


@claim(34)
def test_split_channels_are_a_jpeg(library, will):
    assert will.jpeg(f"render_split_channel/{library.cells.pk}/0/0/").shape == (102, 158, 3)


@claim(35)
def test_each_active_channel_has_its_panel(library, will):
    dapi, gfp, cy3, merged = panels(split(will, library.cells))
    assert (dapi == colored(0, 0, slope())).all()
    assert (gfp == colored(0, slope(), 0)).all()
    assert (cy3 == colored(slope(), 0, 0)).all()
    assert (merged == grey(slope())).all()


@claim(36)
def test_an_inactive_channel_has_no_picture(library, will):
    dapi, gfp, cy3, merged = panels(split(will, library.cells, c="1,3"))
    assert (gfp == WHITE).all()
    assert (dapi == colored(0, 0, slope())).all()
    assert (cy3 == colored(slope(), 0, 0)).all()
    assert (merged == colored(slope(), 0, slope())).all()


@claim(37)
def test_split_channels_are_as_large_as_imgdata_says(library, will):
    told = will.json(f"imgData/{library.cells.pk}/")["split_channel"]
    for model in ("c", "g"):
        picture = split(will, library.cells, m=model)
        assert picture.shape == (told[model]["height"], told[model]["width"], 3)
    assert (told["c"]["width"], told["c"]["height"]) == (158, 102)
    assert (told["g"]["width"], told["g"]["height"]) == (158, 102)


@claim(38, 58)
def test_the_query_changes_the_panels(library, will):
    query = {"c": "1|0:510$FFFF00,2", "maps": '[{"reverse":{"enabled":false}},{"reverse":{"enabled":true}}]'}
    dapi, gfp, cy3, merged = panels(split(will, library.cells, **query))
    half = (slope() + 1) // 2
    assert (dapi == colored(half, half, 0)).all()
    assert (gfp == colored(0, 255 - slope(), 0)).all()
    assert (cy3 == WHITE).all()
    assert (merged == colored(half, np.minimum(half + 255 - slope(), 255), 0)).all()


# line plots: a value v stands (v - 0) / 255 of 47 rows above the bottom, or of 75 columns right of the edge


def plot(reader, path, **query):
    """(height, width, 4) red, green, blue, alpha."""
    response = reader.get(path, **query)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/gif"
    return np.asarray(Pillow.open(io.BytesIO(response.content)).convert("RGBA")).astype(int)


def places(picture, color):
    """(rows, columns) where the picture has that color."""
    return np.nonzero((picture[..., :3] == color).all(axis=-1) & (picture[..., 3] == 255))


def rows_at(picture, column, color=BLUE):
    return sorted(row for row, x in zip(*places(picture, color), strict=True) if x == column)


def columns_at(picture, row, color=BLUE):
    return sorted(x for y, x in zip(*places(picture, color), strict=True) if y == row)


@claim(39)
def test_a_row_plot_is_a_picture(library, will):
    for path in (f"render_row_plot/{library.cells.pk}/0/0/10/1", f"render_row_plot/{library.cells.pk}/0/0/10/1/"):
        assert plot(will, path).shape == (48, 76, 4)


@claim(40)
def test_a_row_plot_shows_the_values_of_the_row(library, will):
    picture = plot(will, f"render_row_plot/{library.cells.pk}/0/0/10/1", c="1")
    assert rows_at(picture, 0) == [42]  # value 30: 5.5 rows above 47
    assert 28 in rows_at(picture, 75)  # value 105: 19.4 rows
    assert set(rows_at(picture, 75)) <= {28, 29}
    white_rows, white_columns = places(picture, (255, 255, 255))
    assert set(white_rows) == {10}
    assert set(white_columns) == set(range(76))
    assert (picture[:, :, 3] == 0).sum() > 48 * 76 - 76 * 4
    other = plot(will, f"render_row_plot/{library.cells.pk}/0/0/40/1", c="1")
    assert rows_at(other, 0) == [25]  # value 120: 22.1 rows


@claim(41)
def test_w_is_the_thickness_of_a_row_plots_lines(library, will):
    picture = plot(will, f"render_row_plot/{library.cells.pk}/0/0/10/3", c="1")
    assert set(places(picture, (255, 255, 255))[0]) == {9, 10, 11}
    assert rows_at(picture, 0) == [41, 42, 43]


@claim(42)
def test_a_column_plot_is_a_picture(library, will):
    for path in (f"render_col_plot/{library.cells.pk}/0/0/20/1/", f"render_col_plot/{library.cells.pk}/0/0/20/1"):
        assert plot(will, path).shape == (48, 76, 4)


@claim(43)
def test_a_column_plot_shows_the_values_of_the_column(library, will):
    picture = plot(will, f"render_col_plot/{library.cells.pk}/0/0/20/1/", c="1")
    assert columns_at(picture, 0) == [5]  # value 20: 5.9 columns from the left
    assert 47 in columns_at(picture, 47)  # value 161: 47.4
    assert set(columns_at(picture, 47)) <= {46, 47}
    assert set(places(picture, (255, 255, 255))[1]) == {20}
    other = plot(will, f"render_col_plot/{library.cells.pk}/0/0/70/1/", c="1")
    assert columns_at(other, 0) == [20]  # value 70: 20.6


@claim(44)
def test_w_is_the_thickness_of_a_column_plots_lines(library, will):
    picture = plot(will, f"render_col_plot/{library.cells.pk}/0/0/60/3/", c="1")
    assert set(places(picture, (255, 255, 255))[1]) == {59, 60, 61}
    assert columns_at(picture, 0) == [16, 17, 18]  # value 60: 17.6


@claim(45)
def test_z_and_t_choose_the_plane_plotted(library, will):
    row = plot(will, f"render_row_plot/{library.cells.pk}/4/1/10/1", c="1")
    assert rows_at(row, 0) == [35]  # value 30 + 28 + 11: 12.7 rows
    column = plot(will, f"render_col_plot/{library.cells.pk}/4/1/20/1/", c="1")
    assert columns_at(column, 0) == [17]  # value 20 + 28 + 11: 17.4


# render_thumbnail


def brightness(reader, path, **query):
    return reader.jpeg(path, **query).mean()


@claim(46)
def test_a_thumbnail_is_a_jpeg(library, will):
    will.jpeg(f"render_thumbnail/{library.cells.pk}/")


@claim(47)
def test_the_size_of_a_thumbnail_may_be_left_out(library, will):
    for path, shape in (("", (40, 64, 3)), ("38/", (24, 38, 3)), ("38/38/", (38, 38, 3))):
        assert will.jpeg(f"render_thumbnail/{library.cells.pk}/{path}").shape == shape


@claim(48)
def test_a_thumbnail_is_64_by_default(library, will):
    assert will.jpeg(f"render_thumbnail/{library.cells.pk}/").shape == (40, 64, 3)
    assert will.jpeg(f"render_thumbnail/{library.sample.pk}/").shape == (64, 64, 3)


@claim(49)
def test_one_number_keeps_the_aspect(library, will):
    assert will.jpeg(f"render_thumbnail/{library.cells.pk}/38/").shape == (24, 38, 3)
    assert will.jpeg(f"render_thumbnail/{library.cells.pk}/152/").shape == (96, 152, 3)


@claim(50)
def test_two_numbers_are_the_size(library, will):
    assert will.jpeg(f"render_thumbnail/{library.cells.pk}/30/50/").shape == (50, 30, 3)
    assert will.jpeg(f"render_thumbnail/{library.cells.pk}/100/10/").shape == (10, 100, 3)


@claim(51)
def test_a_thumbnail_needs_no_last_slash(library, will):
    assert decoded(will.get(f"render_thumbnail/{library.cells.pk}/30/50")).shape == (50, 30, 3)


@claim(52)
def test_z_chooses_the_section_of_a_thumbnail(library, will):
    # The mean of x + 3 y over the plane is 37.5 + 70.5; each section adds 7.
    for z in (0, 4):
        assert abs(brightness(will, f"render_thumbnail/{library.cells.pk}/", z=z) - (108 + 7 * z)) < 2
    assert abs(brightness(will, f"render_thumbnail/{library.four.pk}/", z=10) - (60.5 + 28.5 + 70)) < 2


@claim(53)
def test_t_chooses_the_timepoint_of_a_thumbnail(library, will):
    for t in (0, 1):
        found = brightness(will, f"render_thumbnail/{library.cells.pk}/", z=0, t=t)
        assert abs(found - (108 + 11 * t)) < 2


@claim(54)
def test_a_thumbnail_shows_the_default_plane(library, will):
    default = will.get(f"render_thumbnail/{library.cells.pk}/").content
    assert default == will.get(f"render_thumbnail/{library.cells.pk}/", z=2, t=0).content
    assert default != will.get(f"render_thumbnail/{library.cells.pk}/", z=0, t=0).content
