"""From a description to ranked hits, against the encoder's forward pass and one index query."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from statistics import median

import faiss
import numpy as np
import torch

from tests.bench.figures import Figure
from tests.bench.queries import make_queries
from textmol import TextMol
from textmol.models.batches import TextBatch

TOP_K = 20
WARM_UP = 20


def measure_latency() -> list[Figure]:
    """Return the figure of a search, warm: both sides run in turn on each query."""
    # One query gives FAISS nothing to share out: a second thread only makes it wait at a barrier,
    # which would flatter the ratio.
    faiss.omp_set_num_threads(1)
    engine = TextMol.open()
    queries = make_queries()
    searches, bare = [], []
    index = _build_index(engine)
    for number, query in enumerate(queries[:WARM_UP] + queries):
        batch = _tokenise(engine, query)
        searched = _time(partial(engine.search, query, top_k=TOP_K))
        passed = _time(partial(_pass_forward, engine, index, batch))
        if number >= WARM_UP:
            searches.append(searched)
            bare.append(passed)
    search, least = 1000 * median(searches), 1000 * median(bare)
    return [
        Figure(
            "text to hits / encoder and index alone",
            search / least,
            1.5,
            "x",
            f"{search:.1f} ms / {least:.1f} ms, p50 of {len(queries)} queries",
        )
    ]


def _tokenise(engine: TextMol, query: str) -> TextBatch:
    return engine.encoder.read_texts([query])


def _pass_forward(engine: TextMol, index: faiss.IndexFlatIP, batch: TextBatch) -> None:
    with torch.inference_mode():
        vector = engine.encoder.text_tower(batch).numpy()
    index.search(vector, TOP_K)


def _build_index(engine: TextMol) -> faiss.IndexFlatIP:
    library = engine.library
    vectors = np.stack([library.vector(row) for row in range(library.size)])
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    return index


def _time(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started
