"""Django's settings, derived from the home folder and its config."""

import os
from pathlib import Path

HOME = Path(os.environ.get("MICROGRAPHIA_HOME", "home")).resolve()

SECRET_KEY = "not a secret until the home folder makes one"  # noqa: S105
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "micrographia.accounts",
    "micrographia.catalog",
    "micrographia.jobs",
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / "catalog.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Experimenter"
USE_TZ = True
TIME_ZONE = "UTC"
