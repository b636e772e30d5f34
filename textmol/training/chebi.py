"""The public splits of ChEBI-20, where they were fetched: who trains, who tunes, who stays out."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rdkit import Chem

from textmol.errors import DataError
from textmol.molecules.identity import compute_inchikey, quiet_rdkit

FOLDER = "chebi-20"  # in the data folder, as `data fetch chebi-20` makes it
FILES = ("train.txt", "validation.txt", "test.txt")
REMEDY = "Fetch all three splits: python -m textmol data fetch chebi-20 --out DATA."


@dataclass(frozen=True)
class Described:
    """One row of a split: the molecule's key and canonical SMILES, and its description."""

    key: str
    smiles: str
    text: str


@dataclass(frozen=True)
class Splits:
    """The three splits.

    Attributes:
        train: rows of molecules that are in neither of the other splits, by InChIKey.
        validation: rows to tune on.
        held_out: keys of the molecules of validation and test. Descriptions of the test split
            are never read.
    """

    train: list[Described]
    validation: list[Described]
    held_out: frozenset[str]


def list_files(data: Path) -> list[str]:
    """Return the files that would be read, relative to ``data``: all three, or none."""
    return [f"{FOLDER}/{name}" for name in FILES] if (data / FOLDER / FILES[0]).exists() else []


def read_splits(data: Path) -> Splits | None:
    """Return the splits in the data folder, or None where the training split was not fetched.

    Structures are those of the files, written canonically; rows that RDKit cannot read are left
    out and counted on standard error.

    Raises:
        DataError: where one of the other splits or a column is missing: without them it is not
            known which molecules must not be trained on.
    """
    if not list_files(data):
        return None
    train, validation, test = (list(_read(data / FOLDER / name)) for name in FILES)
    held_out = frozenset(row.key for row in (*validation, *test))
    kept = [row for row in train if row.key not in held_out]
    return Splits(kept, validation, held_out)


def _read(path: Path) -> Iterator[Described]:
    if not path.exists():
        raise DataError(f"{path} is missing.", REMEDY)
    texts = path.name != "test.txt"
    lost = 0
    with path.open(encoding="utf-8", newline="") as file, quiet_rdkit():
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        for column in ("SMILES", "description"):
            if column not in (reader.fieldnames or ()):
                raise DataError(f"{path} has no column {column}.", REMEDY)
        for row in reader:
            # The originals write each backslash of a double bond twice.
            mol = Chem.MolFromSmiles((row["SMILES"] or "").replace("\\\\", "\\"))
            if mol is None or not mol.GetNumAtoms():
                lost += 1
                continue
            smiles = Chem.MolToSmiles(mol)
            text = (row["description"] or "").strip() if texts else ""
            if text or not texts:
                yield Described(compute_inchikey(mol) or smiles, smiles, text)
    if lost:
        print(f"{path.name}: {lost} structures cannot be read and are left out.", file=sys.stderr)
