"""Preparing: dev texts stay out, names of dev molecules too, and nothing else is lost."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.training.corpora import DEV, MOLECULES
from textmol.errors import DataError
from textmol.text.vocabulary import Vocabulary, collate
from textmol.training.corpus import Corpus
from textmol.training.prepare import prepare
from textmol.training.sources import read_sources


def test_nothing_of_a_dev_molecule_trains(data: Path) -> None:
    sources = read_sources(data)
    held_out = {text.key for text in sources.texts if text.split == "dev"}
    assert len(held_out) == len(DEV)
    assert not held_out & {text.key for text in sources.texts if text.split == "train"}
    assert not held_out & set(sources.described)


def test_every_molecule_and_kind_is_there(prepared: Path) -> None:
    corpus = Corpus.open(prepared)
    assert len(corpus.keys) == len(MOLECULES)
    assert set(corpus.kinds) == {"chebi", "title", "labels", "structure", "short", "dev"}
    assert (corpus.kinds == "dev").sum() == len(DEV)
    assert len(corpus.owners) == len(corpus.kinds)


def test_a_prepared_text_is_what_serving_reads(prepared: Path, data: Path) -> None:
    """One tokenising path: arrays cut from the prepared folder equal ``Vocabulary.read``."""
    corpus = Corpus.open(prepared)
    texts = [text.text for text in read_sources(data).texts if text.kind == "description"]
    rows = np.arange(len(texts))
    batch = corpus.texts(rows)
    arrays = collate([corpus.vocabulary.read(text) for text in texts])
    ours, theirs = _bags(batch.columns, batch.offsets, batch.weights), _bags(
        arrays.columns, arrays.offsets, arrays.weights
    )  # fmt: skip
    for one, other in zip(ours, theirs, strict=True):
        assert one == pytest.approx(other, abs=1e-4)


def _bags(columns, offsets, weights) -> list[dict[int, float]]:  # type: ignore[no-untyped-def]
    ends = [*offsets[1:].tolist(), len(columns)]
    return [
        dict(zip(columns[start:end].tolist(), weights[start:end].tolist(), strict=True))
        for start, end in zip(offsets.tolist(), ends, strict=True)
    ]


def test_dropping_sentences_keeps_at_least_one(prepared: Path) -> None:
    corpus = Corpus.open(prepared)
    rows = np.flatnonzero(corpus.kinds == "chebi")
    whole = corpus.texts(rows)
    some = corpus.texts(rows, np.random.default_rng(0), 0.01)
    sizes = np.diff([*some.offsets.tolist(), len(some.columns)])
    assert (sizes > 0).all()
    assert len(some.columns) < len(whole.columns)


def test_benchmark_files_hold_pairs_and_pools(prepared: Path) -> None:
    with (prepared / "dev.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert {"smiles", "inchikey", "text"} <= set(rows[0])
    assert len(rows) == len(DEV)
    large = (prepared / "pool-large.tsv").read_text(encoding="utf-8").splitlines()
    small = (prepared / "pool-3300.tsv").read_text(encoding="utf-8").splitlines()
    assert len(large) > 2 and {row["inchikey"] for row in rows} <= {
        line.split("\t")[1] for line in small
    }


def test_the_vocabulary_knows_no_dev_text(prepared: Path) -> None:
    vocabulary = Vocabulary.from_json((prepared / "tokenizer.json").read_text(encoding="utf-8"))
    assert "<methylbenzene>" not in vocabulary.pieces


def test_missing_files_and_columns_are_named(tmp_path: Path, data: Path) -> None:
    with pytest.raises(DataError, match=r"pairs\.tsv\.gz is missing"):
        prepare(tmp_path, tmp_path / "out")
    with pytest.raises(DataError, match="no prepared data"):
        Corpus.open(tmp_path)


def test_training_imports_neither_rdkit_nor_streamlit() -> None:
    code = (
        "import sys, json, textmol.training.loop; "
        "print(json.dumps([n for n in ('rdkit', 'streamlit') if n in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
