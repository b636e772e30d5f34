"""What copying scores: the caption of the nearest molecule, the molecule that fits a text best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rdkit import Chem, DataStructs
from rdkit.Chem import rdFingerprintGenerator

from textmol.evaluation.tables import read_columns
from textmol.molecules.identity import quiet_rdkit

RADIUS = 2


@dataclass(frozen=True)
class Examples:
    """Rows to copy from, none of a molecule that is measured.

    Attributes:
        smiles: (n,) structures that RDKit reads.
        texts: (n,) their descriptions.
    """

    smiles: list[str]
    texts: list[str]


def read_examples(path: Path, measured: Sequence[str]) -> Examples:
    """Return the rows of a file with the columns smiles and text.

    Left out are rows that RDKit cannot read and rows of ``measured`` molecules, given as SMILES:
    by standard InChIKey, by SMILES where it has none.

    Raises:
        DataError: where the file cannot be used.
    """
    columns = read_columns(path, ["smiles", "text"])
    taken = {_key(smiles) for smiles in dict.fromkeys(measured)}
    known = {smiles: _key(smiles) for smiles in dict.fromkeys(columns["smiles"])}
    rows = [
        (smiles, text)
        for smiles, text in zip(columns["smiles"], columns["text"], strict=True)
        if known[smiles] and known[smiles] not in taken
    ]
    return Examples([smiles for smiles, _ in rows], [text for _, text in rows])


def copy_captions(examples: Examples, smiles: Sequence[str]) -> list[str]:
    """Return for each molecule the text of the example nearest to it; the first of equals.

    Nearest by the Tanimoto similarity of Morgan counts of radius 2 (Rogers and Hahn, 2010).
    """
    make = rdFingerprintGenerator.GetMorganGenerator(radius=RADIUS).GetSparseCountFingerprint
    with quiet_rdkit():
        known = [make(Chem.MolFromSmiles(one)) for one in examples.smiles]
        return [
            examples.texts[
                int(
                    np.argmax(
                        DataStructs.BulkTanimotoSimilarity(make(Chem.MolFromSmiles(one)), known)
                    )
                )
            ]
            for one in smiles
        ]


def copy_molecules(examples: Examples, vectors: np.ndarray, texts: np.ndarray) -> list[str]:
    """Return for each text the molecule of the examples with the largest inner product.

    Args:
        examples: n rows.
        vectors: (n, d) their molecules.
        texts: (m, d) the texts to answer.
    """
    return [examples.smiles[int(row)] for row in (texts @ vectors.T).argmax(axis=1)]


def _key(smiles: str) -> str:
    with quiet_rdkit():
        mol = Chem.MolFromSmiles(smiles)
        if mol is None:
            return ""
        return str(Chem.MolToInchiKey(mol)) or Chem.MolToSmiles(mol)
