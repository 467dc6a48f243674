"""Django's settings, derived from the home folder and its config."""

import os
import secrets
from pathlib import Path

from micrographia.home.config import load
from micrographia.home.folder import Home
from micrographia.server.address import PublicAddress
from micrographia.server.database import database
from micrographia.server.remote import access_of
from micrographia.storage.anywhere import allow

MICROGRAPHIA_HOME = Home(Path(os.environ.get("MICROGRAPHIA_HOME", "home")).resolve())
MICROGRAPHIA = load(MICROGRAPHIA_HOME.config)
allow(access_of(MICROGRAPHIA))
ADDRESS = PublicAddress.parse(MICROGRAPHIA.public_url)

# Without a home (in tests, or before `init`) a secret of this process only.
SECRET_KEY = (
    MICROGRAPHIA_HOME.secret.read_text(encoding="utf-8").strip()
    if MICROGRAPHIA_HOME.secret.is_file()
    else secrets.token_urlsafe(48)
)
DEBUG = False  # Traces for developers are `debug` in config.toml; Django's own DEBUG page shows settings.

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "micrographia.accounts",
    "micrographia.catalog",
    "micrographia.jobs",
    "micrographia.importing",
    "micrographia.web",
    "micrographia.webgateway",
    "micrographia.webclient",
]
ROOT_URLCONF = "micrographia.server.urls"
MIDDLEWARE = [
    "micrographia.web.timing.Timed",
    "micrographia.web.headers.Headers",
    "micrographia.web.cors.Cors",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "micrographia.api_v0.version.ApiVersion",
    "micrographia.web.csrf.Csrf",
    "micrographia.web.errors.Errors",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "builtins": ["micrographia.web.templatetags.joined_static"],
            "loaders": [
                "micrographia.web.home_templates.Loader",
                ("django.template.loaders.cached.Loader", ["django.template.loaders.app_directories.Loader"]),
            ],
        },
    }
]

DATABASES = {"default": database(MICROGRAPHIA.database_url, MICROGRAPHIA_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Experimenter"

ALLOWED_HOSTS = [*MICROGRAPHIA.allowed_hosts, *ADDRESS.hosts]
CSRF_TRUSTED_ORIGINS = list(ADDRESS.origins)
FORCE_SCRIPT_NAME = ADDRESS.prefix
CSRF_COOKIE_SECURE = ADDRESS.secure
CSRF_COOKIE_PATH = ADDRESS.prefix or "/"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "micrographia.web.csrf.failed"
SESSION_COOKIE_NAME = "sessionid"
SESSION_COOKIE_SECURE = ADDRESS.secure
SESSION_COOKIE_PATH = ADDRESS.prefix or "/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# Slashes are settled by the routes: never a redirect, which would lose the body of a POST.
APPEND_SLASH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = MICROGRAPHIA.max_upload_bytes

STATIC_URL = f"{ADDRESS.prefix}/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
LOGGING_CONFIG = None  # micrographia.server.logs sets up the logs when a process starts
