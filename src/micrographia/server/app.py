"""What each server process loads: Django inside the shell."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "micrographia.server.settings")

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from micrographia.server import logs
from micrographia.server.address import PublicAddress
from micrographia.server.shell import Shell

django.setup()
logs.configure(settings.MICROGRAPHIA, settings.MICROGRAPHIA_HOME)
address = PublicAddress.parse(settings.MICROGRAPHIA.public_url)
app = Shell(WSGIHandler(), settings.MICROGRAPHIA.threads, address.prefix, address.scheme)
