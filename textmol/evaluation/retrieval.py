"""Retrieval in both directions: molecules for texts, and texts for molecules.

The candidates of a text are all molecules of a pool (Text2Mol, EMNLP 2021, ranks among 33,010);
the candidates of a molecule are all texts of the pairs.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rdkit import Chem

from textmol.errors import DataError
from textmol.evaluation.contradictions import Contradictions
from textmol.evaluation.intervals import bootstrap_interval
from textmol.evaluation.ranks import rank_of_targets, summarise_ranks
from textmol.evaluation.tables import read_columns
from textmol.molecules.identity import compute_inchikey, quiet_rdkit

Encode = Callable[[list[str]], np.ndarray]
Progress = Callable[[str, int, int | None], None]

BATCH = 256


@dataclass(frozen=True)
class Task:
    """What is ranked: n texts, m candidate molecules, and which molecule each text is of."""

    texts: list[str]
    smiles: list[str]
    targets: list[int]  # (n,) row of ``smiles`` of each text
    keys: list[str]  # (m,) InChIKey of each candidate, or its SMILES where it has none


def evaluate_retrieval(
    pairs: Path,
    pool: Path | None = None,
    checkpoint: Path | None = None,
    *,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Return the figures of both directions for a checkpoint, ready for JSON.

    Args:
        pairs: tab-separated file with the columns smiles and text; inchikey is used if there.
        pool: tab-separated file with the column smiles; None ranks among the molecules of the
            pairs alone. Rows with one InChIKey are one candidate, and molecules of the pairs that
            are missing are added.
        checkpoint: checkpoint folder; None takes the bundled one.
        progress: called with the step, how many are done, and how many there are.

    Returns:
        Hits@1, Hits@10 and MRR in per cent, mean rank, number of queries and of candidates and
        95 % intervals for "text_to_molecule" and "molecule_to_text", the identity of the
        "checkpoint" and the "seconds" that it took.

    Raises:
        DataError: where a file cannot be used.
        CheckpointError: where the checkpoint cannot be used.
        MoleculeError: where a structure cannot be encoded.
    """
    from textmol.engine import TextMol  # imports torch: the files are checked before

    began = time.perf_counter()
    task = read_task(pairs, pool)
    encoder = TextMol.open_encoder(checkpoint)
    report = progress or (lambda *_: None)
    texts = _encode_all(task.texts, encoder.encode_descriptions, "Texts encoded", report)
    molecules = _encode_all(task.smiles, encoder.encode_molecules, "Molecules encoded", report)
    return {
        **measure_task(task, texts, molecules, encoder.contradiction),
        "checkpoint": encoder.checkpoint.identity,
        "seconds": round(time.perf_counter() - began, 2),
    }


def read_task(pairs: Path, pool: Path | None = None) -> Task:
    """Return what the two files ask to rank; raises DataError."""
    columns = read_columns(Path(pairs), ["smiles", "text"])
    pair_keys = _list_keys(columns, Path(pairs))
    rows: dict[str, int] = {}
    smiles: list[str] = []

    def add(keys: Sequence[str], structures: Sequence[str]) -> None:
        for key, structure in zip(keys, structures, strict=True):
            if rows.setdefault(key, len(rows)) == len(smiles):
                smiles.append(structure)

    if pool is not None:
        candidates = read_columns(Path(pool), ["smiles"])
        add(_list_keys(candidates, Path(pool)), candidates["smiles"])
    add(pair_keys, columns["smiles"])
    return Task(columns["text"], smiles, [rows[key] for key in pair_keys], list(rows))


def measure_task(
    task: Task, texts: np.ndarray, molecules: np.ndarray, contradiction: float = 0.0
) -> dict[str, Any]:
    """Return the figures of both directions.

    Args:
        task: n texts and m candidates.
        texts: (n, d) vectors of the texts.
        molecules: (m, d) vectors of the candidates.
        contradiction: what a statement of the text that the structure contradicts takes off the
            inner product.
    """
    check = Contradictions(task.texts, task.smiles, contradiction)
    right = [[target] for target in task.targets]
    of_texts = rank_of_targets(texts, molecules, right, check.by_text())
    own: dict[int, list[int]] = {}
    for text, target in enumerate(task.targets):
        own.setdefault(target, []).append(text)
    structures = [task.smiles[target] for target in own]
    check = Contradictions(task.texts, structures, contradiction)
    asked = molecules[list(own)]
    of_molecules = rank_of_targets(asked, texts, list(own.values()), check.by_structure())
    return {
        "text_to_molecule": summarise_direction(of_texts, len(molecules), task.targets),
        "molecule_to_text": summarise_direction(of_molecules, len(texts), list(own)),
    }


def summarise_direction(
    ranks: np.ndarray, pool: int, molecules: Sequence[Hashable]
) -> dict[str, Any]:
    """Return the figures of one direction with their 95 % intervals, drawn by molecule.

    Args:
        ranks: (n,) 1-based rank of the right answer of each query.
        pool: number of candidates.
        molecules: (n,) which molecule each query belongs to.
    """
    intervals = {
        name: [round(limit, 2) for limit in bootstrap_interval(values, molecules)]
        for name, values in score_queries(ranks).items()
    }
    return {**summarise_ranks(ranks, pool), "interval95": intervals}


def score_queries(ranks: np.ndarray) -> dict[str, np.ndarray]:
    """Return (n,) what each query adds to the mean of each figure; the first three per cent."""
    return {
        "hits@1": 100.0 * (ranks == 1),
        "hits@10": 100.0 * (ranks <= 10),
        "mrr": 100.0 / ranks,
        "mean_rank": ranks.astype(np.float64),
    }


def _list_keys(columns: dict[str, list[str]], path: Path) -> list[str]:
    """Return what identifies the molecule of each row: its InChIKey, or else its SMILES."""
    smiles = columns["smiles"]
    keys = columns.get("inchikey")
    if keys is None:
        computed = {structure: _compute_key(structure, path) for structure in dict.fromkeys(smiles)}
        keys = [computed[structure] for structure in smiles]
    return [key or structure for key, structure in zip(keys, smiles, strict=True)]


def _compute_key(smiles: str, path: Path) -> str:
    with quiet_rdkit():
        mol = Chem.MolFromSmiles(smiles)
    if mol is None:
        raise DataError(
            f'"{path.name}" has a SMILES that cannot be read: {smiles[:200]}.',
            "Correct the structure or remove its row.",
        )
    return compute_inchikey(mol)


def _encode_all(items: list[str], encode: Encode, step: str, report: Progress) -> np.ndarray:
    """Return (n, d) vectors, encoded a batch at a time."""
    parts = []
    for start in range(0, len(items), BATCH):
        parts.append(encode(items[start : start + BATCH]))
        report(step, min(start + BATCH, len(items)), len(items))
    return np.concatenate(parts)
