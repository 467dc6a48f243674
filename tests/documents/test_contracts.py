"""A running server answers as its OpenAPI document says, whatever is asked (`scripts/contracts` is the long form)."""

import re

import pytest

from contracts import NAME, Run, ask, make_home, make_things
from running import Server, serving

# The addresses below /webclient/ are WebGateway's again. What is asked by chance is dear: here only of the JSON API.
AGAIN = "^/webclient/(?!log|keep|api)"
RUNS = [
    (None, Run("examples", 1, seed=1, without=AGAIN), 125),
    (NAME, Run("examples", 1, seed=1, without=AGAIN), 125),
    (NAME, Run("fuzzing", 1, seed=1, without="^/(?!api/)"), 55),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serving(make_home(tmp_path_factory.mktemp("contracts"))) as server:
        mine = Server(server.url, NAME)
        make_things(mine)
        yield mine


@pytest.mark.parametrize(("name", "run", "least"), RUNS)
def test_every_answer_is_as_the_document_has_it(server, name, run, least):
    done = ask(server, run, name)
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr
    asked = re.search(r"Selected: (\d+)", done.stdout)
    assert asked is not None
    assert int(asked[1]) >= least
