"""Images on other machines, the whole way: imported by the command, shown by the server, checked, downloaded."""

import json
import os
import time

import numpy as np
import pytest
import tifffile

from http_world import file_server
from object_store import READER, object_store
from running import PASSWORD, command, serving
from zarr_world import multiscale, numbers

DATA = numbers(2, 3, 200, 240)
TILE = "/webgateway/render_image_region/{}/1/0/?tile=0,0,0,128,128&c=1|0:1000$FF0000,2|0:1000$00FF00&format=png"
pytestmark = pytest.mark.skipif("MICROGRAPHIA_DATABASE_URL" in os.environ, reason="makes a home with its own SQLite")


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A home with the same image four times: in a folder, on a web server, in a ZIP file there, and in a bucket."""
    folder = tmp_path_factory.mktemp("remote")
    home, files = folder / "home", folder / "files"
    files.mkdir()
    multiscale(files / "a.ome.zarr", [DATA, DATA[:, :, ::2, ::2]], "czyx", 2, (1, 1, 64, 64))
    tifffile.imwrite(files / "changing.tif", np.arange(512 * 512, dtype=np.uint16).reshape(512, 512), tile=(64, 64))
    tifffile.imwrite(files / "slide.ome.tif", DATA, tile=(64, 64), metadata={"axes": "CZYX"})
    (folder / "buckets").mkdir()
    command(home, "init", "--admin", "root", "--password-stdin", given=PASSWORD)
    with file_server(files) as web, object_store(folder / "buckets") as store:
        store.put_folder("private", "images/a.ome.zarr", files / "a.ome.zarr")
        store.put("private", "images/slide.ome.tif", (files / "slide.ome.tif").read_bytes())
        (home / "config.toml").write_text(
            f'remote_private_hosts = ["{web.host}", "{store.host}"]\nremote_seconds = 2.0\n'
            f's3_endpoint = "{store.endpoint}"\ns3_access_key = "{READER.access_key}"\n'
            f's3_secret_key = "{READER.secret_key}"\n'
        )
        yield home, files, web, store


@pytest.fixture(scope="module")
def images(world):
    """What became of each: its place → the id of its image."""
    home, files, web, _ = world
    places = [
        str(files / "a.ome.zarr"), f"{web.url}/a.ome.zarr", "s3://private/images/a.ome.zarr",
        str(files / "slide.ome.tif"), f"{web.url}/slide.ome.tif", "s3://private/images/slide.ome.tif",
        f"{web.url}/changing.tif",
    ]  # fmt: skip
    done = command(home, "import", *places, "--json")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["status"] for one in found] == ["imported"] * 7, found
    assert [one["path"] for one in found] == places
    return {one["path"]: one["image_id"] for one in found}


@pytest.fixture(scope="module")
def server(world, images):
    with serving(world[0]) as server:
        yield server


def test_an_image_looks_the_same_wherever_it_lies(server, images):
    same = [image for place, image in images.items() if "changing" not in place]
    tiles = {image: server.get(TILE.format(image)) for image in same}
    assert {tile.status for tile in tiles.values()} == {200}
    assert len({tile.body for tile in tiles.values()}) == 1
    sizes = [server.get(f"/webgateway/imgData/{image}/").json["size"] for image in same]
    assert sizes == [{"width": 240, "height": 200, "z": 3, "t": 1, "c": 2}] * 6


def test_paths_and_downloads(world, server, images):
    _, files, web, _ = world
    for place in (f"{web.url}/slide.ome.tif", "s3://private/images/slide.ome.tif"):
        paths = server.get(f"/webgateway/original_file_paths/{images[place]}/")
        assert (paths.json["repo"], paths.json["client"]) == ([place], [place])
        file = server.get(f"/webgateway/archived_files/download/{images[place]}/")
        assert (file.status, file.body) == (200, (files / "slide.ome.tif").read_bytes())
        assert "filename=slide.ome.tif" in file.headers["content-disposition"]
        part = server.get(f"/webgateway/archived_files/download/{images[place]}/", Range="bytes=70000-70003")
        assert (part.status, part.body) == (206, file.body[70000:70004])
        assert READER.secret_key.encode() not in paths.body
    folder = server.get(f"/webgateway/archived_files/download/{images[f'{web.url}/a.ome.zarr']}/")
    assert folder.status == 403
    assert f"lie at {web.url}/a.ome.zarr" in folder.body.decode()


def test_a_changed_original_is_noticed(world, server, images):
    home, files, web, _ = world
    image = images[f"{web.url}/changing.tif"]
    assert server.get(f"/webgateway/render_image_region/{image}/0/0/?region=0,0,128,128").status == 200
    tifffile.imwrite(files / "changing.tif", np.zeros((512, 512), np.uint16), tile=(64, 64))
    far = server.get(f"/webgateway/render_image_region/{image}/0/0/?region=256,256,128,128")
    assert far.status == 404
    checked = command(home, "check", "--json", check=False).stdout.splitlines()
    states = {one["path"]: one["state"] for one in map(json.loads, checked)}
    assert states[f"{web.url}/changing.tif"] == "changed"
    assert states[f"{web.url}/a.ome.zarr"] == "ok"


def test_a_machine_that_does_not_answer_holds_nobody_up(world, server, images):
    """The last test: its server is gone for good."""
    _, files, web, _ = world
    web.odd = lambda handler: time.sleep(30)
    started = time.monotonic()
    far = server.get(TILE.format(images[f"{web.url}/a.ome.zarr"]).replace("tile=0,0,0", "tile=0,1,1"))
    assert far.status == 503
    assert far.headers["retry-after"]
    assert time.monotonic() - started < 8
    for _ in range(3):
        again = time.monotonic()
        assert server.get(TILE.format(images[f"{web.url}/slide.ome.tif"]).replace("/1/0/", "/2/0/")).status == 503
        assert time.monotonic() - again < 1
    assert server.get(TILE.format(images[str(files / "a.ome.zarr")]).replace("/1/0/", "/2/0/")).status == 200
    web.odd = None
