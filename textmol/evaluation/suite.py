"""What every checkpoint of the benchmark is asked, and what it answers."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch

from textmol.checkpoints import Checkpoint
from textmol.errors import DataError
from textmol.evaluation.contradictions import Contradictions
from textmol.evaluation.intervals import bootstrap_interval
from textmol.evaluation.queries import Query, Search, evaluate_queries
from textmol.evaluation.ranks import rank_of_targets
from textmol.evaluation.retrieval import Task, read_task, score_queries, summarise_direction
from textmol.molecules.recognise import clean_description

Progress = Callable[[str, int, int | None], None]
Structures = Callable[[Any, Sequence[str]], np.ndarray]  # an encoder and SMILES to (m, d) rows

BATCH = 256
TIMED = 512  # molecules that the speed of encoding is measured on
ALL, SMALL = "text_to_molecule_33010", "text_to_molecule_3300"
DEV, TEXTS = "molecule_to_text_dev", "molecule_to_text_3300"
COMPARED = ("hits@1", "hits@10", "mrr")
QUERY_FIGURES = ("precision@10", "ndcg@10", "queries")
# Names of the tasks, in the order of tables, with what a reader needs to know about each.
TASKS = (
    {
        "name": ALL,
        "title": "Text to molecule, pool of 33,010",
        "candidates": "all 33,010 compounds of ChEBI-20, joined by InChIKey",
    },
    {
        "name": SMALL,
        "title": "Text to molecule, pool of 3,300",
        "candidates": "the dev molecules and seeded others of ChEBI-20",
    },
    {"name": DEV, "title": "Molecule to text, the dev texts", "candidates": "the dev texts"},
    {
        "name": TEXTS,
        "title": "Molecule to text, pool of 3,300",
        "candidates": "the dev texts and seeded training descriptions of other molecules",
    },
)


class Encoder(Protocol):
    """What is measured: a checkpoint that turns texts and structures into vectors."""

    checkpoint: Checkpoint

    @property
    def contradiction(self) -> float:
        """Return what a contradicted statement takes off a score."""

    def encode_descriptions(self, texts: Sequence[str]) -> np.ndarray:
        """Return (n, d) unit rows."""

    def encode_molecules(self, smiles: Sequence[str]) -> np.ndarray:
        """Return (m, d) unit rows."""


@dataclass(frozen=True)
class Suite:
    """The dev texts with their candidates, and the short queries with the library they search.

    Attributes:
        large: dev texts over the whole pool.
        small: the same texts over the pool of 3,300 molecules.
        texts: the dev texts, first, and the others of the pool of 3,300 texts.
        queries: short queries; none leaves them out.
        library: SMILES that the short queries are searched among.
    """

    large: Task
    small: Task
    texts: Task
    queries: tuple[Query, ...] = ()
    library: tuple[str, ...] = field(default=(), repr=False)

    @cached_property
    def own_texts(self) -> dict[str, list[int]]:
        """Rows of ``texts`` that each dev molecule may be answered with, by the molecule's key."""
        dev = {self.large.keys[target] for target in self.large.targets}
        own: dict[str, list[int]] = {}
        for row, target in enumerate(self.texts.targets):
            if self.texts.keys[target] in dev:
                own.setdefault(self.texts.keys[target], []).append(row)
        return own


def read_suite(prepared: Path, queries: Sequence[Query], library: Sequence[str]) -> Suite:
    """Return the suite of a prepared folder; raises DataError where a file cannot be used."""
    dev = prepared / "dev.tsv"
    suite = Suite(
        large=read_task(dev, prepared / "pool-large.tsv"),
        small=read_task(dev, prepared / "pool-3300.tsv"),
        texts=read_task(prepared / "texts-3300.tsv"),
        queries=tuple(queries),
        library=tuple(library),
    )
    if suite.texts.texts[: len(suite.large.texts)] != suite.large.texts:
        raise DataError(
            "texts-3300.tsv does not begin with the texts of dev.tsv.",
            "Prepare the data again: python -m textmol prepare --help.",
        )
    return suite


@dataclass(frozen=True)
class Ranked:
    """One task done: (n,) ranks of the right answers, candidates, and the molecule of each."""

    ranks: np.ndarray
    pool: int
    molecules: list[str]


@dataclass(frozen=True)
class Answers:
    """How a checkpoint did: its entry of the JSON, and the ranks to compare it by, by task."""

    entry: dict[str, Any]
    ranked: dict[str, Ranked]


