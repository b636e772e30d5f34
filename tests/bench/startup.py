"""From the start of the app to the first result in the browser, and the memory it takes.

After the first result the app loads what encodes structures, torch-geometric with it, in the
background. So memory is read twice, and an import counts as before the first result only where
it had ended by then.
"""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import median
from urllib.parse import quote

import psutil
from playwright.sync_api import Browser, Page

from tests.bench.figures import Figure
from tests.serving import open_browser, serve_app

IMPORTS = "import streamlit, torch, transformers, faiss, rdkit"
QUERY = "a penicillin that carries a phenyl group"
# A drawn structure in the grid of results.
FIRST_CARD = ".st-key-hits img"
ROUNDS = 3


@dataclass(frozen=True)
class Start:
    """One start of the app: seconds until the first card, most resident memory (bytes)."""

    seconds: float
    resident: int


def measure_start() -> list[Figure]:
    """Return the start-up and memory figures: starts and bare imports in turn, their medians."""
    starts, imports = [], []
    with open_browser() as browser:
        # Nothing is timed in the first round: it fills the disk cache and the .pyc files.
        time_imports()
        loaded = list_imports(browser)
        for _ in range(ROUNDS):
            imports.append(time_imports())
            starts.append(start_app(browser))
    first, bare = median(start.seconds for start in starts), median(imports)
    resident = max(start.resident for start in starts)
    return [
        Figure(
            "start to first result / bare imports",
            first / bare,
            1.6,
            "x",
            f"{first:.2f} s / {bare:.2f} s, medians of {ROUNDS}",
        ),
        Figure(
            "torch-geometric imported before it",
            float("torch_geometric" in loaded),
            0.0,
            "",
            f"among {len(loaded)} modules",
        ),
        Figure(
            "resident memory",
            resident / 1e9,
            1.2,
            "GB",
            f"largest of {ROUNDS} starts",
        ),
    ]


def time_imports() -> float:
    """Return the seconds that a fresh process takes to import the heavy packages alone."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", IMPORTS], check=True)
    return time.perf_counter() - started


def start_app(browser: Browser) -> Start:
    """Start the app, open a search in the browser, and measure when its first card is there."""
    with browser.new_page() as page, serve_app() as server:
        _await_first_card(page, server.url)
        seconds = time.perf_counter() - server.started
        process = psutil.Process(server.process.pid)
        resident = _read_memory(process)
        _wait_until_idle(process)
        return Start(seconds, max(resident, _read_memory(process)))


def list_imports(browser: Browser) -> set[str]:
    """Return the modules the app has imported when its first card is there."""
    with browser.new_page() as page, serve_app("-X", "importtime") as server:
        _await_first_card(page, server.url)
        lines = server.read_log().splitlines()
    # "import time:  self us | cumulative | name", written when the import has ended
    return {line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:")}


def _read_memory(process: psutil.Process) -> int:
    family = [process, *process.children(recursive=True)]
    return sum(int(member.memory_info().rss) for member in family)


def _wait_until_idle(process: psutil.Process) -> None:
    """Wait until the background work is done, at most a minute."""
    for _ in range(60):
        if process.cpu_percent(interval=1.0) < 5:
            return


def _await_first_card(page: Page, url: str) -> None:
    page.goto(f"{url}/?q={quote(QUERY)}", wait_until="commit")
    page.wait_for_selector(FIRST_CARD, state="visible", timeout=120_000)
