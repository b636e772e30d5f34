"""Statements checked on a whole library agree with those checked on one molecule after another."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from rdkit import Chem

from textmol.library import folder as files
from textmol.library.counting import attach_counts
from textmol.library.counts import CountIndex, tabulate_counts
from textmol.library.library import Library
from textmol.library.statements import StatementIndex
from textmol.molecules.claims import find_contradicted, read_statements
from textmol.molecules.claims.evidence import Evidence
from textmol.molecules.rules import Rule

TEXTS = (
    "The molecule is a dicarboxylic acid and a member of benzenes.",
    "The molecule is a carboxylic acid anion with 2 chloro substituents.",
    "The molecule is an organosodium compound. It is a fluorobenzene.",
    "The molecule is the (R)-enantiomer of limonene.",
    "The molecule is an alpha-amino acid having S configuration. It is a monoterpene.",
    "It is a benzoic acid substituted by two hydroxy groups and three methyl groups.",
    "The molecule is a 7-hydroxysteroid bearing four additional acetoxy groups.",
    "The molecule is an amino acid. It is a tautomer of a L-alanine zwitterion.",
    "The molecule is an ester that is the ethyl ester of butanoic acid.",
    "It is a conjugate base of an acetic acid.",
    "a solvent that smells of almonds",
)


@pytest.fixture(scope="module")
def evidence(library: Library) -> list[Evidence]:
    return [Evidence(Chem.MolFromSmiles(smiles)) for smiles in library.read_smiles()]


@pytest.mark.parametrize("text", TEXTS)
def test_a_library_contradicts_what_its_molecules_contradict(
    library: Library, evidence: list[Evidence], text: str
) -> None:
    found = library.contradict(text)
    assert all(rows.any() for _, rows in found)
    for row, facts in enumerate(evidence):
        expected = [one.text for one in find_contradicted(text, facts)]
        expected += [one.words for one in library.derive(text) if one.miss(facts.inchikey)]
        assert [words for words, rows in found if rows[row]] == expected


def test_some_molecules_contradict_and_others_do_not(library: Library) -> None:
    found = library.contradict("The molecule is a carboxylic acid and a carboxylic ester.")
    assert set(np.sum([rows for _, rows in found], axis=0).tolist()) == {0, 1, 2}


def test_a_library_without_checked_statements_contradicts_nothing(
    folder: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    (copy / files.STATEMENTS).unlink()
    files.write_manifest(copy)
    old = Library.open(copy)
    assert not old.has_statements
    assert old.contradict(TEXTS[0]) == ()
    again = attach_counts(copy)
    assert again.has_statements
    assert again.contradict(TEXTS[0])
    assert (copy / files.STATEMENTS).read_bytes() == (folder / files.STATEMENTS).read_bytes()


def test_a_rule_that_the_table_does_not_name_contradicts_nothing(library: Library) -> None:
    text = "The molecule is a diterpenoid and a member of benzenes."
    empty = CountIndex(tabulate_counts([]), library.size)
    of_others = StatementIndex(lambda: empty, library.size, library.rows_meeting)
    assert any(isinstance(one, Rule) for item in read_statements(text) for one in item.meanings)
    assert not any(
        of_others.find(item).any()
        for item in read_statements(text)
        if all(isinstance(one, Rule) for one in item.meanings)
    )
