"""`inspect` and `render` of addresses."""

import pytest
import tifffile

from http_world import file_server
from micrographia.cli import main
from micrographia.storage.access import Access
from micrographia.storage.anywhere import allow
from zarr_world import multiscale, numbers

DATA = numbers(2, 3, 50, 60)


@pytest.fixture
def server(tmp_path, monkeypatch):
    multiscale(tmp_path / "a.ome.zarr", [DATA], "czyx", 3)
    tifffile.imwrite(tmp_path / "a.tif", DATA[0, 0])
    monkeypatch.setenv("MICROGRAPHIA_HOME", str(tmp_path / "home"))
    with file_server(tmp_path) as server:
        monkeypatch.setenv("MICROGRAPHIA_REMOTE_PRIVATE_HOSTS", server.host)
        yield server
        allow(Access())


def test_inspect(server, capsys):
    assert main.run(["inspect", f"{server.url}/a.ome.zarr"]) == 0
    assert "  60 x 50 pixels, 3 z-sections, 2 channels, 1 timepoints, uint16" in capsys.readouterr().out


def test_render(server, tmp_path):
    for number, place in enumerate((str(tmp_path / "a.tif"), f"{server.url}/a.tif")):
        assert main.run(["render", place, "c=1|0:1000$FF0000", "--out", str(tmp_path / f"{number}.png")]) == 0
    assert (tmp_path / "0.png").read_bytes() == (tmp_path / "1.png").read_bytes()


@pytest.mark.parametrize(
    ("address", "code", "sentence"),
    [
        ("https://elsewhere.example/a.ome.zarr", 5, "remote_hosts in config.toml"),
        ("http://169.254.169.254/latest/meta-data/a.tif", 5, "remote_hosts in config.toml"),
        ("s3://bucket/a.tif", 5, "s3.us-east-1.amazonaws.com is not among the hosts"),
        ("file:///etc/passwd", 2, "an address begins with https://, http:// or s3://"),
        ("https://user:hush@images.example/a.tif", 2, "no user name and no password"),
        ("https://images.example/a.tif?token=hush", 2, "no ? and no #"),
        ("https://images.example", 2, "say which image there"),
    ],
)
def test_other_addresses_are_refused(server, capsys, address, code, sentence):
    assert main.run(["inspect", address]) == code
    told = capsys.readouterr().err
    assert sentence in told
    assert "hush" not in told
    assert server.asked == []


def test_what_is_not_there(server, capsys):
    assert main.run(["inspect", f"{server.url}/none.tif"]) == 3
    assert "there is no such file" in capsys.readouterr().err
