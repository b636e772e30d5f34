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
TRAIN_SOURCE = "chebi20-train"  # the same kind of text, where the public training split is there


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


def list_files(folder: Path) -> list[str]:
    """Return the files that ``read_sources`` reads, relative to ``folder``."""
    from textmol.training import chebi

    return [*FILES, *chebi.list_files(folder)]


def read_sources(folder: Path) -> Sources:
    """Read the four files of ``folder``; raises DataError for a missing file or column.

    Names and labels of dev molecules are left out altogether: they would tell the answer. Where
    the public splits of ChEBI-20 are in ``folder`` as well, its training split trains, all of its
    validation split is dev, and nothing of its validation and test molecules trains.
    """
    return _add_splits(_read_tables(folder), folder)


def _read_tables(folder: Path) -> Sources:
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


def _add_splits(sources: Sources, folder: Path) -> Sources:
    """Return the sources with the public splits of ChEBI-20, where the folder has them."""
    from textmol.training.chebi import read_splits  # RDKit, which few who read sources need

    splits = read_splits(folder)
    if splits is None:
        return sources
    texts = [text for text in sources.texts if text.key not in splits.held_out]
    rows = [
        *((row, DEV_SOURCE, "dev") for row in splits.validation),
        *((row, TRAIN_SOURCE, "train") for row in splits.train),
    ]
    own = {text.key for text in texts if text.split == "dev"}
    texts += [
        Text(row.key, "description", source, split, row.text)
        for row, source, split in rows
        if row.key not in own
    ]
    held_out = own | splits.held_out
    structures = {row.key: row.smiles for row, *_ in rows} | sources.structures
    described = {*sources.described, *(row.key for row in splits.train)} - held_out
    return Sources(structures, texts, sources.pool, sorted(described))


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
