import imagecodecs
import pytest

from micrographia.cli import main

# The value at x, y of a synthetic image is x + 3 y + 7 z + 100 c.
NAME = "a&sizeX=60&sizeY=40&sizeZ=3&sizeC=2&levels=2.fake"


@pytest.fixture
def file(tmp_path):
    (tmp_path / NAME).touch()
    return tmp_path / NAME


def drawn(file, *arguments):
    out = file.parent / "out.png"
    assert main.run(["render", str(file), "--out", str(out), *arguments]) == 0
    return imagecodecs.png_decode(out.read_bytes())


def test_the_query_decides(file):
    picture = drawn(file, "c=1|0:255$FF0000&m=c", "--z", "0")
    assert picture.shape == (40, 60, 3)
    assert picture[0, 5].tolist() == [5, 0, 0]
    assert picture[2, 5].tolist() == [11, 0, 0]


def test_the_middle_section_is_the_default(file):
    assert drawn(file, "c=1|0:255$FFFFFF")[0, 0].tolist() == [7 * 1] * 3


def test_projection(file):
    assert drawn(file, "c=1|0:255$FFFFFF&p=intmax")[0, 0].tolist() == [7 * 2] * 3


def test_region_and_tile(file):
    assert drawn(file, "c=2|0:255$0000FF", "--region", "50,30,20,20", "--z", "0").shape == (10, 10, 3)
    tile = drawn(file, "c=2|0:255$0000FF", "--tile", "1,1,0,20,8", "--z", "0")
    assert tile.shape == (8, 10, 3)
    assert tile[0, 0].tolist() == [0, 0, 140]


def test_a_lookup_table(file, tmp_path):
    (tmp_path / "luts").mkdir()
    (tmp_path / "luts" / "blue.lut").write_bytes(bytes(512) + bytes(range(256)))
    picture = drawn(file, "c=1|0:255$blue.lut", "--luts", str(tmp_path / "luts"), "--z", "0")
    assert picture[0, 9].tolist() == [0, 0, 9]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["c=1x"], 2),
        (["colour=1"], 2),
        (["--tile", "7,0,0"], 2),
        (["--region", "60,0,5,5"], 3),
        (["--z", "3"], 2),
        (["--series", "1"], 5),
        (["--luts", "/nowhere"], 3),
        (["q=1.5"], 2),
    ],
)
def test_trouble(file, capsys, arguments, code):
    assert main.run(["render", str(file), "--out", str(file.parent / "out.png"), *arguments]) == code
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (file.parent / "out.png").exists()


def test_an_unknown_ending_is_refused_before_anything_is_read(capsys):
    assert main.run(["render", "/nowhere", "--out", "x.gif"]) == 2
    assert "ends in .jpg, .jpeg, .png, .tif, .tiff" in capsys.readouterr().err
