"""How far a long command has come, on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

_EVERY = 0.2  # seconds between two updates in a terminal
_EVERY_IN_LOG = 15.0  # and in a log file


def make_progress() -> Callable[[str, int, int | None], None]:
    """Return a function that shows the step, how many are done, and of how many if known."""
    in_terminal = sys.stderr.isatty()
    shown: dict[str, float] = {}

    def show(step: str, done: int, total: int | None) -> None:
        now = time.monotonic()
        ended = done == total
        last = shown.setdefault(step, now)
        if not ended and now - last < (_EVERY if in_terminal else _EVERY_IN_LOG):
            return
        shown[step] = now
        line = f"{step}: {done:,}" + ("" if total is None else f" of {total:,}")
        # In a terminal the line is written over; elsewhere each is a line of its own.
        start, end = ("\r", "\n" if ended else "") if in_terminal else ("", "\n")
        print(f"{start}{line}", end=end, file=sys.stderr, flush=True)

    return show
