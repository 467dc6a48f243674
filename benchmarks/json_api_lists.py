"""What the lists of /api/ cost in a large catalog: pages, everything at once, and what everybody else feels of it.

    python benchmarks/json_api_lists.py [--images 1000000] [--requests 200] [--keep FOLDER] [--only WORD]

Makes a home with a large catalog (large_catalog.py) in SQLite, or with MICROGRAPHIA_DATABASE_URL in a PostgreSQL
database `micrographia_lists` beside that one, and serves it with one process; with --keep it is used again the next
time. One client asks for each list and filter, as an administrator, as a member of one group, and as an outsider who is
invited to a share: server time by Server-Timing of the first and the last page, also as multiples of one image by its
id in the same run, and the server's CPU (with SQLite the database's too). Then everything is asked for at once: time to
the first byte, memory, tiles and writes meanwhile, a reader who stops reading, one who hangs up.

The goals: at most 8 queries, 50 ms for the first page, 100 ms for the last (95th percentiles); first byte within 1 s,
at most 64 MiB more memory, tiles at most twice as slow. Exit code 1 when one is missed. For Linux.
"""

import argparse
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

import large_catalog
from tile import SIDE, TILE, await_jobs, command, cpu_seconds, path_of, serving, write_pyramid

DATABASE = "micrographia_lists"
QUERIES, FIRST_MS, LAST_MS, FIRST_BYTE_S, MEMORY_MIB, TILE_RATIO = 8, 50, 100, 1, 64, 2
PAGE = 200
ROUNDS, TILES = 10, 15


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--images", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=200, help="for each list and page")
    parser.add_argument("--keep", type=Path, help="a folder for the home, to be used again")
    parser.add_argument("--only", default="", help="only lists whose address has this in it; `stream`: no pages at all")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        missed = measure((options.keep or Path(temporary)).resolve(), options)
    print("\nmissed:" if missed else "\nnothing is missed", *missed, sep="\n  ")
    sys.exit(bool(missed))


def measure(folder: Path, options: argparse.Namespace) -> list[str]:
    home, image = made(folder, options.images)
    known = ids()
    missed: list[str] = []
    with serving(home) as (process, port):
        wait(port)
        await_jobs(home)
        for number in (large_catalog.ADMINISTRATOR, large_catalog.MEMBER, large_catalog.OUTSIDER):
            if options.only != "stream":
                missed += pages(Client(port, number), process.pid, known, options)
        if options.only in ("", "stream"):
            missed += everything(port, process.pid, image)
    return missed


# The home -----------------------------------------------------------------------------------------


