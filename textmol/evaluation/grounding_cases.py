"""Pairs of a description and a molecule, with the atoms that the phrases in the text mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from textmol.errors import DataError, MoleculeError
from textmol.evaluation.grounding_classes import GroundingClass, cover_atoms, find_mentions
from textmol.evaluation.tables import read_columns
from textmol.molecules import parse_molecule

LARGEST_SHARE = 0.5  # of the atoms: a mask beyond it is found by chance


@dataclass(frozen=True)
class Target:
    """A class that a text names and its molecule has.

    Attributes:
        name: of the class.
        mask: (atoms,) bool, the atoms of the class.
        mentions: (start, end) characters of every phrase that names it.
    """

    name: str
    mask: np.ndarray
    mentions: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Case:
    """A pair with at least one target; ``molecule`` is its InChIKey, else its SMILES."""

    molecule: str
    smiles: str
    text: str
    targets: tuple[Target, ...]


def read_cases(pairs: Path, classes: Sequence[GroundingClass]) -> tuple[Case, ...]:
    """Return the pairs of a file that can be measured.

    Raises:
        DataError: where the file cannot be used or no pair names a class that its molecule has.
    """
    columns = read_columns(Path(pairs), ["smiles", "text"])
    cases: list[Case] = []
    for smiles, text in zip(columns["smiles"], columns["text"], strict=True):
        case = find_case(smiles, text, classes)
        if case is not None:
            cases.append(case)
    if not cases:
        raise DataError(
            f'No text in "{Path(pairs).name}" names a class that its molecule has.',
            "Check that each text stands beside its own molecule, or use other classes.",
        )
    return tuple(cases)


def find_case(smiles: str, text: str, classes: Sequence[GroundingClass]) -> Case | None:
    """Return the targets of one pair, or None where it has none or its SMILES is broken."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for mention in find_mentions(text, classes):
        spans.setdefault(mention.name, []).append((mention.start, mention.end))
    if not spans:
        return None
    try:
        molecule = parse_molecule(smiles)
    except MoleculeError:
        return None
    targets = []
    for one in classes:
        if one.name in spans:
            mask = cover_atoms(molecule.mol, one.patterns)
            if 0 < mask.sum() <= LARGEST_SHARE * len(mask):
                targets.append(Target(one.name, mask, tuple(spans[one.name])))
    if not targets:
        return None
    return Case(molecule.inchikey or molecule.smiles, smiles, text, tuple(targets))
