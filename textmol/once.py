"""A value that is made when it is first asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Once(Generic[Value]):
    """Makes a value at the first call and returns the same one at every other, in any thread."""

    def __init__(self, make: Callable[[], Value]) -> None:
        """Take what makes the value; where that raises, the next call tries again."""
        self._make = make
        self._made: list[Value] = []
        self._lock = threading.Lock()

    def __call__(self) -> Value:
        """Return the value, waiting where another thread is making it."""
        with self._lock:
            if not self._made:
                self._made.append(self._make())
            return self._made[0]
