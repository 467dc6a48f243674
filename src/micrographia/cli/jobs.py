"""`micrographia jobs`: what work waits, runs, is done or failed."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from micrographia.cli.home import HomeOption, JsonOption, open_home
from micrographia.errors import Invalid


def jobs(
    state: Annotated[str, typer.Option(help="Only those that are queued, running, done or failed.")] = "",
    json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    """List the jobs, the oldest first."""
    open_home()
    from micrographia.cli.listing import show
    from micrographia.jobs.models import Job, State

    if state and state not in State.values:
        raise Invalid(f"--state is one of {', '.join(State.values)}, not {state!r}", "--state")
    found = Job.objects.filter(**({"state": state} if state else {})).order_by("pk")
    show((_shown(job) for job in found.iterator()), json)


def _shown(job: Any) -> dict[str, Any]:
    return {
        "id": job.pk,
        "task": job.task,
        "params": job.params,
        "state": job.state,
        "done": round(job.done, 3),
        "attempts": job.attempts,
        "created": job.created,
        "started": job.started,
        "ended": job.ended,
        "message": job.message,
    }
