"""The pairs that captioning and generation are measured on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rdkit import Chem

from textmol.engine import TextMol
from textmol.errors import DataError
from textmol.evaluation.tables import read_columns
from textmol.molecules.identity import compute_inchikey, quiet_rdkit

NAMELESS_START = "The molecule"
NAMELESS_SHARE = 0.9


@dataclass(frozen=True)
class Pairs:
    """(n,) molecules as SMILES and (n,) their descriptions."""

    smiles: list[str]
    texts: list[str]


def open_unnamed(pairs: Pairs) -> TextMol:
    """Return the engine with its library, in which the molecules that are measured have no names.

    Their descriptions name them in other words ("a conjugate acid of an acetate").
    """
    engine = TextMol.open()
    with quiet_rdkit():
        keys = {compute_inchikey(Chem.MolFromSmiles(smiles)) for smiles in pairs.smiles}
    return TextMol(engine.encoder, engine.library.without_names(keys))


def read_pairs(path: Path, limit: int | None = None, seed: int = 0) -> Pairs:
    """Return the rows of a file with the columns smiles and text, in their order.

    With ``limit`` at most so many, drawn at random.

    Raises:
        DataError: where the file cannot be used or a SMILES of it cannot be read.
    """
    columns = read_columns(path, ["smiles", "text"])
    places = np.arange(len(columns["smiles"]))
    if limit is not None and limit < len(places):
        places = np.sort(np.random.default_rng(seed).choice(places, limit, replace=False))
    pairs = Pairs(*([columns[name][place] for place in places] for name in ("smiles", "text")))
    with quiet_rdkit():
        for smiles in pairs.smiles:
            mol = Chem.MolFromSmiles(smiles)
            if mol is None or not mol.GetNumAtoms():
                raise DataError(
                    f'"{path.name}" has a SMILES that cannot be read: {smiles[:200]}.',
                    "Correct the structure or remove its row.",
                )
    return pairs


def describe_pairs(path: Path, pairs: Pairs, limit: int | None, seed: int) -> dict[str, Any]:
    """Return which pairs were measured, in a form that can be compared."""
    nameless = sum(text.lstrip('"').startswith(NAMELESS_START) for text in pairs.texts)
    return {
        "pairs": {"file": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()},
        "text_version": (
            f'nameless: texts begin "{NAMELESS_START}"'
            if nameless >= NAMELESS_SHARE * len(pairs.texts)
            else "as given in the file"
        ),
        "limit": limit,
        "seed": seed,
    }
