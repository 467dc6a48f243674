"""A tile through the whole server against the same functions in a plain loop, and the 304.

    python benchmarks/tile.py [--tiles 400] [--rounds 5] [--connections 1] [--keep FOLDER] [--json]

Writes a pyramid of three 16-bit channels (zstd, tiles of 256), imports it into a new home, serves that with one process
and signs in. Then, in turns: random tiles that were never drawn before are read, rendered and encoded in a loop in this
process (its CPU): the floor. The same tiles are fetched, signed in and permission-checked (CPU of all processes of the
server, from /proc: the figures need Linux). Last they are asked for again by one who has them: 304.

The goals: at most 1.5 times the floor, at most 1 ms for a 304. Exit code 1 when one is missed.
"""

import argparse
import http.client
import json
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
import tifffile

from micrographia.encoding.registry import encoder_for
from micrographia.engine.render import render
from micrographia.engine.view import View
from micrographia.pixels import PixelSource, Region
from micrographia.pixels.registry import readers
from micrographia.rendering.settings import ChannelSettings, Model, RenderingSettings, Window
from micrographia.storage import LocalStore

SIDE, TILE, LEVELS = 8192, 256, 5
COLORS = ("FF0000", "00FF00", "0000FF")
START, END = 100, 9000
PASSWORD = "benchmark-password"
COMMAND = (sys.executable, "-c", "import sys; from micrographia.cli.main import main; sys.exit(main())")
GOAL_RATIO, GOAL_304_MS = 1.5, 1.0
TICKS = os.sysconf("SC_CLK_TCK")

Place = tuple[int, int]


def write_pyramid(path: Path) -> None:
    """Waves with the noise of a camera, so that the tiles are as large as real ones."""
    full = np.stack([plane(channel) for channel in range(len(COLORS))])
    options = {"tile": (TILE, TILE), "compression": "zstd", "predictor": True, "photometric": "minisblack"}
    with tifffile.TiffWriter(path, bigtiff=True, ome=True) as file:
        file.write(full, subifds=LEVELS - 1, metadata={"axes": "CYX"}, **options)
        for level in range(1, LEVELS):
            file.write(full[:, :: 1 << level, :: 1 << level], subfiletype=1, **options)


def plane(channel: int) -> np.ndarray:
    rng = np.random.default_rng(channel)
    x = np.arange(SIDE, dtype=np.float32)
    values = np.empty((SIDE, SIDE), np.uint16)
    for top in range(0, SIDE, 1024):
        y = np.arange(top, top + 1024, dtype=np.float32)[:, None]
        signal = 180 + (np.sin(x / (37 + channel)) * np.cos(y / (53 - channel)) + 1) ** 2 * 1500
        noisy = signal + rng.standard_normal(signal.shape, np.float32) * np.sqrt(signal * 1.2 + 30)
        values[top : top + 1024] = noisy.clip(0, 65535).astype(np.uint16)
    return values


def command(home: Path, *words: str, given: str = "") -> str:
    """Runs one command of ours; its output."""
    run = subprocess.run(
        [*COMMAND, "--home", str(home), *words], input=given, capture_output=True, text=True, check=False
    )
    if run.returncode:
        sys.exit(f"micrographia {' '.join(words)}: {run.stderr.strip()}")
    return run.stdout


@contextmanager
def serving(home: Path):
    """The server of a home, on a free port: its process and the port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["--home", str(home), "serve", "--port", str(port), "--workers", "1"]
    process = subprocess.Popen([*COMMAND, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process, port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


class Browser:
    """One signed-in connection."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, path, body, {"Cookie": cookie, **headers})
        answer = self.connection.getresponse()
        content = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers, content

    def sign_in(self) -> None:
        deadline = time.monotonic() + 60
        while True:
            try:
                status, _, content = self.ask("GET", "/api/v0/token/")
                break
            except OSError:
                self.connection.close()
                if time.monotonic() > deadline:
                    sys.exit("the server does not answer")
                time.sleep(0.2)
        form = urlencode({"username": "root", "password": PASSWORD, "server": "1"})
        headers = {"X-CSRFToken": json.loads(content)["data"], "Content-Type": "application/x-www-form-urlencoded"}
        status, _, content = self.ask("POST", "/api/v0/login/", form, **headers)
        if status != 200:
            sys.exit(f"signing in failed: {status} {content[:200]!r}")


def cpu_seconds(root: int) -> float:
    """CPU of a process and all below it, ended ones included."""
    parents, used = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(fields[1])
            used[int(entry.name)] = sum(map(int, fields[11:15])) / TICKS
    family = {root}
    while grown := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= grown
    return sum(used.get(pid, 0.0) for pid in family)


def await_jobs(home: Path) -> None:
    """Until the statistics of the import are there: they take CPU and change what is shown."""
    deadline = time.monotonic() + 300
    while any(
        json.loads(line)["state"] in ("queued", "running") for line in command(home, "jobs", "--json").splitlines()
    ):
        if time.monotonic() > deadline:
            sys.exit("the jobs of the import do not end")
        time.sleep(1)


