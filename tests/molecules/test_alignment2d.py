from __future__ import annotations

import numpy as np
import pytest
from rdkit import Chem

from textmol.errors import QueryError
from textmol.molecules import depict
from textmol.molecules.alignment2d import turn_to_pattern
from textmol.molecules.depiction import lay_out
from textmol.molecules.smarts import compile_smarts

PATTERN = "c1ccccc1C"
MOLECULES = ["Cc1ccccc1", "Cc1ccc(S(N)(=O)=O)cc1", "OC(=O)[C@@H](N)Cc1ccccc1", "CC(c1ccccc1)C(C)=O"]


def places(mol: Chem.Mol) -> np.ndarray:
    return np.asarray(mol.GetConformer().GetPositions()[:, :2])


@pytest.mark.parametrize("smiles", MOLECULES)
def test_the_pattern_lies_alike_in_all_molecules(smiles: str) -> None:
    found = []
    for one in (MOLECULES[0], smiles):
        mol = turn_to_pattern(lay_out(one), PATTERN)
        found.append(places(mol)[list(mol.GetSubstructMatch(compile_smarts(PATTERN)))])
    np.testing.assert_allclose(found[0], found[1], atol=0.35)


@pytest.mark.parametrize("smiles", MOLECULES)
def test_turning_moves_no_atom_against_another(smiles: str) -> None:
    before, after = places(lay_out(smiles)), places(turn_to_pattern(lay_out(smiles), PATTERN))
    apart = [np.linalg.norm(one[:, None] - one[None], axis=2) for one in (before, after)]
    np.testing.assert_allclose(apart[0], apart[1], atol=1e-6)


@pytest.mark.parametrize("pattern", ["[F]", "C", "N=N"])
def test_without_a_pattern_to_turn_by_nothing_moves(pattern: str) -> None:
    mol = lay_out("CCO")
    assert turn_to_pattern(mol, pattern) is mol


def test_a_drawing_is_turned_only_when_asked() -> None:
    plain = depict(MOLECULES[2], smarts=PATTERN)
    turned = depict(MOLECULES[2], smarts=PATTERN, aligned=True)
    assert plain != turned
    assert turned == depict(MOLECULES[2], smarts=PATTERN, aligned=True)
    assert depict(MOLECULES[2], aligned=True) == depict(MOLECULES[2])
    with pytest.raises(QueryError):
        depict("CCO", smarts="C((", aligned=True)
