"""Where log lines go and how they look: one JSON object a line, without credentials."""

import logging
import logging.config
from collections.abc import MutableMapping
from typing import Any

import structlog

from micrographia.home.config import Config
from micrographia.home.folder import Home

SECRET_WORDS = ("password", "secret", "token", "cookie", "authorization", "bsession", "sessionuuid", "session_key")
HIDDEN = "[hidden]"


def configure(config: Config, home: Home) -> None:
    """Sets up the logs of this process, those of libraries included."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        hide_secrets,
    ]
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "json": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": shared,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        structlog.processors.format_exc_info,
                        structlog.processors.JSONRenderer(),
                    ],
                }
            },
            "handlers": {"main": {**_handler(config, home), "formatter": "json"}},
            "root": {"level": config.log_level.upper(), "handlers": ["main"]},
            # Errors are logged once, by web.errors; refusals and missing pages are no news, nor are names of hosts
            # that are not ours: anybody could fill the log with their traces.
            "loggers": {
                "django.request": {"level": "CRITICAL"},
                "django.security": {"level": "ERROR"},
                "django.security.DisallowedHost": {"level": "CRITICAL"},
            },
        }
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(config.log_level.upper())),
        cache_logger_on_first_use=True,
    )


def warn_of_credentials_in_addresses(config: Config) -> None:
    """Says in the log that credentials are taken from addresses, if they are."""
    log = structlog.get_logger("micrographia.server")
    for setting, parameters in (("bsession", "bsession"), ("query_passwords", "username and password")):
        if getattr(config, setting):
            log.warning("credentials are accepted in addresses, which end up in logs", parameters=parameters)


def hide_secrets(logger: object, method: str, facts: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Hides every fact whose name says that it is a credential."""
    for name in facts:
        if any(word in name.lower() for word in SECRET_WORDS):
            facts[name] = HIDDEN
    return facts


def _handler(config: Config, home: Home) -> dict[str, Any]:
    if config.log_to == "stderr":
        return {"class": "logging.StreamHandler"}
    # Several processes append to one file: rotation is left to the system's logrotate.
    return {"class": "logging.handlers.WatchedFileHandler", "filename": str(home.logs / "server.log")}
