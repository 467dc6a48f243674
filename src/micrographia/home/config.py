"""What a lab can set, from config.toml and MICROGRAPHIA_* variables."""

import json
import os
import re
import tomllib
from pathlib import Path
from textwrap import wrap
from typing import Annotated, Any, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from micrographia.errors import Invalid

PREFIX = "MICROGRAPHIA_"
MIB = 1024 * 1024
_HOST = re.compile(r"(\.?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")
_SECRET = frozenset({"database_url", "s3_endpoint", "s3_access_key", "s3_secret_key", "s3_session_token"})
"""Settings whose values are not repeated: they may hold passwords."""


class BadConfig(Invalid):
    """A setting cannot be used; the message names the setting, where it stands and what would be right."""


def _split(value: object) -> object:
    """A variable holds a list as words between commas."""
    return [word.strip() for word in value.split(",") if word.strip()] if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]


def _is_web(value: str) -> str:
    parts = urlsplit(value)
    if not value.startswith("/") and (parts.scheme not in ("http", "https") or not parts.hostname):
        raise ValueError("must look like https://figure.lab.example/ or /webclient/pages/figure/")
    return value


WebAddress = Annotated[str, AfterValidator(_is_web)]


class Program(BaseModel):
    """Another program that pages can offer for an object, as `open_with` tells it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(min_length=1)
    url: WebAddress
    label: str | None = None
    supported_objects: tuple[str, ...] | None = None
    target: str | None = None
    script_url: WebAddress | None = None


class Config(BaseSettings):
    """Every setting: a variable MICROGRAPHIA_<SETTING> wins over config.toml, and that over the default."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)
    # Django's settings ask each of their values for this at every use; what a model lacks it takes long to say.
    _mask_wrapped: ClassVar[bool] = True

    public_url: str = Field(
        "",
        description="Address under which people reach this server, such as https://lab.example/omero. "
        "Empty: whatever address the request came to, at the root.",
    )
    allowed_hosts: Words = Field(
        ("localhost", "127.0.0.1", "[::1]"),
        description="Host names under which requests are answered, besides that of public_url; a name that begins "
        "with a dot takes in its subdomains.",
    )
    cors_origins: Words = Field(
        (),
        description="Origins such as https://figure.lab.example whose pages may read answers, with the credentials of "
        "whoever looks at them. * alone lets all pages read, without credentials.",
    )
    trusted_proxies: Words = Field(
        (),
        description="Addresses of proxies whose X-Forwarded-For is believed when failed log-ins are counted.",
    )
    database_url: str = Field(
        "",
        description="postgresql://user:password@host:5432/name or sqlite:///path. Empty: SQLite in the home folder.",
    )
    redis_url: str = Field(
        "",
        description="redis://host:6379/0 to wake workers on many machines. Empty: the queue is in the home folder.",
    )
    import_memory_bytes: int = Field(
        512 * MIB,
        ge=64 * MIB,
        description="Most memory for reading one fileset while it is imported, in bytes.",
    )
    import_seconds: int = Field(
        120, ge=1, description="Most processor time for reading one fileset while it is imported, in seconds."
    )
    import_statistics_bytes: int = Field(
        64 * MIB, ge=0, description="Images with at most so many bytes of pixels are read whole when they are imported."
    )
    workers: int = Field(0, ge=0, le=256, description="Server processes. 0: as many as cores.")
    threads: int = Field(
        64,
        ge=4,
        le=1024,
        description="Requests that one server process has in hand, those that wait for a core included.",
    )
    database_connections: int = Field(
        12, ge=2, le=1000, description="Connections to PostgreSQL that one server process may have."
    )
    draw_queue: int = Field(
        40,
        ge=0,
        le=1000,
        description="Pictures that may wait in one server process for a free core; beyond that it answers 503.",
    )
    session_idle_seconds: int = Field(
        86_400, ge=60, le=31_536_000, description="A person who does nothing for so long is signed out."
    )
    login_failures_per_minute: int = Field(
        10,
        ge=1,
        le=1000,
        description="Failed log-ins per account and per address in a minute before more are refused.",
    )
    bsession: bool = Field(
        False, description="Accept ?bsession=<session uuid> in addresses. Addresses end up in logs: off by default."
    )
    query_passwords: bool = Field(
        False,
        description="Accept ?username=…&password=… in addresses. Addresses end up in logs: off by default.",
    )
    public_user: str = Field(
        "",
        description="User name of an ordinary account in whose name anybody may ask who is not signed in; empty: "
        "nobody may. What this account sees, everybody sees.",
    )
    public_url_filter: str = Field(
        "",
        description="Regular expression that is searched in the path; only where it is found the public user counts. "
        "Empty: nowhere.",
    )
    public_get_only: bool = Field(True, description="The public user may only read.")
    thumbnail_size: int = Field(64, ge=16, le=512, description="Longest side of a thumbnail, in pixels.")
    thumbnails_at_once: int = Field(
        50, ge=1, le=1000, description="Most thumbnails in one answer of get_thumbnails; above it 400."
    )
    plate_layout: Literal["expand", "trim", "shrink"] = Field(
        "expand",
        description="What is shown of a plate where the address does not say: expand: 8 x 12, 16 x 24 … places; "
        "trim: from A1 to the last well; shrink: from the first well to the last.",
    )
    open_with: tuple[Program, ...] = Field(
        (),
        description="Other programs that pages can offer for an object: tables [[open_with]] with id and url, and, if "
        "wanted, label, supported_objects, target and script_url. In a variable: JSON.",
    )
    page_size: int = Field(200, ge=1, le=100_000, description="Objects on one page of a list.")
    max_page_size: int = Field(
        0, ge=0, description="Most objects in one answer of /api/, also when everything is asked for. 0: no limit."
    )
    orphaned_name: str = Field(
        "Orphaned images", min_length=1, description="What /api/containers/ calls the images that are in no container."
    )
    api_post_deletes: bool = Field(
        True, description="An empty POST to a project or dataset of /api/ deletes it, as the 2016 document has it."
    )
    max_upload_bytes: int = Field(
        64 * MIB, ge=1024, le=1024 * MIB, description="Largest body of a request that is no file upload, in bytes."
    )
    max_download_bytes: int = Field(
        1024 * MIB, ge=0, description="Most bytes of original files in one ZIP; above it 403. 0: no limit."
    )
    max_request_bytes: int = Field(
        256 * MIB, ge=MIB, description="Most memory that the pixels of one request may need, in bytes."
    )
    max_movie_frames: int = Field(1000, ge=1, le=1_000_000, description="Most frames of one movie; above it 400.")
    max_movie_pixels: int = Field(
        256 * MIB,
        ge=1024,
        description="Most pixels that one movie shows, all frames together, each section of a projection counted; "
        "above it 400.",
    )
    decoded_memory_bytes: int = Field(
        0,
        ge=0,
        description="Memory for decoded parts of images, in bytes, all server processes together; they divide it. "
        "0: a quarter of the machine's memory (of the container's, if it has less), at most 4 GiB.",
    )
    picture_memory_bytes: int = Field(
        64 * MIB, ge=0, description="Memory per process for pictures that were drawn before, in bytes."
    )
    picture_disk_bytes: int = Field(
        2048 * MIB,
        ge=MIB,
        description="Disk space for thumbnails and costly pictures that were drawn before, in bytes.",
    )
    plan_memory_bytes: int = Field(
        16 * MIB, ge=0, description="Memory per process for which image looks how to whom, in bytes."
    )
    open_files: int = Field(512, ge=1, description="Image files that one process keeps open.")
    viewer_memory_bytes: int = Field(4 * MIB, ge=0, description="Memory per process for who is signed in, in bytes.")
    remote_hosts: Words = Field(
        (),
        description="Hosts from which images may be imported by https://, http:// and s3:// addresses, such as "
        "images.example or store.lab.example:9000; a name that begins with a dot takes in its subdomains. "
        "Empty: none.",
    )
    remote_private_hosts: Words = Field(
        (),
        description="The same for hosts of the own network or of this machine, which are refused otherwise.",
    )
    remote_seconds: float = Field(
        15, ge=0.1, le=120, description="Longest wait for one answer of another machine, in seconds."
    )
    remote_memory_bytes: int = Field(
        64 * MIB,
        ge=0,
        description="Memory per process for those parts of files on other machines that are read again and again, "
        "in bytes.",
    )
    s3_endpoint: str = Field(
        "",
        description="Address of the object store that s3:// means, such as https://store.lab.example:9000; its host "
        "must be among remote_hosts or remote_private_hosts. Empty: that of Amazon for s3_region.",
    )
    s3_region: str = Field("us-east-1", description="Region of the object store.", pattern=r"^[a-z0-9-]{1,63}$")
    s3_access_key: str = Field(
        "", description="Access key for the object store. Empty: requests are not signed, as for public buckets."
    )
    s3_secret_key: str = Field("", description="Secret key that belongs to s3_access_key.", repr=False)
    s3_session_token: str = Field("", description="Session token, for keys that need one.", repr=False)
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The least important lines that are logged."
    )
    log_to: Literal["stderr", "file"] = Field(
        "stderr", description="stderr, or file: logs/server.log in the home folder."
    )
    debug: bool = Field(False, description="Send traces of errors to the browser. Only for development.")

    @field_validator("public_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if not value:
            return value
        parts = urlsplit(value)
        extra = parts.query or parts.fragment or parts.username
        if parts.scheme not in ("http", "https") or not parts.hostname or extra:
            raise ValueError("must look like https://lab.example or https://lab.example/omero")
        return value.rstrip("/")

    @field_validator("public_url_filter")
    @classmethod
    def _is_an_expression(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"must be a regular expression: {error}") from error
        return value

    @field_validator("cors_origins")
    @classmethod
    def _are_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for origin in value:
            parts = urlsplit(origin)
            if origin != "*" and (
                parts.scheme not in ("http", "https") or origin != f"{parts.scheme}://{parts.netloc}"
            ):
                raise ValueError(
                    "each must look like https://figure.lab.example, with neither path nor last slash, or *"
                )
        return value

    @field_validator("remote_hosts", "remote_private_hosts")
    @classmethod
    def _are_hosts(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(_HOST.fullmatch(host) for host in value):
            raise ValueError("each must look like images.example, store.lab.example:9000 or .images.example")
        return value

    @field_validator("s3_endpoint")
    @classmethod
    def _is_an_endpoint(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.username):
            raise ValueError("must look like https://store.lab.example:9000")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, value: str) -> str:
        if value and not value.startswith(("postgresql://", "postgres://", "sqlite:///")):
            raise ValueError("must begin with postgresql:// or sqlite:///")
        return value


def load(path: Path) -> Config:
    """The settings of a home with this config.toml; where there is no such file, the environment's and the defaults.

    Raises BadConfig.
    """
    written = _written(path)
    in_environment = {name for name in written if _variable(name) in os.environ}
    try:
        return Config(**{name: value for name, value in written.items() if name not in in_environment})
    except ValidationError as error:
        raise BadConfig("; ".join(_fault(path, written, fault) for fault in error.errors())) from error


def template() -> str:
    """A config.toml in which every setting stands as a comment, with its meaning and its default."""
    lines = ["# Settings of this Micrographia server. Each can also be set as MICROGRAPHIA_<SETTING>, which wins.\n"]
    for name, field in Config.model_fields.items():
        value = list(field.default) if isinstance(field.default, tuple) else field.default
        lines += [*wrap(field.description or "", 110, initial_indent="# ", subsequent_indent="# ")]
        lines += [f"# {name} = {json.dumps(value)}\n"]
    return "\n".join(lines)


def _written(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadConfig(f"{path} is not TOML: {error}") from error


def _variable(name: str) -> str:
    return f"{PREFIX}{name.upper()}"


def _fault(path: Path, written: dict[str, Any], fault: ErrorDetails) -> str:
    name = str(fault["loc"][0]) if fault["loc"] else "settings"
    whole = ".".join(str(part) for part in fault["loc"]) or name
    if fault["type"] == "extra_forbidden":
        return f"{path}: there is no setting {whole}"
    place = _variable(name) if _variable(name) in os.environ or name not in written else str(path)
    given = "" if name in _SECRET or fault["type"] == "missing" else f", not {fault['input']!r}"
    return f"{place}: {whole}: {fault['msg'].removeprefix('Value error, ')}{given}"
