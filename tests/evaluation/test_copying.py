"""Copying from the nearest example."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from textmol.evaluation.copying import Examples, copy_captions, copy_molecules, read_examples

EXAMPLES = Examples(["CCCCO", "c1ccccc1O", "CCN"], ["an alcohol", "a phenol", "an amine"])


def test_the_nearest_text_is_copied() -> None:
    asked = ["CCCCCO", "Cc1ccccc1O", "CCCN", "CCN"]
    assert copy_captions(EXAMPLES, asked) == ["an alcohol", "a phenol", "an amine", "an amine"]


def test_the_molecule_that_fits_best_is_copied() -> None:
    vectors = np.eye(3, dtype=np.float32)
    texts = np.asarray([[0, 1, 0], [0.2, 0.1, 0.7]], np.float32)
    assert copy_molecules(EXAMPLES, vectors, texts) == ["c1ccccc1O", "CCN"]


def test_measured_molecules_are_never_copied(tmp_path: Path) -> None:
    path = tmp_path / "train.tsv"
    rows = ["smiles\ttext", "OCC\tethanol", "CCN\tan amine", "C1CC\tbroken", "*C\ta wildcard"]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert read_examples(path, ["CCO", "C*"]) == Examples(["CCN"], ["an amine"])
    assert len(read_examples(path, []).smiles) == 3
