"""The one public address, and what Django wants to know of it."""

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class PublicAddress:
    """Where people reach this server, taken apart.

    prefix: "" at the root, else such as "/omero" without a last slash.
    scheme, hosts, origins: None and empty when no address is set.
    """

    prefix: str = ""
    scheme: str | None = None
    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()

    @property
    def secure(self) -> bool:
        """Whether cookies travel only over HTTPS."""
        return self.scheme == "https"

    @classmethod
    def parse(cls, url: str) -> "PublicAddress":
        """The parts of `public_url`, which `Config` has checked; "" is the root of any address."""
        if not url:
            return cls()
        parts = urlsplit(url)
        return cls(
            prefix=parts.path.rstrip("/"),
            scheme=parts.scheme,
            hosts=(parts.hostname or "",),
            origins=(f"{parts.scheme}://{parts.netloc}",),
        )
