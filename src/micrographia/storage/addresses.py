"""The addresses of a host, looked up and judged before anybody connects to one of them."""

import ipaddress
import socket
from ipaddress import IPv4Address, IPv6Address

from micrographia.errors import Busy
from micrographia.storage.access import Refused

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def addresses_of(host: str, port: int, private: bool) -> tuple[str, ...]:
    """All addresses of a host, as text, in the order of the resolver. private: those of the own network may be asked.

    Raises Refused when one of them may not be asked, Busy when the host is not known (just now).
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Busy(f"{host} is not known to the resolver", retry_after=10) from None
    addresses = tuple(dict.fromkeys(str(address[0]) for *_, address in found))
    if not addresses or not all(may_be_asked(address, private) for address in addresses):
        hint = "if it is meant, list it in remote_private_hosts in config.toml"
        raise Refused(f"{host} has an address of a private network; {hint}")
    return addresses


def may_be_asked(text: str, private: bool) -> bool:
    """Whether an address is one of the internet, or with `private` one of the own network or of this machine.

    Never: link-local ones (where clouds keep their secrets), multicast, reserved, and those that say nothing.
    """
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    address = _inner(address)
    if address.is_link_local or address.is_multicast or address.is_unspecified:
        return False
    if address.is_reserved and not address.is_loopback:
        return False
    return private or address.is_global


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 address stands for, where it does."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo or address
