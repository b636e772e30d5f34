"""Short queries as chemists type them: which molecules answer them, and how a search does.

A file of queries says for each one which molecules are relevant: by a rule on structure, by a
list of InChIKeys, or both.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from rdkit import Chem
from rdkit.Chem import Descriptors

from textmol.errors import DataError
from textmol.molecules.identity import compute_inchikey, quiet_rdkit

Search = Callable[[str, int], Sequence[str]]

DEPTH = 10
MAX_MATCHES = 100_000


@dataclass(frozen=True)
class Rule:
    """A definition of relevance that RDKit can check; bounds include their ends."""

    all_of: tuple[tuple[str, int, int | None], ...] = ()  # SMARTS, lowest and highest count
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    ranges: tuple[tuple[str, float | None, float | None], ...] = ()  # charge, mw (Da), rings
    elements: tuple[tuple[str, int, int | None], ...] = ()

    def fits(self, mol: Chem.Mol) -> bool:
        """Return whether the sanitised ``mol`` meets every condition."""
        return (
            all(_lies(_measure(mol, name), low, high) for name, low, high in self.ranges)
            and all(_lies(_count_element(mol, symbol), *ends) for symbol, *ends in self.elements)
            and all(_lies(_count(mol, smarts), low, high) for smarts, low, high in self.all_of)
            and (not self.any_of or any(_count(mol, smarts) for smarts in self.any_of))
            and not any(_count(mol, smarts) for smarts in self.none_of)
        )


@dataclass(frozen=True)
class Query:
    """A text to search with, and what is relevant to it."""

    kind: str
    text: str
    rule: Rule | None
    inchikeys: frozenset[str]
    relevant: int  # relevant molecules in the library that the file was made for

    def is_answered_by(self, smiles: str) -> bool:
        """Return whether a molecule is relevant; one that cannot be read never is."""
        with quiet_rdkit():
            mol = Chem.MolFromSmiles(smiles)
        if mol is None:
            return False
        if self.rule is not None and self.rule.fits(mol):
            return True
        return bool(self.inchikeys) and compute_inchikey(mol) in self.inchikeys


def read_queries(path: Path) -> list[Query]:
    """Return the queries of a JSON file; raises DataError where it is not such a file."""
    try:
        entries = json.loads(Path(path).read_text(encoding="utf-8"))["queries"]
        return [_read_entry(entry) for entry in entries]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(
            f'"{Path(path).name}" is no file of queries: {error}.',
            'Give a JSON file with a list "queries", each with kind, text, relevant and rule.',
        ) from error


def evaluate_queries(search: Search, queries: Sequence[Query]) -> dict[str, Any]:
    """Return how many of the first ten molecules answer each query.

    Args:
        search: takes a text and a number, returns as many SMILES, best first.
        queries: at least one.

    Returns:
        "macro" (mean over kinds) and for each of "kinds": "precision@10" and "ndcg@10" between 0
        and 1 and the number of "queries"; and "queries", the same for each text. A hit that is
        missing because the search returned fewer is counted as not relevant.
    """
    rows = []
    for query in queries:
        answers = list(search(query.text, DEPTH))[:DEPTH]
        gains = np.zeros(DEPTH)
        gains[: len(answers)] = [query.is_answered_by(smiles) for smiles in answers]
        rows.append(
            {
                "kind": query.kind,
                "text": query.text,
                "precision@10": float(gains.mean()),
                "ndcg@10": discount_gains(gains, query.relevant),
            }
        )
    kinds = {
        kind: _average([row for row in rows if row["kind"] == kind])
        for kind in dict.fromkeys(query.kind for query in queries)
    }
    macro = {**_average(list(kinds.values())), "queries": len(rows)}
    return {"macro": macro, "kinds": kinds, "queries": rows}


def discount_gains(gains: np.ndarray, relevant: int) -> float:
    """Return the normalised discounted cumulative gain (Järvelin and Kekäläinen, 2002).

    Args:
        gains: (k,) 1 where the hit at that rank is relevant, else 0.
        relevant: relevant molecules in all; the best order has min(relevant, k) of them first.
    """
    weights = 1 / np.log2(np.arange(2, len(gains) + 2))
    best = weights[: min(relevant, len(gains))].sum()
    return float(gains @ weights / best) if best else 0.0


def _average(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "precision@10": float(np.mean([row["precision@10"] for row in rows])),
        "ndcg@10": float(np.mean([row["ndcg@10"] for row in rows])),
        "queries": len(rows),
    }


def _read_entry(entry: Mapping[str, Any]) -> Query:
    keys = frozenset(entry.get("inchikeys", ()))
    rule = _read_rule(entry["rule"]) if entry.get("rule") else None
    if rule is None and not keys:
        raise ValueError(f"{entry['text']!r} has neither a rule nor InChIKeys")
    return Query(str(entry["kind"]), str(entry["text"]), rule, keys, int(entry["relevant"]))


def _read_rule(data: Mapping[str, Any]) -> Rule:
    unknown = data.keys() - {"all_of", "any_of", "none_of", "ranges", "elements"}
    if unknown:
        raise ValueError(f"a rule has unknown conditions: {', '.join(sorted(unknown))}")
    rule = Rule(
        all_of=tuple(
            (item["smarts"], item.get("min", 1), item.get("max")) for item in data.get("all_of", ())
        ),
        any_of=tuple(data.get("any_of", ())),
        none_of=tuple(data.get("none_of", ())),
        ranges=tuple((name, *ends) for name, ends in data.get("ranges", {}).items()),
        elements=tuple((symbol, *ends) for symbol, ends in data.get("elements", {}).items()),
    )
    for smarts in (*(item[0] for item in rule.all_of), *rule.any_of, *rule.none_of):
        _parse_smarts(smarts)
    return rule


@cache
def _parse_smarts(smarts: str) -> Chem.Mol:
    with quiet_rdkit():
        pattern = Chem.MolFromSmarts(smarts)
    if pattern is None:
        raise ValueError(f"the SMARTS {smarts} cannot be read")
    return pattern


def _count(mol: Chem.Mol, smarts: str) -> int:
    matches = mol.GetSubstructMatches(
        _parse_smarts(smarts), useChirality=True, maxMatches=MAX_MATCHES
    )
    return len(matches)


def _measure(mol: Chem.Mol, name: str) -> float:
    if name == "charge":
        return int(Chem.GetFormalCharge(mol))
    if name == "mw":
        return float(Descriptors.MolWt(mol))
    if name == "rings":
        return int(mol.GetRingInfo().NumRings())
    raise ValueError(f"There is no property {name!r} to check.")


def _count_element(mol: Chem.Mol, symbol: str) -> int:
    hydrogens = sum(atom.GetTotalNumHs() for atom in mol.GetAtoms()) if symbol == "H" else 0
    return hydrogens + sum(atom.GetSymbol() == symbol for atom in mol.GetAtoms())


def _lies(value: float, low: float | None, high: float | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)
