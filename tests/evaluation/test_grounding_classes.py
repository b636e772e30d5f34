"""The class file: what is read, what is refused, and which phrase wins."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from rdkit import Chem

from textmol.errors import DataError
from textmol.evaluation.grounding_cases import find_case, read_cases
from textmol.evaluation.grounding_classes import (
    CLASSES,
    GroundingClass,
    cover_atoms,
    default_classes,
    find_mentions,
    load_classes,
    read_spot_check,
)

NAMED_IN_THE_PROTOCOL = (
    "hydroxy group|carboxylic acid|ester|amide|thioester|phosphate|sulfonate|nitro group|nitrile|"
    "fluoro group|chloro group|bromo group|iodo group|epoxide|lactone|lactam|beta-lactam ring|"
    "furan|pyridine|indole|purine|pyrimidine|imidazole|thiazole|steroid skeleton|quinone|"
    "catechol|glucose ring|acyl chain|alkene|alkyne|azo group|hydrazine|guanidine|carbamate|urea|"
    "sulfonamide|sulfone|thiol|disulfide|peroxide|isocyanate|phenyl ring"
)
EXAMPLES = {
    "carboxylic acid": ("a carboxy group", "CCCCC(=O)O", {4, 5, 6}),
    "hydroxy group": ("a hydroxy group", "CCCCCO", {5}),
    "chloro group": ("an organochlorine compound", "CCCCCl", {4}),
    "nitrile": ("a nitrile", "CCCCC#N", {4, 5}),
    "indole": ("a member of indoles", "CCCCCCCCCCc1c[nH]c2ccccc12", set(range(10, 19))),
    "beta-lactam ring": ("a β-lactam", "O=C1CCN1CCCCCC", {0, 1, 2, 3, 4}),
    "azo group": ("an azo compound", "CCCCN=NCCCC", {3, 4, 5, 6}),
    "acyl chain": ("a linoleoyl group", "CCCC=CCC=CCC(=O)OC" + "CO" * 9, set(range(11))),
    "hexopyranose": (
        "a mannoside",
        "CCCCCCCCOC1OC(CO)C(O)C(O)C1O",
        {8, 9, 10, 11, 14, 15, 16, 17, 18, 19},
    ),
    "amine": ("an amino compound", "NCCCC[N+](=O)[O-]", {0}),
    "epoxide": ("an epoxide", "CCCCC1CO1", {4, 5, 6}),
}


def _write(path: Path, classes: object) -> Path:
    path.write_text(json.dumps(classes), encoding="utf-8")
    return path


def _entry(name: str, phrase: str, smarts: str) -> dict[str, object]:
    return {"name": name, "phrases": [phrase], "smarts": [smarts]}


def _classes(tmp_path: Path, *entries: dict[str, object]) -> tuple[GroundingClass, ...]:
    return load_classes(_write(tmp_path / "classes.json", {"classes": list(entries)}))


def test_the_default_file_says_how_it_was_checked() -> None:
    checked = json.loads(CLASSES.read_text(encoding="utf-8"))["checked"]
    assert checked["error_rate"] == checked["second"]["wrong"] / checked["second"]["pairs"]


def test_the_default_file_has_every_class_of_the_protocol() -> None:
    names = {one.name for one in default_classes()}
    assert set(NAMED_IN_THE_PROTOCOL.split("|")) <= names
    assert len(names) >= 45


@pytest.mark.parametrize("name", EXAMPLES)
def test_default_classes_mean_the_atoms_of_their_group(name: str) -> None:
    text, smiles, atoms = EXAMPLES[name]
    case = find_case(smiles, f"The molecule is {text}.", default_classes())
    assert case is not None
    masks = {target.name: set(np.flatnonzero(target.mask)) for target in case.targets}
    assert masks[name] == atoms


def test_the_longest_phrase_over_all_classes_wins(tmp_path: Path) -> None:
    classes = _classes(
        tmp_path,
        _entry("acid", "carboxylic", "C(=O)O"),
        _entry("ester", "carboxylic ester", "C(=O)OC"),
        _entry("twin", "carboxylic ester", "C(=O)OC"),
    )
    text = "A Carboxylic Ester of a carboxylic sort"
    found = [(mention.name, text[mention.start : mention.end]) for mention in
             find_mentions(text, classes)]  # fmt: skip
    assert found == [("ester", "Carboxylic Ester"), ("acid", "carboxylic")]


def test_phrases_that_match_nothing_are_no_mentions(tmp_path: Path) -> None:
    assert find_mentions("abc", _classes(tmp_path, _entry("x", "z*", "C"))) == ()


def test_an_atom_belongs_to_a_class_if_any_pattern_covers_it() -> None:
    patterns = [Chem.MolFromSmarts(smarts) for smarts in ("[OX2H1]", "Cl")]
    mask = cover_atoms(Chem.MolFromSmiles("OCCCCl"), patterns)
    assert mask.tolist() == [True, False, False, False, True]


@pytest.mark.parametrize(
    "content",
    [
        "no JSON",
        json.dumps([]),
        json.dumps({"classes": []}),
        json.dumps({"classes": [{"name": "x", "phrases": ["("], "smarts": ["C"]}]}),
        json.dumps({"classes": [{"name": "x", "phrases": ["x"], "smarts": ["C("]}]}),
        json.dumps({"classes": [{"name": "x", "phrases": [], "smarts": ["C"]}]}),
        json.dumps({"classes": [{"name": "x", "smarts": ["C"]}]}),
        json.dumps({"classes": [_entry("x", "x", "C"), _entry("x", "y", "N")]}),
    ],
)
def test_files_of_another_shape_are_refused_with_a_remedy(tmp_path: Path, content: str) -> None:
    path = tmp_path / "classes.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError) as error:
        load_classes(path)
    assert "classes.json" in str(error.value) and error.value.remedy


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        load_classes(tmp_path / "none.json")


def test_masks_of_more_than_half_and_absent_groups_are_left_out(tmp_path: Path) -> None:
    classes = _classes(tmp_path, _entry("carbon", "carbon", "[#6]"), _entry("ol", "alcohol", "O"))
    case = find_case("CCCCO", "A carbon alcohol, an alcohol", classes)
    assert case is not None
    assert [target.name for target in case.targets] == ["ol"]
    assert case.targets[0].mentions == ((9, 16), (21, 28))
    assert find_case("CCCC", "an alcohol", classes) is None
    assert find_case("no molecule", "an alcohol", classes) is None
    assert find_case("CCO", "nothing", classes) is None


def test_pairs_without_a_class_are_left_out(tmp_path: Path) -> None:
    classes = _classes(tmp_path, _entry("ol", "alcohol", "O"))
    path = tmp_path / "pairs.tsv"
    path.write_text("smiles\ttext\nCCO\tan alcohol\nCC\tnone\nCCCO\tan alcohol\n", "utf-8")
    assert [case.smiles for case in read_cases(path, classes)] == ["CCO", "CCCO"]
    path.write_text("smiles\ttext\nCC\tnone\n", "utf-8")
    with pytest.raises(DataError):
        read_cases(path, classes)


def test_the_held_out_classes_are_others(root: Path) -> None:
    others = load_classes(root / "tests/data/held_out_classes.json")
    assert len(others) >= 100
    assert not {one.name for one in others} & {one.name for one in default_classes()}


def test_a_file_says_how_its_masks_were_checked(root: Path) -> None:
    assert read_spot_check() == {"pairs": 100, "wrong": 2, "error_rate": 0.02}
    assert read_spot_check(root / "tests/data/held_out_classes.json") is None
