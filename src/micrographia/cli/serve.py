"""`micrographia serve`: the server, with one worker beside it."""

from __future__ import annotations

from typing import Annotated

import typer

from micrographia.cli.home import HomeOption, open_home
from micrographia.errors import Busy, Invalid


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 4080,
    workers: Annotated[
        int | None, typer.Option(min=1, max=256, help="Server processes: as configured, else as many as cores.")
    ] = None,
    home: HomeOption = None,
) -> None:
    """Serve the home folder until told to stop."""
    open_home()
    from micrographia.server.serve import serve as run

    _require_free(host, port)
    run(host, port, workers)


def _require_free(host: str, port: int) -> None:
    """Says early and in words what the server processes would say late. Raises Invalid, Busy."""
    import socket

    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise Invalid(f"{host!r} is no address of this machine: {error.strerror}", "--host") from None
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise Busy(f"cannot listen on {host} port {port}: {error.strerror}; choose another --port") from None
