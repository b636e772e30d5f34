"""Structures as towers of graphs take them."""

from __future__ import annotations

from collections.abc import Sequence

from textmol.models.batches import MoleculeBatch
from textmol.models.inputs import featurise_molecules
from textmol.molecules import parse_molecule


def featurise_smiles(smiles: Sequence[str], groups: Sequence[str]) -> MoleculeBatch:
    """Return the batch of the molecules that SMILES write."""
    return featurise_molecules([parse_molecule(one) for one in smiles], groups)
