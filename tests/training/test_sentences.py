from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdkit import Chem

from textmol.molecules.groups import Group, find_groups, load_groups
from textmol.training.facts import structure_facts
from textmol.training.sentences import Fact, add_article, describe_structure, phrase

MOLECULES = {
    "aspirin": "CC(=O)Oc1ccccc1C(=O)O",
    "picric acid": "O=[N+]([O-])c1cc([N+](=O)[O-])c(O)c([N+](=O)[O-])c1",
    "testosterone": "C[C@]12CC[C@H]3[C@@H](CCC4=CC(=O)CC[C@@]43C)[C@@H]1CC[C@@H]2O",
    "sodium stearate": "CCCCCCCCCCCCCCCCCC(=O)[O-].[Na+]",
    "alanine zwitterion": "C[C@H]([NH3+])C(=O)[O-]",
    "benzo[a]pyrene": "c1ccc2c(c1)cc1ccc3cccc4ccc2c1c34",
    "cisplatin": "[Cl][Pt]([Cl])([NH3])[NH3]",
    "deuterated chloroform": "[2H]C(Cl)(Cl)Cl",
    "sodium ion": "[Na+]",
    "water": "O",
}


def read_molecule(smiles: str) -> Chem.Mol:
    mol = Chem.MolFromSmiles(smiles)
    assert mol is not None, smiles
    return mol


def every_wording(facts: list[Fact]) -> set[str]:
    return {
        text
        for fact in facts
        for text in (*fact.nouns, *fact.adjectives, *fact.features, *fact.attributes)
    }


@pytest.mark.parametrize("smiles", MOLECULES.values(), ids=MOLECULES)
def test_texts_are_short_tidy_and_repeatable(smiles: str) -> None:
    facts = structure_facts(read_molecule(smiles))
    texts = [phrase(facts, random.Random(seed)) for seed in range(200)]
    assert texts == [phrase(facts, random.Random(seed)) for seed in range(200)]
    assert len(set(texts)) > 10
    for text in texts:
        assert text == text.strip() and "  " not in text and "{" not in text
        assert len(text) < 400
        assert " a an " not in text and " a a " not in text


def test_describe_structure_draws_from_the_facts() -> None:
    mol = read_molecule(MOLECULES["aspirin"])
    expected = phrase(structure_facts(mol), random.Random(5))
    assert describe_structure(mol, random.Random(5)) == expected


def wordings_of(group: Group) -> Iterator[str]:
    yield from (group.name, *group.words)


@pytest.mark.parametrize("smiles", MOLECULES.values(), ids=MOLECULES)
def test_no_group_is_named_that_the_molecule_lacks(smiles: str) -> None:
    mol = read_molecule(smiles)
    present = find_groups(mol)
    allowed = {
        word for group in load_groups() if group.name in present for word in wordings_of(group)
    }
    absent = {
        word for group in load_groups() if group.name not in present for word in wordings_of(group)
    }
    features = {text for fact in structure_facts(mol) for text in fact.features}
    assert features.isdisjoint(absent - allowed)


def test_facts_of_one_topic_never_meet() -> None:
    facts = [Fact("one", 1.0, features=("first",)), Fact("one", 1.0, features=("second",))]
    for seed in range(100):
        text = phrase(facts, random.Random(seed))
        assert not ("first" in text.lower() and "second" in text.lower())


def test_heavier_facts_are_stated_more_often() -> None:
    facts = [Fact("rare", 5.0, nouns=("steroid",)), Fact("common", 0.5, nouns=("ether",))]
    texts = [phrase(facts, random.Random(seed)).lower() for seed in range(300)]
    assert sum("steroid" in text for text in texts) > sum("ether" in text for text in texts)


def test_no_fact_is_refused() -> None:
    with pytest.raises(ValueError, match="no fact"):
        phrase([], random.Random(0))
    assert structure_facts(Chem.MolFromSmiles("")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nitrile", "a nitrile"),
        ("epoxide", "an epoxide"),
        ("urea", "a urea"),
        ("NH2 group", "an NH2 group"),
        ("CF3 group", "a CF3 group"),
        ("N-oxide", "an N-oxide"),
        ("Schiff base", "a Schiff base"),
        ("α,β-unsaturated ketone", "an α,β-unsaturated ketone"),
        ("two benzene rings", "two benzene rings"),
        ("3 stereocentres, all S", "3 stereocentres, all S"),
        ("C9H8O4", "C9H8O4"),
        ("cumulated double bonds", "cumulated double bonds"),
        ("unsaturated hydrocarbon", "an unsaturated hydrocarbon"),
    ],
)
def test_article_follows_the_sound(text: str, expected: str) -> None:
    assert add_article(text) == expected


def test_words_are_drawn_without_rdkit() -> None:
    # The package's own __init__ may import more; a machine that only trains has no RDKit.
    program = """
import sys, types
package = types.ModuleType("textmol")
package.__path__ = ["textmol"]
sys.modules["textmol"] = package
import textmol.training.sentences
sys.exit("rdkit" in sys.modules)
"""
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, check=False)
    assert done.returncode == 0
