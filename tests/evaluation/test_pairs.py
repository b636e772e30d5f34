"""The pairs that writers are measured on."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from textmol.errors import DataError
from textmol.evaluation.pairs import Pairs, describe_pairs, open_unnamed, read_pairs

LINES = ["smiles\ttext", "CCO\tThe molecule is an alcohol.", "CCN\tThe molecule is an amine."]


def write(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_rows_keep_their_order_and_a_limit_draws_from_them(tmp_path: Path) -> None:
    rows = [f"{'C' * n}\ttext {n}" for n in range(1, 21)]
    path = write(tmp_path / "pairs.tsv", [LINES[0], *rows])
    assert read_pairs(path).texts == [f"text {n}" for n in range(1, 21)]
    some = read_pairs(path, 5, seed=1)
    assert some == read_pairs(path, 5, seed=1) != read_pairs(path, 5, seed=2)
    assert [len(smiles) for smiles in some.smiles] == sorted(map(len, some.smiles))
    assert len(some.smiles) == len(some.texts) == 5
    assert read_pairs(path, 100) == read_pairs(path)


@pytest.mark.parametrize("smiles", ["C1CC", "xyz"])
def test_a_broken_smiles_is_told(tmp_path: Path, smiles: str) -> None:
    path = write(tmp_path / "pairs.tsv", [*LINES, f"{smiles}\tThe molecule is broken."])
    with pytest.raises(DataError, match=r'"pairs\.tsv" has a SMILES that cannot be read'):
        read_pairs(path)


def test_what_was_measured_is_described(tmp_path: Path) -> None:
    path = write(tmp_path / "pairs.tsv", LINES)
    found = describe_pairs(path, read_pairs(path), None, 0)
    assert found["pairs"]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert found["text_version"].startswith("nameless")
    named = write(tmp_path / "named.tsv", [LINES[0], "CCO\tEthanol is an alcohol."])
    assert describe_pairs(named, read_pairs(named), 1, 0)["text_version"] == "as given in the file"


def test_what_is_measured_has_no_names() -> None:
    warfarin = "CC(=O)CC(c1ccccc1)c1c(O)c2ccccc2oc1=O"  # of which no rule of names knows
    engine = open_unnamed(Pairs([warfarin], ["The molecule is a hydroxycoumarin."]))
    assert engine.library.find_name("warfarin") == []
    assert engine.generator.generate("a conjugate base of warfarin", count=1).derived == 0
    assert engine.library.find_name("salicylic acid")
