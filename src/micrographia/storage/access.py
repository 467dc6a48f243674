"""What this process may reach on other machines: nothing, unless somebody allowed it."""

from dataclasses import dataclass, field

from micrographia.errors import Unreadable
from micrographia.storage.url import origin_text

MIB = 2**20


class Refused(Unreadable):
    """A place on another machine that nobody allowed."""


@dataclass(frozen=True, slots=True)
class S3Access:
    """endpoint: an http or https address; "" is that of Amazon for the region. Without keys requests are not signed."""

    endpoint: str = ""
    region: str = "us-east-1"
    access_key: str = ""
    secret_key: str = field(default="", repr=False)
    session_token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Access:
    """hosts: names that may be asked, each with :port where that is not the usual one; one that begins with a dot takes
    in its subdomains. private_hosts: those that may have addresses of the own network as well.

    seconds: for one answer, from the first attempt to its last byte. memory_bytes: for parts of files that are read
    again and again. answer_bytes: most of one answer.
    """

    hosts: tuple[str, ...] = ()
    private_hosts: tuple[str, ...] = ()
    seconds: float = 15.0
    memory_bytes: int = 64 * MIB
    answer_bytes: int = 512 * MIB
    s3: S3Access = field(default_factory=S3Access)

    def check(self, scheme: str, host: str, port: int) -> None:
        """Raises Refused unless somebody allowed this host."""
        name = origin_text(scheme, host, port)
        if not _listed(self.hosts + self.private_hosts, name):
            raise Refused(f"{name} is not among the hosts that may be asked; remote_hosts in config.toml lists them")

    def may_be_private(self, scheme: str, host: str, port: int) -> bool:
        """Whether the host may have addresses of the own network."""
        return _listed(self.private_hosts, origin_text(scheme, host, port))


def _listed(hosts: tuple[str, ...], name: str) -> bool:
    wanted = (host.lower() for host in hosts)
    return any(one == name or (one.startswith(".") and name.endswith(one)) for one in wanted)
