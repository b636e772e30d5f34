"""Figures of generated molecules against right ones, by MolT5's recipe (Edwards et al., 2022).

A row whose SMILES cannot be read stays in every mean: it is like nothing. The mean over readable
rows, which most papers print, stands beside it.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from statistics import fmean
from typing import Any

from rdkit import Chem, DataStructs
from rdkit.Chem import MACCSkeys, rdFingerprintGenerator

from textmol.evaluation.captioning_metrics import compute_bleu
from textmol.evaluation.needed import import_needed
from textmol.molecules.identity import quiet_rdkit

CONVENTION = (
    "all rows: a SMILES that cannot be read is like nothing; valid_only: the mean of the readable "
    "rows, as in MolT5"
)
PACKAGES = {"nltk": "nltk", "rapidfuzz": "RapidFuzz", "fcd_torch": "fcd-torch"}
MORGAN_RADIUS = 2
FEWEST_FOR_FCD = 2

Fingerprint = Callable[[Chem.Mol], Any]


def measure_molecules(references: Sequence[str], generated: Sequence[str]) -> dict[str, Any]:
    """Return BLEU, exact matches, Levenshtein distance, similarities, FCD and validity.

    Args:
        references: (n,) SMILES of the right molecules.
        generated: (n,) SMILES as they were generated; empty where there is none.

    Raises:
        ValueError: where a right molecule cannot be read.
    """
    truth, found = [_read_all(smiles) for smiles in (references, generated)]
    broken = next((s for s, mol in zip(references, truth, strict=True) if mol is None), None)
    if broken is not None:
        raise ValueError(f"No SMILES: {broken}")
    valid = [mol is not None for mol in found]
    alike = {
        name: compare_fingerprints(truth, found, make) for name, make in _fingerprints().items()
    }
    return {
        "bleu": compute_bleu([list(one) for one in references], [list(one) for one in generated]),
        "exact": fmean(map(are_same, truth, found)),
        "levenshtein": compute_levenshtein(references, generated),
        **{name: fmean(values) for name, values in alike.items()},
        "fcd": compute_fcd(
            references, [s for s, fits in zip(generated, valid, strict=True) if fits]
        ),
        "validity": fmean(valid),
        "valid_only": {
            "rows": sum(valid),
            **{
                name: fmean(kept) if (kept := _keep(values, valid)) else None
                for name, values in alike.items()
            },
        },
        "convention": CONVENTION,
    }


def are_same(right: Chem.Mol, found: Chem.Mol | None) -> bool:
    """Return whether both are one molecule: by standard InChI, by SMILES where it has none."""
    if found is None:
        return False
    with quiet_rdkit():
        keys = [Chem.MolToInchi(mol) or Chem.MolToSmiles(mol) for mol in (right, found)]
    return bool(keys[0] == keys[1])


def compute_levenshtein(references: Sequence[str], generated: Sequence[str]) -> float:
    """Return the mean number of characters to insert, delete or change in the raw strings."""
    distance = import_needed("rapidfuzz.distance.Levenshtein", "RapidFuzz").distance
    return fmean(distance(*row) for row in zip(references, generated, strict=True))


def compare_fingerprints(
    truth: Sequence[Chem.Mol], found: Sequence[Chem.Mol | None], make: Fingerprint
) -> list[float]:
    """Return (n,) Tanimoto similarities from 0 to 1; 0 where no molecule was found."""
    with quiet_rdkit():
        return [
            0.0 if other is None else DataStructs.TanimotoSimilarity(make(right), make(other))
            for right, other in zip(truth, found, strict=True)
        ]


def compute_fcd(references: Sequence[str], generated: Sequence[str]) -> float | None:
    """Return the Fréchet ChemNet Distance (Preuer et al., 2018) of two sets of readable SMILES.

    It is biased upwards for small sets: ChemNet has 512 features, and a covariance of fewer
    molecules is of low rank. None where a set has fewer than two.
    """
    if min(len(references), len(generated)) < FEWEST_FOR_FCD:
        return None
    fcd = import_needed("fcd_torch", "fcd-torch").FCD
    with warnings.catch_warnings(), quiet_rdkit():
        warnings.simplefilter("ignore", DeprecationWarning)  # of NumPy and SciPy, in fcd-torch
        return float(fcd(device="cpu")(references, generated))


def _fingerprints() -> dict[str, Fingerprint]:
    morgan = rdFingerprintGenerator.GetMorganGenerator(radius=MORGAN_RADIUS)
    return {
        "maccs": MACCSkeys.GenMACCSKeys,
        "rdk": Chem.RDKFingerprint,
        "morgan": morgan.GetSparseCountFingerprint,
    }


def _read_all(smiles: Sequence[str]) -> list[Chem.Mol | None]:
    with quiet_rdkit():
        return [_read(one) for one in smiles]


def _read(smiles: str) -> Chem.Mol | None:
    mol = Chem.MolFromSmiles(smiles)
    return mol if mol is not None and mol.GetNumAtoms() else None


def _keep(values: Sequence[float], kept: Sequence[bool]) -> list[float]:
    return [value for value, keep in zip(values, kept, strict=True) if keep]