def measure_checkpoint(
    name: str,
    encoder: Encoder,
    suite: Suite,
    tasks: Sequence[str],
    progress: Progress,
    structures: Structures | None = None,
) -> Answers:
    """Return what a checkpoint answers.

    Args:
        name: of the recipe or the ablation.
        encoder: the checkpoint.
        suite: what it is asked.
        tasks: names of the tasks to measure.
        progress: told the step, how much is done and how much there is.
        structures: encodes structures that need not be read anew; None reads them all.
    """
    # The first of each loads what encodes it, which is not what a second is counted for.
    encoder.encode_descriptions(suite.texts.texts[:1])
    encoder.encode_molecules(suite.small.smiles[:1])
    wanted = suite.texts.texts if TEXTS in tasks else suite.large.texts
    texts, text_seconds = _encode(wanted, encoder.encode_descriptions, f"{name}, texts", progress)
    library = suite.library if suite.queries else ()
    places: dict[str, int] = {}
    for smiles in (*suite.large.smiles, *suite.small.smiles, *library):
        places.setdefault(smiles, len(places))
    timed = list(places)[:TIMED]
    _, molecule_seconds = _encode(timed, encoder.encode_molecules, f"{name}, speed", progress)
    take = partial(structures, encoder) if structures else encoder.encode_molecules
    vectors, _ = _encode(list(places), take, f"{name}, molecules", progress)

    def pick(smiles: Sequence[str]) -> np.ndarray:
        return vectors[[places[one] for one in smiles]]

    ranked = {task: _rank(task, suite, texts, pick, encoder.contradiction) for task in tasks}
    entry = {
        **describe(name, encoder.checkpoint),
        "speed": {
            "texts_per_second": round(len(texts) / text_seconds, 1),
            "molecules_per_second": round(len(timed) / molecule_seconds, 1),
            "threads": torch.get_num_threads(),
        },
        "retrieval": {
            task: summarise_direction(done.ranks, done.pool, done.molecules)
            for task, done in ranked.items()
        },
    }
    if library:
        search = _search_vectors(encoder, library, pick(library))
        entry["queries"] = measure_queries(search, suite.queries)
    return Answers(entry, ranked)


def _rank(
    task: str,
    suite: Suite,
    texts: np.ndarray,
    pick: Callable[[Sequence[str]], np.ndarray],
    penalty: float,
) -> Ranked:
    """Return a task done with the vectors of the (t, d) texts and those that ``pick`` gives."""
    dev = texts[: len(suite.large.texts)]
    if task in (ALL, SMALL):
        asked = suite.large if task == ALL else suite.small
        check = Contradictions(asked.texts, asked.smiles, penalty)
        right = [[target] for target in asked.targets]
        ranks = rank_of_targets(dev, pick(asked.smiles), right, check.by_text())
        molecules = [asked.keys[target] for target in asked.targets]
        return Ranked(ranks, len(asked.smiles), molecules)
    found = dev if task == DEV else texts
    structures = dict(zip(suite.large.keys, suite.large.smiles, strict=True))
    right = [[row for row in rows if row < len(found)] for rows in suite.own_texts.values()]
    smiles = [structures[key] for key in suite.own_texts]
    check = Contradictions(suite.texts.texts, smiles, penalty)
    ranks = rank_of_targets(pick(smiles), found, right, check.by_structure())
    return Ranked(ranks, len(found), list(suite.own_texts))


def describe(name: str, checkpoint: Checkpoint) -> dict[str, Any]:
    """Return what a checkpoint's card says about its size and its training."""
    card = checkpoint.card
    files = card.get("trained_on", {}).get("sha256", {})
    return {
        "name": name,
        "checkpoint": checkpoint.identity,
        "parameters": card.get("parameters"),
        "training": {
            "seconds": card.get("seconds"),
            "device": card.get("device"),
            "epochs": card.get("epochs"),
            "seed": card.get("seed"),
            "with_public_chebi20_split": any(file.startswith("chebi-20/") for file in files),
        },
    }


def compare(ours: Answers, theirs: Answers) -> dict[str, Any]:
    """Return ours minus theirs for each task both answered, paired by query.

    The interval is that of the mean difference, with whole molecules drawn (paired bootstrap).
    """
    found: dict[str, Any] = {}
    for task, mine in ours.ranked.items():
        if task not in theirs.ranked:
            continue
        gained, lost = score_queries(mine.ranks), score_queries(theirs.ranked[task].ranks)
        found[task] = {}
        for figure in COMPARED:
            gain = gained[figure] - lost[figure]
            low, high = bootstrap_interval(gain, mine.molecules)
            found[task][figure] = {
                "points": round(float(gain.mean()), 2),
                "interval95": [round(low, 2), round(high, 2)],
            }
    return found


def measure_queries(search: Search, queries: Sequence[Query]) -> dict[str, Any]:
    """Return precision@10 and nDCG@10 of a search, over all kinds of query and for each."""
    result = evaluate_queries(search, queries)
    return {
        "macro": {figure: round(result["macro"][figure], 4) for figure in QUERY_FIGURES},
        "kinds": {
            kind: {figure: round(values[figure], 4) for figure in QUERY_FIGURES}
            for kind, values in result["kinds"].items()
        },
    }


def _search_vectors(encoder: Encoder, smiles: Sequence[str], vectors: np.ndarray) -> Search:
    """Return a search of a library whose (m, d) vectors are at hand, by vectors alone."""

    def search(text: str, count: int) -> list[str]:
        query = encoder.encode_descriptions([clean_description(text)[0]])[0]
        best = np.argsort(-(vectors @ query), kind="stable")[:count]
        return [smiles[row] for row in best]

    return search


def _encode(
    items: Sequence[str],
    encode: Callable[[Sequence[str]], np.ndarray],
    step: str,
    progress: Progress,
) -> tuple[np.ndarray, float]:
    """Return (n, d) vectors, and the seconds that encoding took."""
    began = time.perf_counter()
    parts = []
    for start in range(0, len(items), BATCH):
        parts.append(encode(items[start : start + BATCH]))
        progress(step, min(start + BATCH, len(items)), len(items))
    return np.concatenate(parts), time.perf_counter() - began
