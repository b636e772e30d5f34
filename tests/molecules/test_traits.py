"""Counts of what molecules have, against what chemists would count by hand."""

from __future__ import annotations

import pytest
from rdkit import Chem

from textmol.molecules.groups import find_groups
from textmol.molecules.traits import count_traits


@pytest.mark.parametrize(
    ("smiles", "expected"),
    [
        ("ClC(Cl)Cl", {"C": 1, "H": 1, "Cl": 3, "chloro group": 3, "heteroatom": 3}),
        ("C[N+](C)(C)CC(=O)[O-]", {"positive centre": 1, "negative centre": 1, "component": 1}),
        ("O=[N+]([O-])c1ccccc1", {"N": 1, "nitro group": 1, "six-membered ring": 1}),
        ("[Na+].[Cl-]", {"Na": 1, "Cl": 1, "component": 2}),
        ("[2H]C", {"H": 4, "C": 1}),
        ("C[C@H](N)C(=O)O", {"stereocentre": 1, "carboxylic acid": 1}),
        ("CC(C)CCC", {"branching carbon": 1}),
        ("O=Cc1ccc(Cl)cc1", {"aromatic aldehyde": 1, "aryl chloride": 1}),
        ("C1CCC2(CC1)CCCC2", {"five-membered ring": 1, "six-membered ring": 1}),
    ],
)
def test_counts(smiles: str, expected: dict[str, int]) -> None:
    counts = count_traits(Chem.MolFromSmiles(smiles))
    assert {name: counts.get(name, 0) for name in expected} == expected


@pytest.mark.parametrize("smiles", ["O=[N+]([O-])C", "C[N+](C)(C)[O-]", "CN=[N+]=[N-]"])
def test_charges_that_a_neighbour_balances_are_none(smiles: str) -> None:
    counts = count_traits(Chem.MolFromSmiles(smiles))
    assert not {"positive centre", "negative centre"} & counts.keys()


def test_groups_are_those_of_the_table_and_nothing_is_zero() -> None:
    mol = Chem.MolFromSmiles("CC(=O)Oc1ccccc1C(=O)O")
    counts = count_traits(mol)
    assert find_groups(mol).items() <= counts.items()
    assert all(count > 0 for count in counts.values())


def test_a_placeholder_is_no_element() -> None:
    assert "*" not in count_traits(Chem.MolFromSmiles("*C"))
