"""Salts put together of what they are made of."""

from __future__ import annotations

import pytest
from rdkit import Chem

from textmol.molecules.salts import add_simple, combine, is_simple


def read(smiles: str) -> Chem.Mol:
    return Chem.MolFromSmiles(smiles)


@pytest.mark.parametrize(
    ("smiles", "partner", "times", "first"),
    [
        ("CCN", "hydrochloride", None, "CCN.Cl"),
        ("CC[NH3+]", "hydrogen bromide", 1, "CC[NH3+].[Br-]"),
        ("NCCN", "hydrochloric acid", 2, "NCCN.Cl.Cl"),
        ("C[N+](C)(C)C", "chloride", None, "C[N+](C)(C)C.[Cl-]"),
        ("C[N+](C)(C)CC[N+](C)(C)C", "iodide", None, "C[N+](C)(C)CC[N+](C)(C)C.[I-].[I-]"),
        ("CC(=O)O", "sodium", None, "CC(=O)[O-].[Na+]"),
        ("CC(=O)[O-]", "potassium", 1, "CC(=O)[O-].[K+]"),
        ("OC(=O)CC(=O)O", "sodium", 2, "O=C([O-])CC(=O)[O-].[Na+].[Na+]"),
    ],
)
def test_simple_partners_are_added(
    smiles: str, partner: str, times: int | None, first: str
) -> None:
    assert is_simple(partner)
    assert add_simple(read(smiles), partner, times)[0] == Chem.CanonSmiles(first)


def test_a_number_that_is_not_told_is_one_to_three() -> None:
    made = add_simple(read("NCCN"), "hydrochloride")
    assert [smiles.count("Cl") for smiles in made] == [1, 2, 3]


def test_what_has_no_proton_to_lose_makes_no_sodium_salt() -> None:
    assert add_simple(read("CCC"), "sodium") == []


@pytest.mark.parametrize(
    "partner", ["maleic acid", "acetate", "", "chlorine", "chloric acid ester"]
)
def test_other_partners_are_molecules(partner: str) -> None:
    assert not is_simple(partner)


def test_bases_and_acids_are_put_side_by_side() -> None:
    base, acid = read("CC[NH3+]"), read("OS(=O)(=O)O")
    made = combine(base, acid)
    assert made[0] == Chem.CanonSmiles("CCN.OS(=O)(=O)O")
    assert Chem.CanonSmiles("CCN.CCN.OS(=O)(=O)O") in made
    assert combine(base, acid, 2) == [Chem.CanonSmiles("CCN.OS(=O)(=O)O.OS(=O)(=O)O")]
