"""Captioning measured from end to end with the bundled captioner; statements counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from textmol.errors import CheckpointError, DataError
from textmol.evaluation.captioning import evaluate_captioning, summarise_claims
from textmol.evaluation.captioning_metrics import WITH_SYNONYMS, WITHOUT_SYNONYMS
from textmol.molecules.claims import CONTRADICTED, VERIFIED, Claim

PAIRS = """smiles\ttext
CC(=O)Oc1ccccc1C(=O)O\tThe molecule is a member of benzoic acids and an acetate ester.
CCCCCCCCCCCCCCCC(=O)O\tThe molecule is a long-chain fatty acid. It has a role as a metabolite.
"""
EXAMPLES = """smiles\ttext
CCC(=O)Oc1ccccc1C(=O)O\tThe molecule is a benzoic acid. It is a nitrile.
CCCCCCCCCCCCCCC(=O)O\tThe molecule is a long-chain fatty acid.
"""
WORDS = "[PAD] [UNK] [CLS] [SEP] [MASK] the molecule is a member of acid ##s fatty long - ."


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.tsv"
    path.write_text(PAIRS, encoding="utf-8")
    return path


@pytest.fixture
def vocabulary(tmp_path: Path) -> Path:
    path = tmp_path / "vocab.txt"
    path.write_text("\n".join(WORDS.split()) + "\n", encoding="utf-8")
    return path


def test_captions_descriptions_and_copies_are_measured(pairs: Path, vocabulary: Path) -> None:
    examples = pairs.with_name("examples.tsv")
    examples.write_text(EXAMPLES, encoding="utf-8")
    steps: dict[str, int] = {}
    found = evaluate_captioning(
        pairs,
        vocabulary,
        examples=examples,
        progress=lambda step, done, total: steps.update({step: done}),
    )
    assert json.loads(json.dumps(found)) == found
    figures = {"bleu2", "bleu4", "rouge1", "rouge2", "rougeL", "meteor"}
    for one in (found, found["copying"]):
        assert all(0 <= one[name] <= 1 for name in figures)
        assert one["meteor_variant"] in (WITH_SYNONYMS, WITHOUT_SYNONYMS)
        assert one["round_trip"]["pool"] > 30_000
        assert 0 <= one["round_trip"]["mean_percentile"] <= 100
    assert (found["rows"], found["failed"]) == (2, 0)
    # Every molecule has a caption: nothing is gained by leaving any out.
    assert found["captioned_only"]["rows"] == 2
    assert {name: found["captioned_only"][name] for name in figures} == {
        name: found[name] for name in figures
    }
    assert found["descriptions"]["factuality"]["share_true"] == 1.0
    # One of the three statements that are copied is no longer true.
    assert found["copying"]["factuality"]["statements"] == 3
    assert found["copying"]["factuality"]["share_true"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["checkpoint"].startswith("captioner@")
    assert found["text_version"].startswith("nameless")
    assert steps["Captions written"] == steps["Molecules looked at"] == 2


def test_bad_input_is_told_before_the_work(pairs: Path, vocabulary: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no column"):
        evaluate_captioning(vocabulary, vocabulary)
    with pytest.raises(DataError, match="no vocabulary"):
        evaluate_captioning(pairs, pairs)
    with pytest.raises(CheckpointError):
        evaluate_captioning(pairs, vocabulary, tmp_path)


def test_statements_are_counted_over_all_texts() -> None:
    true, false = Claim("a", 0, 1, VERIFIED), Claim("b", 2, 3, CONTRADICTED)
    assert summarise_claims([[true, true], [false], [], [true]]) == {
        "share_true": 0.75,
        "statements": 4,
        "per_caption": 1.0,
        "captions_without": 0.25,
    }
    assert summarise_claims([[]])["share_true"] is None
