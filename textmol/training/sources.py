"""The raw data as rows: which texts belong to which molecule, and which are held out."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from textmol.errors import DataError

FILES = ("pairs.tsv.gz", "names.tsv.gz", "properties.tsv.gz", "library.tsv.gz")
DEV_SOURCE = "chebi20-val"  # nameless ChEBI text: what dev figures are measured on


@dataclass(frozen=True)
class Text:
    """One text of one molecule.

    Attributes:
        key: InChIKey of the molecule, or its SMILES where InChI has none.
        kind: "description", "title", "iupac" or "labels".
        source: data set that a description comes from, else "".
        split: "train" or "dev".
        text: the words.
    """

    key: str
    kind: str
    source: str
    split: str
    text: str


@dataclass(frozen=True)
class Sources:
    """Everything read from a data folder.

    Attributes:
        structures: SMILES of every molecule, by key.
        texts: all texts; those of dev molecules are marked and never train.
        pool: keys of the benchmark's candidate pool (train, validation and test of ChEBI-20).
        described: keys that get structure sentences: library, described and named molecules.
    """

    structures: dict[str, str]
    texts: list[Text]
    pool: list[str]
    described: list[str]


def read_sources(folder: Path) -> Sources:
    """Read the four files of ``folder``; raises DataError for a missing file or column.

    Names and labels of dev molecules are left out altogether: they would tell the answer.
    """
    pairs = list(_rows(folder / FILES[0], "smiles", "inchikey", "text", "source", "split"))
    names = list(_rows(folder / FILES[1], "smiles", "inchikey", "name", "kind"))
    labels = list(_rows(folder / FILES[2], "smiles", "inchikey", "properties"))
    library = list(_rows(folder / FILES[3], "smiles", "inchikey", "chebi20_pool"))
    structures: dict[str, str] = {}
    for row in (*library, *pairs, *names, *labels):
        structures.setdefault(_key(row), row["smiles"])
    held_out = {_key(row) for row in pairs if row["split"] == "dev"}
    texts = [
        Text(_key(row), "description", row["source"], row["split"], row["text"]) for row in pairs
    ]
    texts += [Text(_key(row), row["kind"], "", "train", row["name"]) for row in names]
    texts += [Text(_key(row), "labels", "", "train", row["properties"]) for row in labels]
    texts = [text for text in texts if text.split == "dev" or text.key not in held_out]
    pool = sorted({_key(row) for row in library if row["chebi20_pool"] == "1"})
    described = {_key(row) for row in (*library, *pairs, *names)} - held_out
    return Sources(structures, texts, pool, sorted(described))


def _key(row: dict[str, str]) -> str:
    return row["inchikey"] or row["smiles"]


def _rows(path: Path, *columns: str) -> Iterator[dict[str, str]]:
    if not path.exists():
        raise DataError(f"{path} is missing.", f"The data folder needs {', '.join(FILES)}.")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        missing = [name for name in columns if name not in (reader.fieldnames or ())]
        if missing:
            raise DataError(f"{path.name} has no column {missing[0]}.", "Check its header line.")
        yield from reader
