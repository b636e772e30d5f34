"""Writing on one core, and batches side by side, each on a core of its own.

A step of a few outputs is too small to share out: the cores wait for each other. And half of what
a caption takes is Python (rules, statements, ranks), through which all but one of them wait where
they share a batch.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import pairwise
from typing import TypeVar

import torch

from textmol.once import Once

CORES = torch.get_num_threads()  # asked once: a thread that begins beside `one_core` is told 1
MOST = 4  # beyond them threads wait for each other's Python

Item = TypeVar("Item")
Done = TypeVar("Done")


class Workers:
    """Threads that are started when the first work for several comes."""

    def __init__(self) -> None:
        self._pool = Once(_start)

    def share(self, items: Sequence[Item], most: int) -> list[Sequence[Item]]:
        """Return items in parts of up to ``most``, as many for each worker and alike in size."""
        if not items:
            return []
        count = _count()
        parts = -(-len(items) // most)
        parts = min(-(-parts // count) * count, len(items))
        ends = [len(items) * part // parts for part in range(parts + 1)]
        return [items[start:end] for start, end in pairwise(ends)]

    def map(self, work: Callable[[Item], Done], parts: Sequence[Item]) -> list[Done]:
        """Return what comes of each part, in order; one alone is not kept waiting by others."""
        if len(parts) < 2 or _count() < 2:
            with one_core():
                return list(map(work, parts))
        return list(self._pool().map(work, parts))


@contextmanager
def one_core() -> Iterator[None]:
    """Let what this thread runs use one core."""
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(CORES)


def _count() -> int:
    return min(CORES, MOST)


def _start() -> ThreadPoolExecutor:
    """Return threads that PyTorch gives one core each, and leaves others what they have.

    The number is one for each thread, and the latest of them also that of threads to come.
    """
    count = _count()
    pool = ThreadPoolExecutor(
        count,
        thread_name_prefix="textmol-writing",
        initializer=_take_one,
    )
    all_here = threading.Barrier(count)
    for one in [pool.submit(all_here.wait) for _ in range(count)]:
        one.result()
    torch.set_num_threads(CORES)
    return pool


def _take_one() -> None:
    torch.get_num_threads()  # a thread that has not asked takes the latest number yet
    torch.set_num_threads(1)
