"""Similarity of structures: Tanimoto of Morgan fingerprints."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from rdkit import DataStructs
from rdkit.Chem import rdFingerprintGenerator

from textmol.molecules.substructure import read_quickly

RADIUS, BITS = 2, 2048
_REMEMBERED = 20_000  # fingerprints of 256 bytes


def pack_morgan(smiles: Sequence[str]) -> np.ndarray:
    """Return (n, BITS / 8) uint8 packed Morgan fingerprints of n canonical RDKit SMILES.

    Rogers and Hahn (2010), of radius 2, folded to 2,048 bits, without chirality. A SMILES that
    cannot be read has no bits.
    """
    packed = b"".join(map(_fingerprint, smiles))
    return np.frombuffer(packed, np.uint8).reshape(len(smiles), BITS // 8)


def compute_tanimoto(one: np.ndarray, many: np.ndarray) -> np.ndarray:
    """Return (n,) float32: Tanimoto of (b,) packed bits with each of (n, b); nothing is like none.

    Bits in common over bits in either, from 0 to 1.
    """
    common = np.bitwise_count(many & one).sum(axis=1, dtype=np.int32)
    either = np.bitwise_count(many | one).sum(axis=1, dtype=np.int32)
    return np.asarray(common / np.maximum(either, 1), np.float32)


@lru_cache(maxsize=_REMEMBERED)
def _fingerprint(smiles: str) -> bytes:
    mol = read_quickly(smiles)
    if mol is None:
        return bytes(BITS // 8)
    return bytes(DataStructs.BitVectToBinaryText(_open_generator().GetFingerprint(mol)))


@lru_cache(maxsize=1)
def _open_generator() -> rdFingerprintGenerator.FingerprintGenerator64:
    return rdFingerprintGenerator.GetMorganGenerator(radius=RADIUS, fpSize=BITS)
