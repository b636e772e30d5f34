"""Start the real app on a free port, as a chemist would, and open it in Chromium."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.chromium import FLAGS, REMEDY, find_chromium

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120.0  # seconds until the server must answer; a busy machine takes its time


@dataclass(frozen=True)
class Server:
    """A running app: its address, its process, and when it was started (perf_counter, s)."""

    url: str
    process: subprocess.Popen[bytes]
    started: float
    log: Path

    def read_log(self) -> str:
        """Return what the server has written to its terminal so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def serve_app(*python_flags: str, script: str = "app.py") -> Iterator[Server]:
    """Run a script of the checkout as an app, yield once it answers, and end it afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, *python_flags, "-m", "streamlit", "run", script]
    command += ["--server.port", str(port), "--server.headless", "true"]
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "log").open("wb") as log:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            # Jobs of the tests stay apart from those of the person who runs them.
            env={"TEXTMOL_DATA": f"{folder}/data", **os.environ},
        )
        server = Server(f"http://127.0.0.1:{port}", process, started, Path(log.name))
        try:
            if not _wait_until_up(server):
                raise RuntimeError(f"the app did not start:\n{server.read_log()}")
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_up(server: Server) -> bool:
    while time.perf_counter() - server.started < PATIENCE and server.process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    return False


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Yield a headless Chromium.

    Raises:
        RuntimeError: where there is none; the message says what to install.
    """
    path = find_chromium()
    if path is None:
        raise RuntimeError(REMEDY.format(python=sys.executable))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()
