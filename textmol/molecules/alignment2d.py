"""Turning drawings so that a pattern lies alike in all of them."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from rdkit import Chem
from rdkit.Chem import rdDepictor

from textmol.molecules.smarts import compile_smarts

_SAME = 1e-3  # Å; two turns that fit this equally well are one


def turn_to_pattern(mol: Chem.Mol, smarts: str) -> Chem.Mol:
    """Return ``mol`` with its 2D coordinates turned, or turned over, to the drawing of a pattern.

    Bond lengths and angles stay. A molecule without the pattern, or a pattern of one atom, leaves
    it as it is. Kabsch (1976), doi:10.1107/S0567739476001873, in two dimensions. Raises
    QueryError for a broken pattern.
    """
    template = _lay_out_pattern(smarts)
    match = mol.GetSubstructMatch(compile_smarts(smarts), useChirality=True)
    if len(match) < 2:
        return mol
    turned = Chem.Mol(mol)
    conformer = turned.GetConformer()
    places = conformer.GetPositions()[:, :2]
    own = places[list(match)]
    turn = _find_turn(own - own.mean(axis=0), template - template.mean(axis=0))
    moved = (places - own.mean(axis=0)) @ turn
    conformer.SetPositions(np.pad(moved, ((0, 0), (0, 1))).astype(np.float64))
    return turned


@lru_cache(maxsize=128)
def _lay_out_pattern(smarts: str) -> np.ndarray:
    """Return the (atoms, 2) coordinates in Å of a pattern's own drawing."""
    pattern = Chem.Mol(compile_smarts(smarts))
    pattern.UpdatePropertyCache(strict=False)
    Chem.FastFindRings(pattern)
    rdDepictor.Compute2DCoords(pattern, canonOrient=True)
    return np.asarray(pattern.GetConformer().GetPositions()[:, :2])


def _find_turn(own: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Return the (2, 2) rotation, or reflection, that brings centred places nearest to others."""
    left, _, right = np.linalg.svd(own.T @ wanted)
    best = left @ right
    plain = best if np.linalg.det(best) > 0 else left @ np.diag([1.0, -1.0]) @ right
    # Turned over only where that fits better: a chain fits both ways.
    gain = np.linalg.norm(own @ plain - wanted) - np.linalg.norm(own @ best - wanted)
    return np.asarray(best if gain > _SAME else plain)
