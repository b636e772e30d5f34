"""The bundled benchmark: every figure that the README and the app show, from one command."""

from __future__ import annotations

import platform
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from textmol.engine import TextMol
from textmol.evaluation.keywords import KeywordSearch
from textmol.evaluation.queries import evaluate_queries, read_queries
from textmol.evaluation.retrieval import evaluate_retrieval

TEXT_VERSION = "ChEBI-20 validation descriptions, nameless (MolT5's version), dev split"
POOLS = {
    "pool-large.tsv": "all 33,010 compounds of ChEBI-20, joined by InChIKey",
    "pool-3300.tsv": "the dev molecules and seeded others of ChEBI-20",
}
FIGURES = ("precision@10", "ndcg@10", "queries")


def run_benchmark(
    prepared: Path,
    queries: Path,
    engine: TextMol,
    *,
    progress: Callable[[str, int, int | None], None] | None = None,
) -> dict[str, Any]:
    """Return retrieval on dev over both pools and the plain queries, ready for JSON.

    Args:
        prepared: a folder that ``prepare`` wrote, with ``dev.tsv`` and the pools.
        queries: JSON file of plain queries with definitions of relevance.
        engine: checkpoint and library to measure.
        progress: told the step, how much is done and how much there is.
    """
    retrieval = []
    for name, pool in POOLS.items():
        metrics = evaluate_retrieval(
            pairs=prepared / "dev.tsv",
            pool=prepared / name,
            checkpoint=engine.checkpoint.folder,
            progress=progress,
        )
        retrieval.append({"text": TEXT_VERSION, "pool": pool, **metrics})
    return {
        "checkpoint": engine.checkpoint.identity,
        "library": engine.library.identity,
        "device": f"CPU ({platform.machine()}), {torch.get_num_threads()} threads",
        "retrieval": retrieval,
        "queries": _measure_queries(queries, engine),
    }


def _measure_queries(path: Path, engine: TextMol) -> dict[str, Any]:
    asked = read_queries(path)

    def search(text: str, count: int) -> list[str]:
        return [hit.record.smiles for hit in engine.search(text, top_k=count).hits]

    keywords = KeywordSearch(engine.library.read_smiles(), engine.library.read_names())
    found = {
        "textmol": evaluate_queries(search, asked),
        "keyword search over names": evaluate_queries(keywords, asked),
    }
    return {
        name: {
            "macro": {figure: round(result["macro"][figure], 4) for figure in FIGURES},
            "kinds": {
                kind: {figure: round(values[figure], 4) for figure in FIGURES}
                for kind, values in result["kinds"].items()
            },
        }
        for name, result in found.items()
    }