def made(folder: Path, images: int) -> tuple[Path, int]:
    """The home, made or found, and the id of an image with pixels. From here on Django knows the home."""
    url = os.environ.get("MICROGRAPHIA_DATABASE_URL", "")
    home = folder / ("postgresql" if url else "sqlite")
    note = home / "made.json"
    there = json.loads(note.read_text()) if note.exists() else {}
    again = there.get("images") == images
    if url:
        os.environ["MICROGRAPHIA_DATABASE_URL"] = database(url, keep=again)
    os.environ |= {"MICROGRAPHIA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "micrographia.server.settings"}
    if not again:
        if home.exists():
            sys.exit(f"{home} holds another catalog: remove it, or keep this one elsewhere")
        folder.mkdir(parents=True, exist_ok=True)
        command(home, "init", "--password-stdin", given="the password of root\n")
    import django

    django.setup()
    if again:
        command(home, "manage", "migrate")
        return home, there["image"]
    start = time.perf_counter()
    large_catalog.make(images)
    print(f"{images} images made in {time.perf_counter() - start:.0f} s", flush=True)
    pyramid = folder / "pyramid.ome.tif"
    if not pyramid.exists():
        write_pyramid(pyramid)
    image = json.loads(command(home, "import", str(pyramid), "--json").splitlines()[0])["image_id"]
    note.write_text(json.dumps({"images": images, "image": image}))
    return home, image


def database(url: str, *, keep: bool) -> str:
    """The address of the benchmark's own database, new unless it is kept."""
    import psycopg

    if not keep:
        with psycopg.connect(urlsplit(url)._replace(path="/postgres").geturl(), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
            connection.execute(f"CREATE DATABASE {DATABASE}")
    return urlsplit(url)._replace(path=f"/{DATABASE}").geturl()


def ids() -> dict[str, int]:
    """What is asked for: things of the member's group, which has the largest of everything."""
    from micrographia.accounts.models import Experimenter, ExperimenterGroup
    from micrographia.catalog.models import Annotation, Dataset, Image, Plate, Project, Run, Screen, Well

    group = ExperimenterGroup.objects.get(name=f"Group {large_catalog.HEAVY}").pk
    here = {"group": group}
    plate = Plate.objects.filter(**here).order_by("pk")[1].pk
    images, large = Image.objects.filter(**here).order_by("pk"), f"Selection of group {large_catalog.HEAVY}"
    return {
        "owner": Experimenter.objects.get(username=large_catalog.name_of(large_catalog.MEMBER)).pk,
        "group": group,
        "image": images.filter(parents=1)[5].pk,
        "selected": images.filter(dataset_links__parent__name=large).last().pk,
        "field": images.filter(well_fields__well__plate=plate)[0].pk,
        "orphan": images.filter(parents=0)[0].pk,
        "dataset": Dataset.objects.filter(**here).order_by("pk")[0].pk,
        "large_dataset": Dataset.objects.get(name=large).pk,
        "project": Project.objects.filter(**here).order_by("pk")[0].pk,
        "screen": Screen.objects.get(**here).pk,
        "plate": plate,
        "run": Run.objects.filter(plate=plate).order_by("pk")[0].pk,
        "well": Well.objects.filter(plate=plate).order_by("pk")[0].pk,
        "tagset": Annotation.objects.get(**here, text="Set 1").pk,
        "tag": Annotation.objects.get(**here, text="Tag 5").pk,
        "heavy_tag": Annotation.objects.get(**here, text="Tag 0").pk,
    }


LISTS = """
groups/ groups/?member={owner} groups/?owner={owner}
experimenters/ experimenters/?group={group} experimenters/?admin=true experimenters/?active=true
containers/ containers/?owner={owner} containers/?group={group} containers/?owner={owner}&group={group}
projects/ projects/?owner={owner} projects/?group={group}
datasets/ datasets/?owner={owner} datasets/?group={group} datasets/?project={project}
datasets/?project={project}&owner={owner} datasets/?orphaned=true datasets/?orphaned=true&owner={owner}
datasets/?orphaned=true&group={group} projects/{project}/datasets/ projects/{project}/datasets/?owner={owner}
images/ images/?owner={owner} images/?group={group} images/?owner={owner}&group={group}
images/?dataset={dataset} images/?dataset={large_dataset} images/?dataset={large_dataset}&owner={owner}
images/?orphaned=true images/?orphaned=true&group={group} images/?orphaned=true&owner={owner}
images/?sizeXYZ=true&date=true&thumbVersion=true images/?embed= images/?embed=pixels,dates
screens/ screens/?owner={owner} screens/?group={group}
plates/ plates/?owner={owner} plates/?group={group} plates/?screen={screen} plates/?orphaned=true
plates/?orphaned=true&owner={owner} screens/{screen}/plates/ screens/{screen}/plates/?owner={owner}
runs/ runs/?owner={owner} runs/?group={group} runs/?plate={plate} plates/{plate}/runs/
plates/{plate}/runs/?owner={owner}
tags/ tags/?owner={owner} tags/?group={group} tags/?tagset={tagset} tags/?orphaned=true
tags/?orphaned=true&owner={owner} tags/?orphaned=true&group={group}
tagged/{tag}/ tagged/?tag={tag} tagged/{heavy_tag}/ tagged/{heavy_tag}/?owner={owner}
tagged/{heavy_tag}/?sizeXYZ=true&date=true tagged/{heavy_tag}/?embed=
shares/ shares/?owner={owner} shares/?member={owner} shares/1/images/ shares/1/images/?embed=thumbnail shares/2/images/
shares/1/comments/ discussions/ discussions/?owner={owner} discussions/?member={owner} discussions/201/comments/
publicContainers/ publicContainers/?owner={owner} publicContainers/?member={owner}
paths/project/{project}/ paths/dataset/{dataset}/ paths/image/{image}/ paths/image/{image}/?page_size=200
paths/image/{selected}/?page_size=200 paths/image/{field}/ paths/image/{orphan}/?page_size=200
paths/screen/{screen}/ paths/plate/{plate}/ paths/run/{run}/ paths/well/{well}/ paths/tag/{tag}/
"""
"""The first share is the large one, the second the outsider's; the first of the discussions is number 201."""


# The client ---------------------------------------------------------------------------------------


class Client:
    """One person's one connection."""

    def __init__(self, port: int, person: int) -> None:
        self.name = large_catalog.name_of(person)
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        secret = b64encode(f"{self.name}:{large_catalog.PASSWORD}".encode()).decode()
        self.headers = {"Authorization": f"Basic {secret}", "Content-Type": "application/json"}

    def ask(self, path: str, method: str = "GET", body: str | None = None) -> http.client.HTTPResponse:
        self.connection.request(method, path, body, self.headers)
        return self.connection.getresponse()

    def total(self, path: str) -> int | None:
        """How many the longest list has; None where this person may not ask."""
        answer = self.ask(f"/api/{path}")
        body = answer.read()
        if answer.status != 200:
            return None
        found = json.loads(body)["meta"]["totalCount"]
        return max(found.values()) if isinstance(found, dict) else found

    def timed(self, path: str) -> tuple[float, int]:
        """ms in the server, and queries."""
        answer = self.ask(f"/api/{path}")
        answer.read()
        header = answer.headers["Server-Timing"]
        queries = re.search(r'desc="(\d+) queries', header)
        return float(re.search(r"total;dur=([\d.]+)", header)[1]), int(queries[1]) if queries else 0


def wait(port: int) -> None:
    for _ in range(300):
        try:
            http.client.HTTPConnection("127.0.0.1", port).request("GET", "/healthz")
            return
        except OSError:
            time.sleep(0.2)
    sys.exit("the server does not answer")


def percentile(found: list[float], part: float) -> float:
    return sorted(found)[int(len(found) * part)]


# Pages --------------------------------------------------------------------------------------------


def pages(client: Client, server: int, known: dict[str, int], options: argparse.Namespace) -> list[str]:
    """Prints a table; gives what was missed."""
    asked = "shares/2/" if client.name == large_catalog.name_of(large_catalog.OUTSIDER) else f"images/{known['image']}/"
    [client.timed(asked) for _ in range(5)]
    one = percentile([client.timed(asked)[0] for _ in range(options.requests)], 0.95)
    print(f"\n{client.name}: {asked} 95 % within {one:.1f} ms. Below: ms, half | 95 % within | times that | CPU\n")
    print("| list | objects | queries | first page | last page |\n|---|---|---|---|---|")
    missed = []
    for path in LISTS.format(**known).split():
        total = client.total(path) if options.only in path else None
        if total is None:
            continue
        first, queries = page(client, server, path, options.requests, one)
        last = None
        if total > PAGE:
            joint = "&" if "?" in path else "?"
            last, more = page(client, server, f"{path}{joint}page={-(-total // PAGE)}", options.requests, one)
            queries = max(queries, more)
        print(f"| `{path}` | {total} | {queries} | {first[1]} | {last[1] if last else ''} |", flush=True)
        if queries > QUERIES or first[0] > FIRST_MS or (last and last[0] > LAST_MS):
            missed.append(
                f"{client.name} {path}: {queries} queries, {first[0]:.0f} and {last[0] if last else 0:.0f} ms"
            )
    return missed


def page(client: Client, server: int, path: str, requests: int, one: float) -> tuple[tuple[float, str], int]:
    """95th percentile in ms, and in words; queries."""
    client.timed(path)
    before = cpu_seconds(server)
    found = [client.timed(path) for _ in range(requests)]
    cpu = 1000 * (cpu_seconds(server) - before) / requests
    times = [ms for ms, _ in found]
    slow = percentile(times, 0.95)
    words = f"{percentile(times, 0.5):.1f} | {slow:.1f} | {slow / one:.1f} × | {cpu:.1f}".replace("|", "·")
    return (slow, words), max(queries for _, queries in found)


# Everything ---------------------------------------------------------------------------------------


def everything(port: int, server: int, image: int) -> list[str]:
    """All images at once, and what others feel of it."""
    client, numbers = Client(port, large_catalog.ADMINISTRATOR), count()
    tile = lambda: seconds(lambda: client.ask(path_of(image, place(next(numbers)), quality())).read())  # noqa: E731
    write = lambda: seconds(lambda: client.ask("/api/projects/", "POST", '{"name": "New"}').read())  # noqa: E731
    quality.number = time.time_ns() % 1000
    [(tile(), write()) for _ in range(20)]
    idle, busy, idle_writes, busy_writes = [], [], [], []
    rest = resident(server)
    with sampled(server) as peak:
        stream = Stream(port)
        stream.start()
        stream.begun.wait(60)
        # In turns, so that both meet the same machine: who does not read leaves the server idle.
        for _ in range(ROUNDS):
            stream.reading.clear()
            time.sleep(0.5)
            idle += [tile() for _ in range(TILES)]
            idle_writes.append(write())
            stream.reading.set()
            time.sleep(0.1)
            busy += [tile() for _ in range(TILES)]
            busy_writes.append(write())
            if stream.over.is_set():
                sys.exit("the catalog is too small: everything was read before anything could be measured")
        stream.join()
    rise = peak() - rest
    ratio = percentile(busy, 0.95) / percentile(idle, 0.95)
    size = stream.bytes / 1e6
    print(f"\nall images: first byte after {stream.first:.2f} s; {size:.0f} MB in {stream.seconds:.0f} s with pauses")
    print(f"memory rises by {rise:.0f} MiB")
    told("tiles", idle, busy)
    told("writes", idle_writes, busy_writes)
    stopped, slow_rise = stopped_reading(port, server)
    print(f"a reader who stops reading: {slow_rise:.0f} MiB; after hanging up {stopped:.2f} s of CPU in a second")
    goals = (
        (stream.first <= FIRST_BYTE_S, f"first byte after {stream.first:.2f} s"),
        (max(rise, slow_rise) <= MEMORY_MIB, f"memory rises by {max(rise, slow_rise):.0f} MiB"),
        (ratio <= TILE_RATIO, f"tiles meanwhile take {ratio:.1f} times as long"),
        (stopped < 0.2, f"the server goes on for who has hung up: {stopped:.2f} s of CPU"),
    )
    return [words for reached, words in goals if not reached]


def told(what: str, idle: list[float], busy: list[float]) -> None:
    before, meanwhile = (1000 * percentile(found, 0.95) for found in (idle, busy))
    print(
        f"{what}: 95 % within {before:.1f} ms, meanwhile {meanwhile:.1f} ms: {meanwhile / before:.1f} × ({len(busy)})"
    )


def seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def place(number: int) -> tuple[int, int]:
    side = SIDE // TILE
    return divmod(number * 577 % (side * side), side)


def quality() -> float:
    """Never the same again, so that no tile was drawn before."""
    quality.number += 1
    return 0.8 + quality.number % 100_000 / 1_000_000


class Stream(Thread):
    """Reads all images as fast as they come."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.port, self.begun, self.reading, self.over = port, Event(), Event(), Event()
        self.reading.set()
        self.first = self.seconds = 0.0
        self.bytes = 0

    def run(self) -> None:
        client, start = Client(self.port, large_catalog.ADMINISTRATOR), time.perf_counter()
        answer = client.ask("/api/images/?page=0")
        self.bytes = len(answer.read(1))
        self.first = time.perf_counter() - start
        self.begun.set()
        end = b""
        while part := answer.read(1 << 18):
            self.bytes += len(part)
            end = (end + part)[-300:]
            self.reading.wait()
        self.seconds = time.perf_counter() - start
        self.over.set()
        if not end.endswith(b"}}"):
            print(f"the stream broke off: {end!r}")


def stopped_reading(port: int, server: int) -> tuple[float, float]:
    """CPU in the second after hanging up; MiB while a reader takes nothing for three seconds."""
    client = Client(port, large_catalog.ADMINISTRATOR)
    rest = resident(server)
    with socket.create_connection(("127.0.0.1", port)) as connection:
        head = (
            f"GET /api/images/?page=0 HTTP/1.1\r\nHost: localhost\r\nAuthorization: {client.headers['Authorization']}"
        )
        connection.sendall(f"{head}\r\n\r\n".encode())
        connection.recv(1000)
        with sampled(server) as peak:
            time.sleep(3)
        rise = peak() - rest
    time.sleep(0.5)
    before = cpu_seconds(server)
    time.sleep(1)
    return cpu_seconds(server) - before, rise


def resident(server: int) -> float:
    """MiB of the processes that answer: the children of the server's first process."""
    children = subprocess.run(["ps", "-o", "rss=", "--ppid", str(server)], capture_output=True, text=True, check=True)
    return sum(map(int, children.stdout.split())) / 1024


@contextmanager
def sampled(server: int) -> Iterator[Callable[[], float]]:
    """Looks at the memory until the end; the function gives the most it has seen."""
    found, over = [resident(server)], Event()

    def look() -> None:
        while not over.wait(0.1):
            found.append(resident(server))

    thread = Thread(target=look)
    thread.start()
    try:
        yield lambda: max(found)
    finally:
        over.set()
        thread.join()


if __name__ == "__main__":
    main()
