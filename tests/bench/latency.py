"""From a description to ranked hits, against the encoder's forward pass and one index query."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import faiss
import numpy as np
import torch

from tests.bench.figures import Figure
from tests.bench.queries import make_queries
from textmol import TextMol
from textmol.models.batches import TextBatch
from textmol.molecules.claims import read_statements

TOP_K = 20
WARM_UP = 20


def measure_latency() -> list[Figure]:
    """Return the figures of a search, warm: both sides run in turn on each query.

    Formal descriptions are also told apart: their statements are checked on every molecule.
    """
    # One query gives FAISS nothing to share out: a second thread only makes it wait at a barrier,
    # which would flatter the ratio. PyTorch shares the number: what is measured next has it back.
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        return _measure()
    finally:
        faiss.omp_set_num_threads(threads)


def _measure() -> list[Figure]:
    engine = TextMol.open()
    queries = make_queries()
    searches, bare, formal = [], [], []
    index = _build_index(engine)
    for number, query in enumerate(queries[:WARM_UP] + queries):
        batch = _tokenise(engine, query)
        searched = _time(partial(engine.search, query, top_k=TOP_K))
        passed = _time(partial(_pass_forward, engine, index, batch))
        if number >= WARM_UP:
            searches.append(searched)
            bare.append(passed)
            formal.append(bool(read_statements(query)))
    told = np.asarray(formal)
    return [
        _compare("text to hits", np.asarray(searches), np.asarray(bare), 1.5),
        _compare(
            "statements checked on all", np.asarray(searches)[told], np.asarray(bare)[told], 2.0
        ),
    ]


def _compare(name: str, searches: np.ndarray, bare: np.ndarray, limit: float) -> Figure:
    search, least = 1000 * float(np.median(searches)), 1000 * float(np.median(bare))
    return Figure(
        f"{name} / encoder and index alone",
        search / least,
        limit,
        "x",
        f"{search:.1f} ms / {least:.1f} ms, p50 of {len(bare)} queries",
    )


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
