"""Makes the demo's home: people, samples, and what was done with them."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from time import monotonic

from micrographia.cli.main import run
from micrographia.errors import MicrographiaError
from micrographia.testing.demo.logins import ADMINISTRATOR, MEMBER, OWNER, Logins
from micrographia.testing.demo.place import DemoPlace
from micrographia.testing.samples.samples import Samples

GROUP = "Demo lab"
PROJECT = "Samples"
SCREEN = "Compound screen"

Say = Callable[[str], None]


class DemoFailed(MicrographiaError):
    """A step of making the demo did not work; the message is what the command said."""


def make(place: DemoPlace, logins: Logins, say: Say) -> None:
    """Fills an empty place; MICROGRAPHIA_HOME names its home already. Raises DemoFailed."""
    started = monotonic()
    samples = Samples(place.samples)
    # In a process of its own: two kinds of Python work in one process would wait for each other.
    draw = (sys.executable, "-m", "micrographia.testing.samples", str(samples.root))
    with subprocess.Popen(draw) as drawing:  # noqa: S603 - our own command
        _people(logins)
        say(f"home and people made in {monotonic() - started:.0f} s")
    if drawing.returncode != 0:
        raise DemoFailed("the samples could not be drawn")
    say(f"samples drawn in {monotonic() - started:.0f} s")
    whose = ("--user", OWNER, "--group", GROUP)
    folders = sorted({str(path.parent) for path in (samples.living, samples.slide, *samples.fixed)})
    _command("import", *folders, *whose, "--project", PROJECT)
    _command("import", str(samples.plate), *whose, "--screen", SCREEN)
    from micrographia.testing.demo.story import tell

    tell()
    place.complete()
    say(f"samples imported in {monotonic() - started:.0f} s")


def _people(logins: Logins) -> None:
    secret = logins.passwords
    _command("init", "--admin", ADMINISTRATOR, "--password-stdin", typed=secret[ADMINISTRATOR])
    _command("group", "add", GROUP, "--level", "rwra--")
    names = {OWNER: ("Ada", "Example", f"{GROUP}:owner"), MEMBER: ("Ben", "Example", GROUP)}
    for name, (first, last, group) in names.items():
        _command(
            *("user", "add", name, "--first-name", first, "--last-name", last, "--group", group, "--password-stdin"),
            typed=secret[name],
        )


def _command(*words: str, typed: str = "") -> None:
    """Runs a command of `micrographia` in this process; raises DemoFailed with what it said."""
    said = io.StringIO()
    stdin, sys.stdin = sys.stdin, io.StringIO(typed + "\n")
    try:
        with redirect_stdout(said), redirect_stderr(said):
            code = run(words)
    finally:
        sys.stdin = stdin
    if code != 0:
        raise DemoFailed(f"micrographia {_shown(words)}: {said.getvalue().strip()}")


def _shown(words: Sequence[str]) -> str:
    return " ".join(f'"{word}"' if " " in word else word for word in words)
