"""The benchmark: every figure that the README and the Models page show, from one command."""

from __future__ import annotations

import platform
from pathlib import Path
from typing import Any

import torch

from textmol.engine import TextMol
from textmol.errors import DataError
from textmol.evaluation.keywords import KeywordSearch
from textmol.evaluation.published import read_published
from textmol.evaluation.queries import read_queries
from textmol.evaluation.suite import (
    ALL,
    TASKS,
    Answers,
    Progress,
    Structures,
    Suite,
    compare,
    measure_checkpoint,
    measure_queries,
    read_suite,
)

FORMAT = 2
RECIPES = ("lexical", "aman", "cmtmr", "atomas")
OURS = "textmol"
FULL = "full"
APP, KEYWORDS = "TextMol as the app searches", "keyword search over names"
TEXT_VERSION = "ChEBI-20 validation descriptions, nameless (MolT5's version), dev split"


def run_benchmark(
    prepared: Path,
    queries: Path,
    engine: TextMol,
    runs: Path,
    ablations: Path | None = None,
    *,
    structures: Structures | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Return all recipes side by side, the ablations and what others published, for JSON.

    Args:
        prepared: a folder that ``prepare`` wrote, with ``dev.tsv`` and the pools.
        queries: JSON file of plain queries with definitions of relevance.
        engine: the recipe textmol, with the library that the short queries search.
        runs: output folders of training, one for each of ``RECIPES``, by its name.
        ablations: output folders of training: ``full``, and one for each part left out.
        structures: encodes structures of the prepared folder; None reads every one anew.
        progress: told the step, how much is done and how much there is.

    Raises:
        DataError: where a file or a run is missing or cannot be used.
        CheckpointError: where a checkpoint cannot be used.
    """
    report = progress or (lambda *_: None)
    folders = find_runs(runs)
    parts = find_ablations(ablations) if ablations else {}
    asked = read_queries(queries)
    suite = read_suite(prepared, asked, engine.library.read_smiles())
    names = [task["name"] for task in TASKS]
    ours = measure_checkpoint(OURS, engine.encoder, suite, names, report, structures)
    entries = []
    for name, folder in folders.items():
        encoder = TextMol.open_encoder(folder)
        found = measure_checkpoint(name, encoder, suite, names, report, structures)
        entries.append({**found.entry, "textmol_minus_this": compare(ours, found)})
    return {
        "format": FORMAT,
        "text": TEXT_VERSION,
        "tasks": list(TASKS),
        "library": engine.library.identity,
        "device": f"CPU ({platform.machine()}), {torch.get_num_threads()} threads",
        "measured": [*entries, ours.entry],
        "searches": _measure_searches(engine, suite),
        "ablations": _measure_ablations(parts, suite, report, structures),
        "published": read_published("retrieval"),
    }


def find_runs(runs: Path) -> dict[str, Path]:
    """Return the checkpoint folder of each recipe; raises DataError where one is missing."""
    missing = [name for name in RECIPES if not (runs / name / "checkpoint").is_dir()]
    if missing:
        raise DataError(
            f"{runs} holds no checkpoint of {', '.join(missing)}.",
            f"Train it first: python -m textmol train {missing[0]} --data PREPARED "
            f"--out {runs / missing[0]}.",
        )
    return {name: runs / name / "checkpoint" for name in RECIPES}


def find_ablations(ablations: Path) -> dict[str, Path]:
    """Return the checkpoint folders, the full one first; raises DataError without it."""
    found = {
        path.parent.name: path for path in sorted(ablations.glob("*/checkpoint")) if path.is_dir()
    }
    if FULL not in found:
        raise DataError(
            f"{ablations} holds no checkpoint of {FULL}.",
            "Ablations are compared with the whole recipe trained with the same budget.",
        )
    return {FULL: found.pop(FULL), **found}


def _measure_ablations(
    folders: dict[str, Path], suite: Suite, progress: Progress, structures: Structures | None
) -> list[dict[str, Any]]:
    """Return a row for each folder: text to molecule over the whole pool, and what it lost."""
    bare = Suite(suite.large, suite.small, suite.texts)
    full: Answers | None = None
    rows = []
    for name, folder in folders.items():
        encoder = TextMol.open_encoder(folder)
        found = measure_checkpoint(name, encoder, bare, [ALL], progress, structures)
        full = full or found
        gain = {} if found is full else {"full_minus_this": compare(full, found)}
        rows.append({**found.entry, **gain})
    return rows


def _measure_searches(engine: TextMol, suite: Suite) -> dict[str, Any]:
    """Return how the app itself answers the short queries, and search by words of names."""

    def search(text: str, count: int) -> list[str]:
        return [hit.record.smiles for hit in engine.search(text, top_k=count).hits]

    keywords = KeywordSearch(suite.library, engine.library.read_names())
    return {
        APP: measure_queries(search, suite.queries),
        KEYWORDS: measure_queries(keywords, suite.queries),
    }
