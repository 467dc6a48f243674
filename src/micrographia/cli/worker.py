"""`micrographia worker`: the process that does the jobs."""

from __future__ import annotations

from typing import Annotated

import typer

from micrographia.cli.home import HomeOption, open_home


def worker(
    threads: Annotated[int, typer.Option(min=1, max=64, help="Jobs at the same time.")] = 2,
    home: HomeOption = None,
) -> None:
    """Do jobs until told to stop. `serve` starts one by itself; more can run, also on other machines with the same
    PostgreSQL and Redis."""
    open_home()
    from micrographia.server.worker import main

    main(threads)
