"""What each server process loads: Django inside the shell."""

import atexit
import logging
import multiprocessing
import os
from functools import partial

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "micrographia.server.settings")

import django
from django.conf import settings
from django.db import connections
from django.urls import set_script_prefix

from micrographia.pictures.quarantine import PICTURES, marked
from micrographia.server import logs, straight
from micrographia.server.address import PublicAddress
from micrographia.server.database import pool
from micrographia.server.handler import Handler
from micrographia.server.shell import Shell


def leave() -> None:
    """Ends the process without taking the interpreter apart, which the server's own threads may not survive."""
    logging.shutdown()
    os._exit(0)


if multiprocessing.parent_process() is not None:
    atexit.register(leave)  # in a process that was spawned, not forked
django.setup()
pool(connections.settings["default"], settings.MICROGRAPHIA.database_connections)
logs.configure(settings.MICROGRAPHIA, settings.MICROGRAPHIA_HOME)
logs.warn_of_credentials_in_addresses(settings.MICROGRAPHIA)
address = PublicAddress.parse(settings.MICROGRAPHIA.public_url)
app = Shell(
    Handler(),
    settings.MICROGRAPHIA.threads,
    address.prefix,
    address.scheme,
    settings.MICROGRAPHIA.max_upload_bytes,
    begin=partial(set_script_prefix, address.prefix),
    life=partial(marked, PICTURES),
)
straight.install(app)
