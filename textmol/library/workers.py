"""Work on every molecule of a library, in as many processes as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

_CHUNK = 256
Item = TypeVar("Item")
Result = TypeVar("Result")


def map_rows(
    function: Callable[[Item], Result], rows: Iterable[Item], workers: int
) -> Iterator[Result]:
    """Yield what a function of a module makes of each row, in their order.

    With one worker it runs in this process, and with more each row is pickled to another one.
    """
    if workers <= 1:
        yield from map(function, rows)
        return
    # A fresh interpreter for each: forking one with running threads can hang.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(function, rows, chunksize=_CHUNK)
