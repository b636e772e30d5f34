"""Molecules side by side: the scaffold, drawings turned the same way, groups that differ."""

from __future__ import annotations

import re

import pytest
from rdkit import Chem

from textmol.molecules.compare import compare_groups, draw_aligned, find_scaffold
from textmol.molecules.depiction import LIGHT

ASPIRIN, SALICYLIC, METHYL = "CC(=O)Oc1ccccc1C(=O)O", "O=C(O)c1ccccc1O", "COC(=O)c1ccccc1O"


def test_the_scaffold_is_in_all_of_them() -> None:
    smiles = (ASPIRIN, SALICYLIC, METHYL)
    scaffold = find_scaffold(smiles)
    assert scaffold is not None
    assert scaffold.proven
    assert scaffold.size == 10
    pattern = Chem.MolFromSmarts(scaffold.smarts)
    for text, atoms in zip(smiles, scaffold.atoms, strict=True):
        mol = Chem.MolFromSmiles(text)
        assert mol.HasSubstructMatch(pattern)
        assert len(set(atoms)) == scaffold.size
        assert max(atoms) < mol.GetNumAtoms()


@pytest.mark.parametrize("smiles", [("CCO", "c1ccccc1"), ("[Na+].[Cl-]", "CCO"), ("C", "C" * 200)])
def test_without_a_scaffold_each_is_drawn_alone(smiles: tuple[str, ...]) -> None:
    assert find_scaffold(smiles) is None
    drawings = draw_aligned(smiles, None, 200, 150, LIGHT)
    assert len(drawings) == len(smiles)
    assert all(drawing.startswith("<svg") for drawing in drawings)
    assert LIGHT.highlight.upper() not in "".join(drawings)


def test_rings_are_kept_whole() -> None:
    scaffold = find_scaffold(("C1CCCCC1CC", "C1CCCC1CC"))
    assert scaffold is None or scaffold.size < 5


def test_the_scaffold_lies_the_same_way_and_the_rest_is_lit() -> None:
    smiles = (ASPIRIN, SALICYLIC)
    drawings = draw_aligned(smiles, find_scaffold(smiles), 280, 210, LIGHT)
    lit = [len(re.findall("ellipse", drawing)) for drawing in drawings]
    assert lit[0] == 3  # the acetyl group
    assert lit[1] == 0


def test_groups_that_differ() -> None:
    rows = compare_groups((ASPIRIN, SALICYLIC))
    assert rows["phenol"] == (0, 1)
    assert rows["ester"] == (1, 0)
    assert "carboxylic acid" not in rows
    assert compare_groups((ASPIRIN, ASPIRIN)) == {}
