"""The guard that keeps the tests off the network does so."""

from __future__ import annotations

import socket

import pytest

from tests.conftest import is_loopback


def test_a_connection_to_the_outside_fails() -> None:
    with socket.socket() as sock, pytest.raises(AssertionError, match="offline"):
        sock.connect(("192.0.2.1", 80))


def test_a_look_up_of_the_outside_fails() -> None:
    with pytest.raises(AssertionError, match="offline"):
        socket.getaddrinfo("example.org", 80)


def test_this_machine_is_reached() -> None:
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        client.connect(server.getsockname())


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", b"127.0.0.1", "::1", "0.0.0.0", None])
def test_loopback(host: str | bytes | None) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["example.org", "10.0.0.1", "2001:db8::1"])
def test_not_loopback(host: str) -> None:
    assert not is_loopback(host)
