"""Generation measured from end to end with the bundled generator."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from textmol.errors import CheckpointError, DataError
from textmol.evaluation.generation import evaluate_generation

PAIRS = """smiles\ttext
CCCCCCCCCCCCCCCC(=O)O\tThe molecule is a straight-chain, sixteen-carbon, saturated fatty acid.
Oc1ccccc1\tThe molecule is the simplest member of the class of phenols.
"""


def test_generated_and_copied_molecules_are_measured(tmp_path: Path) -> None:
    pairs, examples = tmp_path / "pairs.tsv", tmp_path / "examples.tsv"
    pairs.write_text(PAIRS, encoding="utf-8")
    examples.write_text(
        "smiles\ttext\nCCCCCCCCCCCCCCC(=O)O\ta fatty acid\nCc1ccccc1O\ta phenol\n"
        "OC1=CC=CC=C1\tphenol itself\n",
        encoding="utf-8",
    )
    found = evaluate_generation(pairs, examples=examples)
    assert json.loads(json.dumps(found)) == found
    for one in (found, found["copying"]):
        for name in ("bleu", "exact", "maccs", "rdk", "morgan", "validity"):
            assert 0 <= one[name] <= 1
        assert one["levenshtein"] >= 0
    # Phenol is measured, so that it is not among the two molecules that may be copied.
    assert found["copying"]["exact"] == 0
    assert found["copying"]["validity"] == 1
    assert "2 described molecules" in found["copying"]["from"]
    # One carbon fewer, and Cc1ccccc1O for Oc1ccccc1: change a letter and take one away.
    assert found["copying"]["levenshtein"] == pytest.approx((1 + 2) / 2)
    assert found["rows"] == 2
    written = found["written"]
    assert written["drawn"] > written["empty"] + written["invalid"]
    assert found["checkpoint"].startswith("generator@")


def test_bad_input_is_told_before_the_work(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("smiles\ttext\nC1C\ta broken ring\n", encoding="utf-8")
    with pytest.raises(DataError, match="cannot be read: C1C"):
        evaluate_generation(pairs)
    pairs.write_text(PAIRS, encoding="utf-8")
    with pytest.raises(CheckpointError):
        evaluate_generation(pairs, tmp_path)