def settings_of(channels: int) -> RenderingSettings:
    window = Window(START, END)
    return RenderingSettings(Model.COLOR, tuple(ChannelSettings(True, window, c + "FF") for c in COLORS[:channels]))


def floor_ms(source: PixelSource, places: list[Place], quality: float) -> float:
    """CPU of reading, rendering and encoding each tile, in ms."""
    settings, encoder = settings_of(len(COLORS)), encoder_for("jpeg")
    started = time.process_time()
    for column, row in places:
        view = View(0, 0, Region(column * TILE, row * TILE, TILE, TILE), 0, settings)
        encoder.encode(render(source, view, {}), quality)
    return 1000 * (time.process_time() - started) / len(places)


def path_of(image: int, place: Place, quality: float) -> str:
    channels = ",".join(f"{c}|{START}:{END}${color}" for c, color in enumerate(COLORS, 1))
    query = {"tile": f"0,{place[0]},{place[1]},{TILE},{TILE}", "c": channels, "m": "c", "q": f"{quality:.3f}"}
    return f"/webgateway/render_image_region/{image}/0/0/?{urlencode(query)}"


def server_ms(server: int, browsers: list[Browser], ask: Callable[[Browser, str], int], paths: list[str]) -> float:
    """CPU of the server for each request, in ms; every browser has one request under way."""
    before = cpu_seconds(server)
    shares = [paths[number :: len(browsers)] for number in range(len(browsers))]
    with ThreadPoolExecutor(len(browsers)) as threads:
        statuses = set().union(
            *threads.map(lambda browser, share: {ask(browser, path) for path in share}, browsers, shares)
        )
    if len(statuses) != 1 or not statuses <= {200, 304}:
        sys.exit(f"the server answered {statuses}")
    return 1000 * (cpu_seconds(server) - before) / len(paths)


def measure(folder: Path, tiles: int, rounds: int, connections: int) -> dict[str, float]:
    pyramid, home = folder / "pyramid.ome.tif", folder / "home"
    if not pyramid.exists():
        write_pyramid(pyramid)
    if not home.exists():
        command(home, "init", "--password-stdin", given=PASSWORD + "\n")
    image = json.loads(command(home, "import", str(pyramid), "--json").splitlines()[0])["image_id"]
    reader, store = readers()["ome-tiff"], LocalStore(folder)
    source = reader.open(store, reader.fileset(store, pyramid.name), 0)
    rng = random.Random(time.time_ns())
    found: dict[str, list[float]] = {"floor": [], "server": [], "known": []}
    with serving(home) as (process, port):
        browsers = [Browser(port) for _ in range(connections)]
        for browser in browsers:
            browser.sign_in()
        await_jobs(home)
        for browser in browsers:
            browser.connection.close()  # one that nobody used for a while, the server may have closed
        etags: dict[str, str] = {}

        def fetch(browser: Browser, path: str) -> int:
            status, headers, _ = browser.ask("GET", path)
            etags[path] = headers["ETag"]
            return status

        def revalidate(browser: Browser, path: str) -> int:
            return browser.ask("GET", path, **{"If-None-Match": etags[path]})[0]

        for number in range(rounds + 1):
            quality = 0.8 + rng.randrange(100) / 1000 + number / 100_000
            side = SIDE // TILE
            places = [divmod(cell, side) for cell in rng.sample(range(side * side), tiles)]
            paths = [path_of(image, place, quality) for place in places]
            measured = {
                "floor": floor_ms(source, places, quality),
                "server": server_ms(process.pid, browsers, fetch, paths),
                "known": server_ms(process.pid, browsers, revalidate, paths),
            }
            if number:  # the first round warms both
                for name, value in measured.items():
                    found[name].append(value)
    ratios = [server / floor for server, floor in zip(found["server"], found["floor"], strict=True)]
    return {
        "floor_ms": statistics.median(found["floor"]),
        "server_ms": statistics.median(found["server"]),
        "ratio": statistics.median(ratios),
        "not_modified_ms": statistics.median(found["known"]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tiles", type=int, default=400, help="per round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for pyramid and home, to be used again")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        found = measure(folder, options.tiles, options.rounds, options.connections)
    if options.json:
        print(json.dumps(found))
    else:
        print(f"floor   {found['floor_ms']:.2f} ms of CPU a tile: read, render, encode in a loop")
        print(f"server  {found['server_ms']:.2f} ms of CPU a tile: signed in, permission-checked, over HTTP")
        print(f"ratio   {found['ratio']:.2f} (goal: at most {GOAL_RATIO})")
        print(f"304     {found['not_modified_ms']:.2f} ms of CPU (goal: at most {GOAL_304_MS})")
    sys.exit(found["ratio"] > GOAL_RATIO or found["not_modified_ms"] > GOAL_304_MS)


if __name__ == "__main__":
    main()
