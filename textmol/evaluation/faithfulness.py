"""Does the score fall when the atoms that a map points at are taken away?

Deletion and insertion curves (Petsiuk et al. 2018, algorithm 1), sufficiency and
comprehensiveness (DeYoung et al. 2020, equations 1 and 2), against connected fragments of the
same size drawn at random: single atoms strewn over a molecule break more environments.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rdkit import Chem

from textmol.evaluation.grounding_baselines import Aligner
from textmol.evaluation.grounding_metrics import area_under
from textmol.molecules import parse_molecule

FRACTIONS = np.linspace(0, 1, 11)
KEPT = (0.1, 0.2, 0.5)  # of the atoms, for sufficiency and comprehensiveness
DRAWS = 3  # random fragments of each size


def measure_order(
    aligner: Aligner, smiles: str, text: str, order: Sequence[int]
) -> dict[str, float] | None:
    """Return the figures of one ranking of the atoms.

    Scores are counted from 0 for the molecule with no atom left to 1 for the whole. A low
    ``deletion_auc`` and ``sufficiency`` and a high ``insertion_auc`` and ``comprehensiveness``
    are good; the latter two are means over 10, 20 and 50 % of the atoms.

    Args:
        aligner: whose score is asked.
        smiles: the molecule.
        text: the description.
        order: every atom once, the most important first.

    Returns:
        None where the whole molecule scores no more than nothing of it.
    """
    nested = [np.asarray(order[: _size(fraction, len(order))]) for fraction in FRACTIONS]
    kept = [np.asarray(order[: _size(fraction, len(order))]) for fraction in KEPT]
    return _measure_sets(aligner, smiles, text, len(order), [(nested, kept)])


def measure_random_fragments(
    aligner: Aligner, smiles: str, text: str, seed: int = 0
) -> dict[str, float] | None:
    """Return the mean figures of connected fragments, each size drawn on its own."""
    mol = parse_molecule(smiles).mol
    draw = np.random.default_rng([seed, mol.GetNumAtoms()])
    runs = []
    for _ in range(DRAWS):
        number = mol.GetNumAtoms()
        nested = [grow_fragment(mol, _size(fraction, number), draw) for fraction in FRACTIONS]
        kept = [grow_fragment(mol, _size(fraction, number), draw) for fraction in KEPT]
        runs.append((nested, kept))
    return _measure_sets(aligner, smiles, text, mol.GetNumAtoms(), runs)


def _measure_sets(
    aligner: Aligner,
    smiles: str,
    text: str,
    number: int,
    runs: Sequence[tuple[list[np.ndarray], list[np.ndarray]]],
) -> dict[str, float] | None:
    chosen = np.stack([_mask(atoms, number) for sets in runs for part in sets for atoms in part])
    everything = np.ones((1, number), bool)
    scores = aligner.score(smiles, text, np.concatenate([~everything, everything, chosen, ~chosen]))
    whole, empty = scores[0], scores[1]
    if whole <= empty:
        return None
    scores = (scores[2:] - empty) / (whole - empty)
    without, only = scores.reshape(2, len(runs), len(FRACTIONS) + len(KEPT)).mean(1)
    curve = slice(0, len(FRACTIONS))
    points = slice(len(FRACTIONS), None)
    return {
        "deletion_auc": float(area_under(FRACTIONS, without[curve])),
        "insertion_auc": float(area_under(FRACTIONS, only[curve])),
        "comprehensiveness": float((1 - without[points]).mean()),
        "sufficiency": float((1 - only[points]).mean()),
    }


def grow_fragment(mol: Chem.Mol, size: int, draw: np.random.Generator) -> np.ndarray:
    """Return (size,) atoms of a connected fragment grown from a random atom.

    Where a component is used up, it goes on in another one.
    """
    chosen: list[int] = []
    border: set[int] = set()
    left = set(range(mol.GetNumAtoms()))
    while len(chosen) < size:
        ends = sorted(border or left)
        atom = ends[int(draw.integers(len(ends)))]
        left.discard(atom)
        chosen.append(atom)
        near = {one.GetIdx() for one in mol.GetAtomWithIdx(atom).GetNeighbors()}
        border = (border | near) & left
    return np.asarray(chosen, np.int64)


def _size(fraction: float, number: int) -> int:
    return int(np.ceil(fraction * number - 1e-9))


def _mask(atoms: np.ndarray, number: int) -> np.ndarray:
    mask = np.zeros(number, bool)
    mask[atoms.astype(np.int64)] = True
    return mask
