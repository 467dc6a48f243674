"""Whatever the OpenAPI document allows and forbids is asked of a running server (schemathesis).

As a program (`scripts/contracts`): the long form. It makes a home, serves it, and asks it as somebody who is signed in
and as nobody; exit 1 when an answer is not as the document has it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from running import PASSWORD, Server, command, serving

NAME = "ada"
PLATE = "plate&plateRows=2&plateColumns=2&fields=2&sizeX=16&sizeY=16.fake"
CONFIG = Path(__file__).with_name("contracts.toml")
"""Which answers to allowed requests may be 400, with the reason of each."""
CONFORMANCE = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "allow_header_conformance",
    "positive_data_acceptance",
)


@dataclass(frozen=True)
class Run:
    """How much is asked. phases: of schemathesis. examples: requests by chance for each address and method."""

    phases: str
    examples: int
    seed: int
    without: str | None = None
    """A regular expression of addresses that are left out."""


def make_home(place: Path) -> Path:
    """A home with a person, some images and a plate, and one of everything that the JSON API makes."""
    home, files = place / "home", place / "files"
    files.mkdir(parents=True)
    for number in range(1, 7):
        (files / f"a{number}&sizeX=32&sizeY=32&sizeC=2&sizeZ=2.fake").touch()
    (files / PLATE).touch()
    command(home, "init", "--admin", "root", "--password-stdin", given=PASSWORD)
    command(home, "group", "add", "Lab", "--level", "rwra--")
    command(home, "user", "add", NAME, "--group", "Lab:owner", "--password-stdin", given=PASSWORD)
    command(home, "import", str(files), "--user", NAME, "--project", "Samples")
    return home


def make_things(server: Server) -> None:
    """Tags, links, a share and a discussion with the ids that the document's examples name."""
    for address, body in (
        ("/api/tags/", {"value": "Phases", "tagset": True}),
        ("/api/tags/", {"value": "Control", "parent": 1}),
        ("/api/links/", {"links": [{"parentType": "tag", "parentId": 2, "childType": "image", "childId": 1}]}),
        ("/api/shares/", {"images": [1, 2], "message": "Look"}),
        ("/api/discussions/", {"message": "What now?"}),
        ("/api/screens/", {"name": "A screen"}),
    ):
        answer = server.post(address, body)
        assert answer.status < 300, answer.body


def ask(server: Server, run: Run, name: str | None) -> subprocess.CompletedProcess[str]:
    """Asks everything, in the person's name or in nobody's."""
    who = [] if name is None else ["--auth", f"{name}:{PASSWORD}"]
    checks = CONFORMANCE if name is not None else CONFORMANCE[:5]
    without = [] if run.without is None else ["--exclude-path-regex", run.without]
    with tempfile.TemporaryDirectory() as folder:  # where it leaves what it remembers
        return subprocess.run(
            [
                *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG)),
                *("run", f"{server.url}/api/openapi.json", *who, *without),
                *("--checks", ",".join(checks), "--phases", run.phases, "--continue-on-failure"),
                *(
                    "--max-examples",
                    str(run.examples),
                    "--seed",
                    str(run.seed),
                    "--warnings",
                    "off",
                    "--suppress-health-check",
                    "all",
                ),
            ],
            capture_output=True,
            text=True,
            check=False,
            cwd=folder,
            env={**os.environ, "NO_COLOR": "1"},
        )


def main() -> int:
    """Both ways, and what was found."""
    parser = argparse.ArgumentParser(prog="scripts/contracts", description=__doc__)
    parser.add_argument("--examples", type=int, default=50, help="requests by chance for each address and method")
    parser.add_argument("--seed", type=int, default=1, help="another number asks other things")
    options = parser.parse_args()
    run = Run("examples,coverage,fuzzing,stateful", options.examples, options.seed)
    failed = 0
    with tempfile.TemporaryDirectory() as place, serving(make_home(Path(place))) as server:
        mine = Server(server.url, NAME)
        make_things(mine)
        for name in (None, NAME):
            print(f"As {name or 'nobody'}:", flush=True)
            done = ask(server, run, name)
            print("\n".join(line[:300] for line in done.stdout.splitlines()), done.stderr, flush=True)
            failed |= done.returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())
