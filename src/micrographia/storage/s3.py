"""Objects of an S3 bucket: web files whose requests are signed (AWS Signature Version 4)."""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import ClassVar
from urllib.parse import quote

from micrographia.errors import Invalid, Unreadable
from micrographia.storage.access import S3Access
from micrographia.storage.http import Blocks, HttpStore
from micrographia.storage.http_client import HttpClient, Target
from micrographia.storage.url import Url

_NOTHING = hashlib.sha256(b"").hexdigest()
_METHOD = "AWS4-HMAC-SHA256"


def _now() -> datetime:
    return datetime.now(UTC)


class S3Store(HttpStore):
    """root: s3://bucket/… . Requests go to the endpoint with the bucket in the path, and are never redirected.

    Without keys they are not signed, as for buckets that everybody may read.
    """

    scheme: ClassVar[str] = "s3"

    def __init__(
        self, root: Url, client: HttpClient, blocks: Blocks, s3: S3Access, now: Callable[[], datetime] = _now
    ) -> None:
        super().__init__(root, client, blocks)
        self._s3, self._now = s3, now
        self._endpoint = endpoint_of(s3)

    def _target(self, key: str, headers: Mapping[str, str], method: str = "GET") -> Target:
        target = super()._target(key, headers, method)
        below = f"/{self._endpoint.quoted}" if self._endpoint.path else ""
        origin = self._endpoint.scheme, self._endpoint.host, self._endpoint.port
        target = replace(target, origin=origin, path=f"{below}/{self.root.host}{target.path}", may_move=False)
        return signed(target, self._s3, self._now()) if self._s3.access_key else target


def endpoint_of(s3: S3Access) -> Url:
    """Where the buckets are. Raises Unreadable when that is no web address."""
    try:
        found = Url.parse(s3.endpoint or f"https://s3.{s3.region}.amazonaws.com")
    except Invalid as error:
        raise Unreadable(f"s3_endpoint in config.toml: {error}") from None
    if found.scheme == "s3":
        raise Unreadable("s3_endpoint in config.toml: an endpoint begins with https:// or http://")
    return found


def signed(target: Target, s3: S3Access, moment: datetime) -> Target:
    """The request with its signature. All that it says besides its own headers is signed; it has no body."""
    stamp = moment.strftime("%Y%m%dT%H%M%SZ")
    said = {"host": target.host, "x-amz-content-sha256": _NOTHING, "x-amz-date": stamp}
    if s3.session_token:
        said["x-amz-security-token"] = s3.session_token
    names = ";".join(sorted(said))
    lines = "".join(f"{name}:{said[name]}\n" for name in sorted(said))
    path, _, query = target.path.partition("?")
    asked = "\n".join((target.method, quote(path, safe="/-_.~%"), query, lines, names, _NOTHING))
    scope = f"{stamp[:8]}/{s3.region}/s3/aws4_request"
    text = "\n".join((_METHOD, stamp, scope, hashlib.sha256(asked.encode()).hexdigest()))
    key = f"AWS4{s3.secret_key}".encode()
    for part in scope.split("/"):
        key = _keyed(key, part)
    credential = f"{s3.access_key}/{scope}"
    value = f"{_METHOD} Credential={credential},SignedHeaders={names},Signature={_keyed(key, text).hex()}"
    del said["host"]  # the client says it
    return replace(target, headers={**target.headers, **said, "Authorization": value})


def _keyed(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
