"""Morgan fingerprints, by which structures are compared."""

from __future__ import annotations

from functools import cache

from rdkit import Chem
from rdkit.Chem import rdFingerprintGenerator

RADIUS, BITS = 2, 2048


def find_morgan_bits(mol: Chem.Mol) -> dict[str, int]:
    """Return 1 for each bit that is set in a molecule's Morgan fingerprint, by its number.

    Rogers and Hahn (2010), of radius 2, folded to 2,048 bits, without chirality.
    """
    bits = _open_generator().GetFingerprint(mol).GetOnBits()
    return dict.fromkeys(map(str, bits), 1)


@cache
def _open_generator() -> rdFingerprintGenerator.FingerprintGenerator64:
    return rdFingerprintGenerator.GetMorganGenerator(radius=RADIUS, fpSize=BITS)
