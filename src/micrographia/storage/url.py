"""Addresses of things that lie on other machines."""

import ipaddress
import posixpath
import re
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote_to_bytes, urlsplit

from micrographia.errors import Invalid

PORTS = {"http": 80, "https": 443, "s3": 0}
_BEGINS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://?")
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"(?=.{{1,253}}$){_LABEL}(?:\.{_LABEL})*")
_AT = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[^\[\]:%]+)(?::[0-9]{1,5})?")
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


@dataclass(frozen=True, slots=True)
class Url:
    """Where an object or a folder of another machine lies. Holds neither password nor query, so it may be shown.

    scheme: http, https or s3. host: in lower case, of s3 the bucket. port: 0 for s3. path: decoded, without slashes
    at its ends, no part of it empty, "." or "..".
    """

    scheme: str
    host: str
    port: int
    path: str = ""

    @classmethod
    def parse(cls, text: str) -> "Url":
        """Raises Invalid, with a sentence that says what would be right."""
        if any(ord(letter) <= 32 or letter in '\\"<>^`{|}\x7f' for letter in text):
            raise Invalid("an address holds no spaces, backslashes or quotation marks; write %20 and the like")
        try:
            parts = urlsplit(text)
            port = parts.port
        except ValueError as error:
            raise Invalid(f"this is no address: {error}") from None
        if parts.scheme not in PORTS or not parts.netloc:
            raise Invalid("an address begins with https://, http:// or s3://")
        if "@" in parts.netloc:
            raise Invalid("an address holds no user name and no password; the keys of s3 stand in config.toml")
        if parts.query or parts.fragment or "?" in text or "#" in text:
            raise Invalid("an address has no ? and no #: what stands behind may be a secret, and would be shown")
        if not _AT.fullmatch(parts.netloc):
            raise Invalid(f"{parts.netloc[:80]!r} is no host")
        if parts.scheme == "s3" and port is not None:
            raise Invalid("an address of s3 is s3://bucket/key; where the bucket is says s3_endpoint in config.toml")
        host = host_of(parts.hostname or "", bucket=parts.scheme == "s3")
        return cls(parts.scheme, host, PORTS[parts.scheme] if port is None else port, _path(parts.path))

    def __str__(self) -> str:
        path = f"/{self.quoted}" if self.path else ""
        return f"{self.scheme}://{self.origin}{path}"

    def __truediv__(self, key: str) -> "Url":
        return replace(self, path="/".join(part for part in (self.path, key) if part))

    @property
    def origin(self) -> str:
        """The host, with its port where that is not the usual one."""
        return origin_text(self.scheme, self.host, self.port)

    @property
    def quoted(self) -> str:
        """The path as it stands in a request."""
        return quote(self.path, safe="/-_.~")

    @property
    def name(self) -> str:
        return posixpath.basename(self.path)

    @property
    def parent(self) -> "Url":
        return replace(self, path=posixpath.dirname(self.path))


def is_url(text: str) -> bool:
    """Whether somebody means an address, be it a good one or not, rather than a file."""
    return _BEGINS.match(text) is not None


def origin_text(scheme: str, host: str, port: int) -> str:
    """A host as lists and headers write it, with its port where that is not the usual one."""
    host = f"[{host}]" if ":" in host else host
    return host if port == PORTS[scheme] else f"{host}:{port}"


def host_of(text: str, bucket: bool = False) -> str:
    """A host as resolvers and lists know it. Raises Invalid for the other ways in which a host can be written."""
    host = text.lower()
    if bucket:
        if _BUCKET.fullmatch(host) and ".." not in host:
            return host
        raise Invalid(f"{text[:80]!r} is no name of a bucket")
    if ":" in host:
        try:
            return ipaddress.IPv6Address(host).compressed
        except ValueError:
            raise Invalid(f"{text[:80]!r} is no host") from None
    last = host.rpartition(".")[2]
    if last.isdigit() or last.startswith("0x"):
        try:
            return str(ipaddress.IPv4Address(host))
        except ValueError:
            raise Invalid(f"{text[:80]!r} is no host: an IPv4 address is four numbers from 0 to 255") from None
    if not _NAME.fullmatch(host):
        raise Invalid(f"{text[:80]!r} is no host; names with other letters are written as xn--…")
    return host


def _path(quoted: str) -> str:
    """Decoded. Raises Invalid for one that means another place, or no single one."""
    parts = []
    for part in quoted.strip("/").split("/") if quoted.strip("/") else []:
        try:
            name = unquote_to_bytes(part).decode()
        except UnicodeDecodeError:
            raise Invalid("the path of an address is UTF-8") from None
        if name in ("", ".", "..") or "/" in name or "\\" in name or any(ord(letter) < 32 for letter in name):
            raise Invalid(f"{part[:80]!r} is no part of the path of an address")
        parts.append(name)
    return "/".join(parts)
