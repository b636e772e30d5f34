"""Find a Chromium for the browser tests; run as a script, install Debian's or say how to.

``python -m tests.chromium`` ends with status 0 once there is one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# Without these, Chromium asks its maker's servers for updates and settings at every start.
FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
REMEDY = """The browser tests need Chromium, and there is none. Install it in one of these ways:
  Debian:        sudo apt-get install chromium
  Ubuntu:        sudo snap install chromium
  Fedora:        sudo dnf install chromium
  macOS:         brew install --cask chromium
  anywhere else: {python} -m playwright install --with-deps chromium
or name one that is elsewhere: TEXTMOL_CHROMIUM=/path/to/chrome make test
Everything but the browser tests runs without it: make test ARGS='-m "not browser"'"""


def find_chromium() -> str | None:
    """Return the path of a Chromium that starts, or None."""
    named = os.environ.get("TEXTMOL_CHROMIUM")
    candidates = [named] if named else [*map(shutil.which, NAMES), *PLACES, _bundled()]
    return next((path for path in candidates if path and _starts(path)), None)


def _bundled() -> str | None:
    """Return the path where ``playwright install`` puts its own build."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _starts(path: str) -> bool:
    # Ubuntu's chromium-browser package is a script that only says to use snap.
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except OSError:
        return False
    return done.returncode == 0


def _install_with_apt() -> str | None:
    """Install Debian's Chromium; return what apt-get said where that failed."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
    ):
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            return done.stdout
    return None


def main() -> int:
    """Return 0 once there is a Chromium, 1 after saying what to install."""
    if find_chromium():
        return 0
    # os.geteuid is missing on Windows, where there is no apt-get either.
    if not os.environ.get("TEXTMOL_CHROMIUM") and shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing Debian's Chromium for the browser tests", file=sys.stderr)
        said = _install_with_apt()
        if find_chromium():
            return 0
        if said:
            print(said, file=sys.stderr)
    print(REMEDY.format(python=sys.executable), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
