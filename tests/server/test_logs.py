import json
import subprocess
import sys

import pytest
import structlog

from micrographia.home.config import Config
from micrographia.home.folder import Home
from micrographia.server.logs import HIDDEN, hide_secrets, warn_of_credentials_in_addresses

TALK = """
import logging, sys
from pathlib import Path
from micrographia.home.config import Config
from micrographia.home.folder import Home
from micrographia.server import logs
logs.configure(Config(log_to=sys.argv[1], log_level="info"), Home(Path(sys.argv[2])))
import structlog
structlog.get_logger("ours").info("hello", path="/x", password="canary")
structlog.get_logger("ours").debug("not told")
logging.getLogger("theirs").warning("and %s", "they")
logging.getLogger("django.security.DisallowedHost").error("anybody can cause this")
"""


def talk(where, home):
    return subprocess.run(
        [sys.executable, "-c", TALK, where, str(home.path)], capture_output=True, text=True, check=True
    )


def test_one_json_object_a_line_ours_and_theirs(tmp_path):
    home = Home(tmp_path / "home")
    home.create()
    for text in (talk("stderr", home).stderr, (talk("file", home), (home.logs / "server.log").read_text())[1]):
        lines = [json.loads(line) for line in text.splitlines()]
        assert [(line["logger"], line["level"], line["event"]) for line in lines] == [
            ("ours", "info", "hello"),
            ("theirs", "warning", "and they"),
        ]
        assert (lines[0]["path"], lines[0]["password"]) == ("/x", HIDDEN)


def test_credentials_are_hidden_by_their_names():
    facts = {"sessionUuid": "a", "X-CSRFToken": "b", "Authorization": "c", "path": "/d", "Cookie": "e"}
    assert hide_secrets(None, "info", facts) == {
        "sessionUuid": HIDDEN, "X-CSRFToken": HIDDEN, "Authorization": HIDDEN, "path": "/d", "Cookie": HIDDEN,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "told"),
    [({}, []), ({"bsession": True}, ["bsession"]), ({"query_passwords": True}, ["username and password"])],
)
def test_credentials_in_addresses_are_warned_of(changes, told):
    with structlog.testing.capture_logs() as lines:
        warn_of_credentials_in_addresses(Config(**changes))
    assert [(line["parameters"], line["log_level"]) for line in lines] == [(each, "warning") for each in told]
