"""Plain WSGI against our shell, both under Granian with Django: overhead, abandoned requests, slow readers.

    python benchmarks/http_server.py

Three servers: Granian's WSGI mode; the shell as any ASGI server would run it, by the event loop; and the shell as
`micrographia serve` runs it, where requests without a body go past the loop. Each has one worker and four threads and a
free port. The overhead is measured in turns, so that other work on the machine meets all alike, and the medians are
printed. CPU is that of the server process, read from /proc; so the figures need Linux.
"""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

HERE = Path(__file__).resolve()
THREADS = 4
STEPS, STEP_SECONDS = 20, 0.02
REQUESTS, ROUNDS = 1000, 9
ABANDONED = 40
SLOW_READERS = 8
FILE_BYTES = 64 * 1024 * 1024

# The application, as the servers import it -----------------------------------------------------


def configure() -> None:
    from django.conf import settings

    settings.configure(
        SECRET_KEY="benchmark",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        MIDDLEWARE=[],
        DATABASES={},
    )
    import django

    django.setup()


BODY = os.urandom(30_000)


def plain(request):
    from django.http import HttpResponse

    return HttpResponse(BODY, content_type="image/jpeg")


def slow(request):
    """Works in steps and asks between them whether anybody waits, as `draw` does."""
    from django.http import HttpResponse

    from micrographia.web.abandonment import Abandoned, checkpoint_of

    checkpoint = checkpoint_of(request)
    log = Path(os.environ["BENCHMARK_LOG"])
    for _ in range(STEPS):
        try:
            checkpoint()
        except Abandoned:
            return HttpResponse(status=499)
        time.sleep(STEP_SECONDS)
        with log.open("a") as file:
            file.write("s")
    with log.open("a") as file:
        file.write("E")
    return HttpResponse(BODY)


def download(request):
    from django.http import FileResponse

    return FileResponse(Path(os.environ["BENCHMARK_FILE"]).open("rb"))


def urls():
    from django.urls import path

    return [path("plain/", plain), path("slow/", slow), path("download/", download)]


if os.environ.get("BENCHMARK_SERVER"):
    configure()
    from django.core.handlers.wsgi import WSGIHandler

    urlpatterns = urls()
    wsgi = WSGIHandler()
    if os.environ["BENCHMARK_SERVER"] != "wsgi":
        from micrographia.server import straight
        from micrographia.server.shell import Shell

        asgi = Shell(wsgi, THREADS)
        if os.environ["BENCHMARK_SERVER"] == "straight" and not straight.install(asgi):
            raise SystemExit("this version of Granian has no place for requests that go past the loop")


# The client --------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Server:
    """One Granian with one worker."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.port = free_port()
        self.log = folder / f"{kind}.log"
        self.log.touch()
        self.file = folder / "download.bin"
        environment = os.environ | {
            "BENCHMARK_SERVER": kind,
            "BENCHMARK_LOG": str(self.log),
            "BENCHMARK_FILE": str(self.file),
            "PYTHONPATH": f"{HERE.parent}{os.pathsep}{os.environ.get('PYTHONPATH', '')}",
        }
        interface = "wsgi" if kind == "wsgi" else "asgi"
        command = [sys.executable, "-m", "granian", "--interface", interface, "--workers", "1", "--no-ws", "--no-log"]
        if kind == "wsgi":
            command += ["--blocking-threads", str(THREADS)]
        command += ["--port", str(self.port), f"{HERE.stem}:{interface}"]
        self.process = subprocess.Popen(command, env=environment)
        self.wait()

    def wait(self) -> None:
        for _ in range(200):
            try:
                if self.get("/plain/", timeout=2) == len(BODY):
                    return
            except OSError:
                time.sleep(0.1)
        raise SystemExit("the server did not start")

    def get(self, path: str, timeout: float = 10) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("GET", path)
            return len(connection.getresponse().read())
        finally:
            connection.close()

    def send(self, path: str) -> socket.socket:
        """Asks and does not read."""
        asked = socket.socket()
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        asked.connect(("127.0.0.1", self.port))
        asked.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        return asked

    def cpu_seconds(self) -> float:
        """User and system time of the worker processes."""
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(fields[1]) == self.process.pid:
                ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)


def overhead(server: Server) -> tuple[float, float]:
    """Server CPU and elapsed time per request, in ms, over one kept connection."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    before, start = server.cpu_seconds(), time.perf_counter()
    for _ in range(REQUESTS):
        connection.request("GET", "/plain/")
        connection.getresponse().read()
    elapsed, used = time.perf_counter() - start, server.cpu_seconds() - before
    connection.close()
    return used / REQUESTS * 1000, elapsed / REQUESTS * 1000


def abandoned(server: Server) -> tuple[int, float]:
    """How many of the requests that were hung up on ran to their end, and the share of the work that was done."""
    waiting = [server.send("/slow/") for _ in range(ABANDONED)]
    time.sleep(0.1)
    for asked in waiting:
        asked.close()
    deadline, seen = time.monotonic() + 60, -1
    while time.monotonic() < deadline:
        time.sleep(1)
        size = server.log.stat().st_size
        if size == seen:
            break
        seen = size
    text = server.log.read_text()
    return text.count("E"), text.count("s") / (ABANDONED * STEPS)


def slow_readers(server: Server) -> float | None:
    """How long a small answer takes, in ms, while others download and do not read; None when it does not come."""
    readers = [server.send("/download/") for _ in range(SLOW_READERS)]
    time.sleep(1)
    start = time.perf_counter()
    try:
        server.get("/plain/", timeout=5)
        return (time.perf_counter() - start) * 1000
    except OSError:
        return None
    finally:
        for reader in readers:
            reader.close()


KINDS = {"wsgi": "plain WSGI", "asgi": "shell, by the loop", "straight": "shell, past the loop"}
ROW = "{:20} {:>13} {:>13} {:>22} {:>10} {:>20}"


def main() -> None:
    with tempfile.TemporaryDirectory() as name, ExitStack() as running:
        folder = Path(name)
        with (folder / "download.bin").open("wb") as file:
            file.truncate(FILE_BYTES)
        servers = {kind: Server(kind, folder) for kind in KINDS}
        for server in servers.values():
            running.callback(server.stop)
        costs = [{kind: overhead(server) for kind, server in servers.items()} for _ in range(ROUNDS + 1)][1:]
        print(
            ROW.format("", "CPU/request", "time/request", "abandoned, run to end", "work done", "beside slow readers")
        )
        for kind, server in servers.items():
            used, elapsed = (statistics.median(cost[kind][number] for cost in costs) for number in (0, 1))
            print(ROW.format(KINDS[kind], f"{used:.3f} ms", f"{elapsed:.3f} ms", *manners(server)), flush=True)


def manners(server: Server) -> tuple[str, str, str]:
    """What becomes of abandoned requests, and of others beside slow readers."""
    ended, work = abandoned(server)
    small = slow_readers(server)
    return f"{ended} of {ABANDONED}", f"{work:.0%}", "none within 5 s" if small is None else f"{small:.1f} ms"


if __name__ == "__main__":
    main()
