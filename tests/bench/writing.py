"""Captions and molecules, warm, against a beam search that reads its prompt at every step."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from statistics import mean, median

import numpy as np

from tests.bench.figures import Figure
from tests.bench.queries import make_queries
from tests.bench.rereading import Call, make_rereading, time_rereading, watch_calls
from textmol import TextMol
from textmol.checkpoints import Checkpoint

LIMIT = 0.7
ROUNDS = 3
MANY, TEN, CANDIDATES = 100, 10, 4
MOST_ROWS = 4  # that the other side captions for a batch: each takes it as long


def measure_writing(
    engine: TextMol | None = None, *, many: int = MANY, rounds: int = ROUNDS
) -> list[Figure]:
    """Return the figures of one caption, a batch of ``many``, and ten molecules."""
    engine = engine or TextMol.open()
    places = np.linspace(0, engine.library.size - 1, many, dtype=np.int64)
    molecules = [record.smiles for record in engine.library.records(places)]
    caption = partial(engine.caption, candidates=CANDIDATES)
    captioner, generator = engine.captioner.checkpoint, engine.generator.checkpoint
    middle = molecules[many // 2]
    generate = partial(engine.generate, make_queries()[-1], count=TEN)
    return [
        _compare("one caption, four candidates", partial(caption, [middle]), captioner, rounds),
        _compare(f"{many} captions", partial(caption, molecules), captioner, 1, rows=many),
        _compare("ten molecules", generate, generator, rounds, beams=TEN),
    ]


def _compare(
    name: str,
    write: Callable[[], object],
    checkpoint: Checkpoint,
    rounds: int,
    *,
    rows: int = 1,
    beams: int | None = None,
) -> Figure:
    """Return the ratio of both sides, run in turn once each has run.

    Args:
        name: of the figure.
        write: what TextMol does.
        checkpoint: of the writer that does it.
        rounds: of which the median is taken.
        rows: how many captions or requests these are.
        beams: of the other side, where TextMol does not search with beams alone.
    """
    with watch_calls() as calls:
        write()
    call = _sum_up(calls, longest=beams is not None)
    call = replace(call, rows=min(rows, MOST_ROWS), beams=beams or call.beams)
    model = make_rereading(checkpoint.config["model"])
    time_rereading(model, replace(call, steps=1))
    own, other = [], []
    for _ in range(rounds):
        own.append(_time(write))
        other.append(time_rereading(model, call) * rows / call.rows)
    ours, theirs = median(own), median(other)
    speed = f", {rows / ours:.1f} a second" if rows > 1 else ""
    return Figure(
        f"{name} / rereading beam search",
        ours / theirs,
        LIMIT,
        "x",
        f"{ours:.2f} s{speed} / {theirs:.1f} s, {call.prompt} tokens read, {call.steps} written",
    )


def _sum_up(calls: list[Call], *, longest: bool) -> Call:
    """Return one call for several: the mean prompt, and the mean or the longest output."""
    steps = [call.steps for call in calls]
    return replace(
        calls[0],
        prompt=round(mean(call.prompt for call in calls)),
        steps=max(steps) if longest else round(mean(steps)),
    )


def _time(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began
