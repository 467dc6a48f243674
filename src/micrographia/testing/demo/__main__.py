"""`python -m micrographia.testing.demo`: makes the demo where there is none yet, and serves it."""

from __future__ import annotations

import argparse
import os
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

from micrographia.errors import MicrographiaError
from micrographia.testing.demo.logins import MEMBER, OWNER, Logins
from micrographia.testing.demo.make import make
from micrographia.testing.demo.place import DemoPlace

PATIENCE = 30.0
"""How long the server may take to answer, in seconds."""


def main() -> int:
    """The exit code."""
    options = _options()
    place = DemoPlace(options.folder.absolute())
    os.environ["MICROGRAPHIA_HOME"] = str(place.home)
    os.environ.pop("MICROGRAPHIA_DATABASE_URL", None)  # the demo is always of one piece
    os.environ.setdefault("MICROGRAPHIA_LOG_TO", "file")  # the address and the login stay on the screen
    place.root.mkdir(parents=True, exist_ok=True)
    logins = Logins.kept_in(place.logins)
    try:
        if not place.is_complete():
            place.clear()
            make(place, logins, _say)
        _serve(options.port, logins)
    except MicrographiaError as error:
        sys.stderr.write(f"demo: {error}\n")
        return 1
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/demo", description="Serve Micrographia with sample images.")
    parser.add_argument("--folder", type=Path, default=Path("demo-home"), help="where home and samples are kept")
    parser.add_argument("--port", type=int, help="port to listen on; 4080, or a free one where that is taken")
    return parser.parse_args()


def _serve(port: int | None, logins: Logins) -> None:
    """Serves until somebody says stop; tells address and login as soon as the server answers."""
    from micrographia.cli.home import open_home

    open_home()
    from micrographia.server.serve import serve

    chosen = port or _free_port(4080)
    threading.Thread(target=_tell_when_ready, args=(chosen, logins), daemon=True).start()
    serve("127.0.0.1", chosen)


def _free_port(wanted: int) -> int:
    """The wanted port, or any when somebody listens there."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise MicrographiaError("no port of this machine is free")


def _tell_when_ready(port: int, logins: Logins) -> None:
    url = f"http://127.0.0.1:{port}/"
    end = time.monotonic() + PATIENCE
    while not _answers(f"{url}healthz"):
        if time.monotonic() > end:
            _say(f"the server does not answer at {url}")
            return
        time.sleep(0.1)
    _say(f"ready: {url}")
    _say(f"login: {OWNER} / {logins.passwords[OWNER]}   (a colleague: {MEMBER} / {logins.passwords[MEMBER]})")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
