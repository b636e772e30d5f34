"""What every test shares: the bundled engine, the root of the checkout, and no network."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

if TYPE_CHECKING:
    from textmol.engine import TextMol

# The same examples in every run, and no failure because a machine was busy.
hypothesis.settings.register_profile(
    "textmol",
    derandomize=True,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("textmol")

# Inherited by the processes that tests start.
os.environ |= {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
}
if "PYTEST_XDIST_WORKER" in os.environ:  # workers that all take every core wait for each other
    os.environ["OMP_NUM_THREADS"] = "1"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep each file on one worker, and all browser tests on one: they share server and browser."""
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            browser = "tests/browser/"
            return browser if nodeid.startswith(browser) else super()._split_scope(nodeid)

    return Scheduling(config, log)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the root of the checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def engine() -> TextMol:
    """Return the engine on the bundled checkpoint and library. Do not change it."""
    from textmol.engine import TextMol

    return TextMol.open()


@pytest.fixture(scope="session", autouse=True)
def offline() -> Iterator[None]:
    """Make every connection to anything but this machine fail, in all tests."""
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, _guard(getattr(socket.socket, name)))
    patch.setattr(socket, "getaddrinfo", _guard_lookup(socket.getaddrinfo))
    yield
    patch.undo()


def is_loopback(host: str | bytes | None) -> bool:
    """Return whether a host name or address is this machine itself."""
    if isinstance(host, bytes):
        host = host.decode()
    if host in (None, "", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(str(host).partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _guard(connect: Any) -> Any:
    def guarded(self: socket.socket, address: Any) -> Any:
        if isinstance(address, tuple) and not is_loopback(address[0]):
            raise AssertionError(f"a test tried to reach {address[0]}: tests run offline")
        return connect(self, address)

    return guarded


def _guard_lookup(lookup: Any) -> Any:
    def guarded(host: Any, *args: Any, **kwargs: Any) -> Any:
        if not is_loopback(host):
            raise AssertionError(f"a test tried to look up {host}: tests run offline")
        return lookup(host, *args, **kwargs)

    return guarded
