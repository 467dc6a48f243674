"""The real command and the real server, for tests that go the whole way."""

import base64
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

COMMAND = (sys.executable, "-m", "micrographia")
PASSWORD = "correct horse battery"


def command(home: Path, *arguments: str, given: str = "", check: bool = True) -> subprocess.CompletedProcess[str]:
    """Runs `micrographia` on a home and waits for it."""
    return subprocess.run(
        [*COMMAND, *arguments],
        input=given,
        capture_output=True,
        text=True,
        check=check,
        env=environment(home),
    )


def environment(home: Path) -> dict[str, str]:
    """This machine's without settings of ours but the home, and with the modules that this test run imports."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MICROGRAPHIA_", "DJANGO_"))}
    return {**kept, "MICROGRAPHIA_HOME": str(home), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def json(self) -> object:
        return json.loads(self.body)


@dataclass(frozen=True)
class Server:
    """A server that runs, and who asks it."""

    url: str
    user: str = "root"
    password: str = PASSWORD

    def get(self, path: str, **headers: str) -> Answer:
        return self._asked(urllib.request.Request(self.url + path, headers=headers))

    def post(self, path: str, body: object) -> Answer:
        """Sends JSON."""
        headers = {"Content-Type": "application/json"}
        return self._asked(urllib.request.Request(self.url + path, json.dumps(body).encode(), headers, method="POST"))

    def _asked(self, request: urllib.request.Request) -> Answer:
        token = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        request.add_header("Authorization", f"Basic {token}")
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return Answer(response.status, response.read(), dict(response.headers))
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.read(), dict(error.headers))


@contextmanager
def serving(home: Path, seconds: float = 60) -> Iterator[Server]:
    """`micrographia serve` on a free port, until the block ends; its last lines when it does not come up."""
    port = free_port()
    log = home.parent / f"serve-{port}.log"
    with log.open("wb") as lines:
        process = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(port), "--workers", "1"],
            stdout=lines,
            stderr=subprocess.STDOUT,
            env=environment(home),
        )
        try:
            server = Server(f"http://127.0.0.1:{port}")
            _wait(server, process, time.monotonic() + seconds, log)
            yield server
        finally:
            process.terminate()
            process.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: Server, process: "subprocess.Popen[bytes]", until: float, log: Path) -> None:
    while time.monotonic() < until:
        if process.poll() is not None:
            raise AssertionError(f"the server ended: {log.read_text()[-2000:]}")
        try:
            with urllib.request.urlopen(f"{server.url}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the server does not answer: {log.read_text()[-2000:]}")
