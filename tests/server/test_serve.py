"""The server as it really runs: started on a free port, asked over the network, stopped."""

import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from micrographia.home.folder import Home
from micrographia.home.lock import HomeInUse, locked
from micrographia.server.serve import hand_down

SERVE = (
    "import django; django.setup(); from micrographia.server.serve import serve; serve('127.0.0.1', {port}, {workers})"
)
PEOPLE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from micrographia.accounts.models import Experimenter, ExperimenterGroup, Membership
anna = Experimenter(username="anna"); anna.set_password("secret pass"); anna.save()
group = ExperimenterGroup.objects.create(name="lab", level="rwra--")
Membership.objects.create(experimenter=anna, group_id=1, position=0)
Membership.objects.create(experimenter=anna, group_id=0, position=1)
Membership.objects.create(experimenter=anna, group=group, position=2)
"""


def environment(home: Home, **settings: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MICROGRAPHIA_")}
    return kept | {
        "MICROGRAPHIA_HOME": str(home.path),
        "DJANGO_SETTINGS_MODULE": "micrographia.server.settings",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    } | settings  # fmt: skip


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    made = Home(tmp_path_factory.mktemp("served") / "home")
    made.create()
    subprocess.run([sys.executable, "-c", PEOPLE], env=environment(made), check=True, timeout=120)
    return made


def fetch(port, path, method="GET", body=None, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


@contextmanager
def served(home, workers=1, **settings):
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE.format(port=port, workers=workers)],
        env=environment(home, **settings),
        stderr=subprocess.PIPE,
    )
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                if fetch(port, "/healthz")[1] == b"OK":
                    break
            except OSError:
                pass
            assert process.poll() is None, process.stderr.read().decode()
            assert time.monotonic() < deadline, "not ready in time"
            time.sleep(0.1)
        yield port, process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=40)


def children_of(pid):
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rsplit(")", 1)[1].split()[1])
            command = (stat.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if parent == pid:
            found[int(stat.parent.name)] = command
    return found


def test_a_served_home_answers_signs_in_and_stops_when_told(home):
    with served(home, workers=2) as (port, process):
        _, body = fetch(port, "/api")
        assert json.loads(body) == {"data": [{"version": "0", "url:base": f"http://127.0.0.1:{port}/api/v0/"}]}

        response, body = fetch(port, "/api/v0/token/")
        token, cookie = json.loads(body)["data"], response.headers["Set-Cookie"].split(";")[0]
        form = "username=anna&password=secret+pass&server=1"
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token, "Cookie": cookie}
        response, body = fetch(port, "/api/v0/login/", "POST", form, headers)
        assert json.loads(body)["eventContext"]["userName"] == "anna"
        session = response.headers["Set-Cookie"].split(";")[0]
        assert fetch(port, "/webclient/keepalive_ping/", headers={"Cookie": session})[1] == b"OK"

        response, body = fetch(port, "/static/web/icon.svg")
        assert response.status == 200
        assert b"<svg" in body
        response, body = fetch(port, "/api/", "HEAD")
        assert (response.status, body) == (200, b"")

        figures = fetch(port, "/metrics", headers={"Cookie": session})[1].decode()
        assert 'micrographia_requests_total{route="api_login",status="200"} 1.0' in figures

        ping = [fetch(port, "/webclient/keepalive_ping/", headers={"Cookie": session})[1] for _ in range(30)]
        assert set(ping) == {b"OK"}, "a session is one in all processes"
        with closing(sqlite3.connect(home.database, timeout=20)) as database, database:
            database.execute("DELETE FROM accounts_session")
        ping = [fetch(port, "/webclient/keepalive_ping/", headers={"Cookie": session})[1] for _ in range(30)]
        assert set(ping) == {b"Connection Failed"}, "a revocation holds at the next request in all processes"

        with pytest.raises(HomeInUse, match=f"is already served by process {process.pid}"), locked(home.lock):
            pass
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=40)
        assert process.returncode == 0
    with locked(home.lock):
        pass


@pytest.mark.postgresql
def test_many_requests_share_few_connections_to_postgresql(tmp_path):
    import psycopg

    from machine import POSTGRESQL

    name = f"micrographia_served_{os.getpid()}"
    server = POSTGRESQL.rsplit("/", 1)[0]
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            home = Home(tmp_path / "home")
            home.create()
            settings = {"MICROGRAPHIA_DATABASE_URL": f"{server}/{name}", "MICROGRAPHIA_DATABASE_CONNECTIONS": "3"}
            subprocess.run([sys.executable, "-c", PEOPLE], env=environment(home, **settings), check=True, timeout=120)
            with served(home, **settings) as (port, _):
                headers = {"Authorization": "Basic " + b64encode(b"anna:secret pass").decode()}
                # Once alone: the server then knows the password and does not hash it for each of the many.
                assert fetch(port, "/webclient/keepalive_ping/", headers=headers)[1] == b"OK"
                with ThreadPoolExecutor(24) as clients:
                    asked = [
                        clients.submit(fetch, port, "/webclient/keepalive_ping/", headers=headers) for _ in range(96)
                    ]
                    assert {answer.result()[1] for answer in asked} == {b"OK"}
                count = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
                # Three of the server process, and those of the worker process with its two threads.
                assert connection.execute(count, (name,)).fetchone()[0] <= 3 + 4
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes through /proc")
def test_no_process_outlives_a_server_that_is_killed(home):
    with served(home, workers=2) as (_, process):
        left = children_of(process.pid)
        assert len(left) == 3
        process.kill()
        deadline = time.monotonic() + 40
        while any(Path(f"/proc/{pid}").exists() for pid in left):
            assert time.monotonic() < deadline, f"of {left} some live on"
            time.sleep(0.2)
    with served(home) as (port, _):
        assert fetch(port, "/healthz")[1] == b"OK"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes through /proc")
def test_processes_that_crash_are_replaced(home):
    with served(home) as (port, process):
        before = children_of(process.pid)
        assert len([command for command in before.values() if "server.worker" in command]) == 1
        time.sleep(6)  # Granian takes a process that ends within 5.5 s of its start for one that never works.
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 40
        while time.monotonic() < deadline:
            now = children_of(process.pid)
            if len(now) == len(before) and not now.keys() & before.keys():
                break
            time.sleep(0.2)
        else:
            raise AssertionError(f"not replaced: {before} → {now}")
        while time.monotonic() < deadline:
            try:
                assert fetch(port, "/healthz")[1] == b"OK"
                break
            except OSError:
                time.sleep(0.2)


@pytest.mark.parametrize(("host", "named"), [("192.0.2.7", "192.0.2.7"), ("0.0.0.0", socket.gethostname())])
def test_what_was_asked_for_reaches_forked_and_spawned_processes(home, settings, monkeypatch, host, named):
    monkeypatch.setattr(os, "environ", dict(os.environ))
    settings.MICROGRAPHIA_HOME = home
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"allowed_hosts": ("localhost",)})
    settings.ALLOWED_HOSTS = ["localhost", "lab.example"]
    hand_down(3, host)
    assert settings.MICROGRAPHIA.workers == 3
    assert ["localhost", "lab.example", named] == settings.ALLOWED_HOSTS
    assert os.environ["MICROGRAPHIA_WORKERS"] == "3"
    assert os.environ["MICROGRAPHIA_ALLOWED_HOSTS"] == f"localhost,{named}"
    assert Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]).is_dir()


def test_a_database_of_another_form_is_refused_with_what_to_do(tmp_path):
    home = Home(tmp_path / "home")
    home.create()
    result = subprocess.run(
        [sys.executable, "-c", SERVE.format(port=free_port(), workers=1)],
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.returncode != 0
    assert "NotReady: The database is not prepared for this version; run: micrographia manage migrate" in result.stderr
