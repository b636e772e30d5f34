"""Work is shared out evenly, done in order, and each thread keeps to its share of the cores."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import torch

from textmol.writing import workers
from textmol.writing.workers import MOST, Workers, one_core


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(workers, "CORES", 2)
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    yield 2
    torch.set_num_threads(before)


@pytest.mark.parametrize("count", range(70))
def test_parts_hold_every_item_once(threads: int, count: int) -> None:
    parts = Workers().share(range(count), 16)
    assert [one for part in parts for one in part] == list(range(count))
    sizes = list(map(len, parts))
    assert all(0 < size <= 16 for size in sizes)
    assert count == 0 or max(sizes) - min(sizes) <= 1
    assert len(parts) == count or len(parts) % threads == 0


def test_parts_are_done_side_by_side_in_order(threads: int) -> None:
    together = threading.Barrier(threads, timeout=60)

    def work(part: int) -> tuple[int, int]:
        together.wait()
        return part, torch.get_num_threads()

    assert Workers().map(work, [1, 2, 3, 4]) == [(1, 1), (2, 1), (3, 1), (4, 1)]
    assert torch.get_num_threads() == threads


def test_other_threads_keep_all_cores(threads: int) -> None:
    Workers().map(lambda part: part, [1, 2])
    found: list[int] = []
    fresh = threading.Thread(target=lambda: found.append(torch.get_num_threads()))
    fresh.start()
    fresh.join()
    assert found == [threads]


def test_a_part_alone_stays_in_its_thread_on_one_core(
    threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Workers().map(lambda _: threading.current_thread(), [1]) == [threading.current_thread()]
    assert Workers().map(lambda _: torch.get_num_threads(), [1]) == [1]
    assert torch.get_num_threads() == threads
    monkeypatch.setattr(workers, "CORES", 1)
    here = [threading.current_thread()] * 2
    assert Workers().map(lambda _: threading.current_thread(), [1, 2]) == here


def test_what_fails_is_told(threads: int) -> None:
    with pytest.raises(ZeroDivisionError):
        Workers().map(lambda part: 1 // part, [1, 0])


def test_a_thread_that_begins_beside_another_does_not_keep_its_one_core(threads: int) -> None:
    def work() -> None:
        with one_core():
            pass

    with one_core():
        beside = threading.Thread(target=work)
        beside.start()
        beside.join()
    assert torch.get_num_threads() == threads
    assert len(Workers().share(range(4), 4)) == threads


def test_there_are_no_more_workers_than_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "CORES", 4 * MOST)
    assert len(Workers().share(range(100), 100)) == MOST
