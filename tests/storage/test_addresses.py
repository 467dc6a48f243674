import socket

import pytest

from micrographia.errors import Busy
from micrographia.storage.access import Refused
from micrographia.storage.addresses import addresses_of, may_be_asked

PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "2002:808:808::1", "64:ff9b::808:808"]
OWN = [
    "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "::1", "fd00::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1", "2002:7f00:1::",
]  # fmt: skip
NEVER = [
    "169.254.169.254", "fe80::1", "fe80::1%eth0", "::ffff:169.254.169.254", "2002:a9fe:a9fe::1", "0.0.0.0", "::",
    "224.0.0.1", "ff02::1", "255.255.255.255", "240.0.0.1", "localhost", "", "1",
    "64:ff9b::a9fe:a9fe", "::ffff:0.0.0.0",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_internet_may_be_asked(address):
    assert may_be_asked(address, private=False)


@pytest.mark.parametrize("address", OWN)
def test_those_of_the_own_network_only_where_somebody_says_so(address):
    assert not may_be_asked(address, private=False)
    assert may_be_asked(address, private=True)


@pytest.mark.parametrize("address", NEVER)
def test_some_are_never_asked(address):
    assert not may_be_asked(address, private=False)
    assert not may_be_asked(address, private=True)


def resolver(monkeypatch, *answers):
    """Names resolve to one answer after the other; addresses to themselves, as always."""
    asked, real, answers = [], socket.getaddrinfo, list(answers)

    def getaddrinfo(host, port, *args, **settings):
        if host[0].isdigit() or ":" in host:
            return real(host, port, *args, **settings)
        asked.append(host)
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [one for address in found for one in real(address, port, type=socket.SOCK_STREAM)]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


def test_one_private_address_among_public_ones_refuses_the_host(monkeypatch):
    resolver(monkeypatch, ["8.8.8.8", "10.0.0.1"])
    with pytest.raises(Refused, match="remote_private_hosts"):
        addresses_of("images.example", 443, private=False)
    assert addresses_of("images.example", 443, private=True) == ("8.8.8.8", "10.0.0.1")


def test_a_refusal_does_not_tell_the_address(monkeypatch):
    resolver(monkeypatch, ["10.11.12.13"])
    with pytest.raises(Refused) as caught:
        addresses_of("images.example", 443, private=False)
    assert "10.11" not in str(caught.value)


def test_localhost_is_of_the_own_network():
    with pytest.raises(Refused):
        addresses_of("localhost", 80, private=False)


def test_a_host_that_nobody_knows_may_be_known_later(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(Busy, match=r"images\.example is not known"):
        addresses_of("images.example", 443, private=False)
