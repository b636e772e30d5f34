"""Molecules made of others."""

from __future__ import annotations

import pytest
from rdkit import Chem
from rdkit.Chem.rdMolDescriptors import CalcMolFormula

from textmol.molecules.assembly import MOST, condense, list_states
from textmol.molecules.relatives import split_condensed


def _condense(first: str, second: str) -> list[str]:
    return condense(Chem.MolFromSmiles(first), Chem.MolFromSmiles(second))


@pytest.mark.parametrize(
    ("first", "second", "product"),
    [
        ("CC(=O)O", "CCO", "CCOC(C)=O"),
        ("CCO", "CC(=O)O", "CCOC(C)=O"),
        ("CC(=O)[O-]", "CCO", "CCOC(C)=O"),  # as the acid
        ("CC(=O)O", "C[NH3+]", "CNC(C)=O"),
        ("CC(=O)O", "CCS", "CCSC(C)=O"),
        ("CC(=O)O", "Oc1ccccc1", "CC(=O)Oc1ccccc1"),
        ("OP(=O)(O)O", "CCO", "CCOP(=O)(O)O"),
        ("OP(=O)(O)O", "COP(=O)(O)O", "COP(=O)(O)OP(=O)(O)O"),
        ("C[C@H](N)C(=O)O", "NCC(=O)O", "C[C@H](N)C(=O)NCC(=O)O"),
    ],
)
def test_what_sets_water_free_is_joined(first: str, second: str, product: str) -> None:
    assert product in _condense(first, second)


@pytest.mark.parametrize(
    ("groups", "products"),
    [
        (("carboxy", "amino"), {"CC(=O)NCCO"}),
        (("carboxy", "hydroxy"), {"CC(=O)OCCN"}),
        (("", "amino"), {"CC(=O)NCCO"}),
        (("carboxy", ""), {"CC(=O)NCCO", "CC(=O)OCCN"}),
        (("carboxy", "thiol"), set()),
        (("sulfo", "amino"), set()),
    ],
)
def test_molecules_are_joined_by_the_groups_that_are_told(
    groups: tuple[str, str], products: set[str]
) -> None:
    acid, other = map(Chem.MolFromSmiles, ("CC(=O)O", "NCCO"))
    assert set(condense(acid, other, groups)) == products
    assert set(condense(other, acid, groups[::-1])) == products


def test_coenzyme_a_takes_an_acid_up_by_its_thiol() -> None:
    coenzyme = Chem.MolFromSmiles("SCCNC(=O)CCNC(=O)[C@H](O)C(C)(C)COP(=O)(O)OP(=O)(O)OC")
    acid = Chem.MolFromSmiles("CCC(=O)O")
    (product,) = condense(coenzyme, acid, ("thiol", "carboxy"))
    assert Chem.MolFromSmiles(product).HasSubstructMatch(Chem.MolFromSmarts("CCC(=O)SCC"))


def test_every_product_has_lost_one_water_and_gives_its_parents_back() -> None:
    acid, alcohol = "CC(=O)O", "C[C@H](O)CO"
    products = _condense(acid, alcohol)
    assert len(products) == 2
    for product in products:
        mol = Chem.MolFromSmiles(product)
        assert CalcMolFormula(mol) == "C5H10O3"
        assert {acid, Chem.CanonSmiles(alcohol)} <= {
            Chem.MolToSmiles(part) for part in split_condensed(mol)
        }


@pytest.mark.parametrize(("first", "second"), [("CC", "CCO"), ("CCO", "CCO"), ("[Na+]", "[Cl-]")])
def test_what_has_no_water_to_lose_is_not_joined(first: str, second: str) -> None:
    assert _condense(first, second) == []


@pytest.mark.parametrize(
    ("smiles", "ion"),
    [
        ("CC(=O)O", "CC(=O)[O-]"),
        ("O=C(O)CC(=O)O", "O=C([O-])CC(=O)O"),
        ("O=C(O)CC(=O)O", "O=C([O-])CC(=O)[O-]"),
        ("CCN", "CC[NH3+]"),
        ("C[C@H](N)C(=O)O", "C[C@H]([NH3+])C(=O)[O-]"),
        ("Oc1ccccc1", "[O-]c1ccccc1"),
        ("CC[NH3+]", "CC[NH3+]"),  # of the neutral molecule
        ("CC[NH3+]", "CCN"),
        ("NCCC(N)C(=O)O", "[NH3+]CCC([NH3+])C(=O)[O-]"),
        ("SCC(N)C(=O)O", "SCC(N)C(=O)[O-]"),
    ],
)
def test_states_of_charge_are_listed(smiles: str, ion: str) -> None:
    assert Chem.CanonSmiles(ion) in list_states(Chem.MolFromSmiles(smiles))


def test_lists_are_bounded_and_in_a_fixed_order() -> None:
    sugar = Chem.MolFromSmiles("NCC(O)" + "C(N)" * 40 + "C(=O)O")
    assert len(list_states(sugar)) == MOST
    joined = condense(sugar, Chem.MolFromSmiles("CC(=O)O"))
    assert len(joined) == MOST == len(set(joined))
    assert joined == condense(sugar, Chem.MolFromSmiles("CC(=O)O"))


def test_what_carries_no_proton_has_one_state() -> None:
    assert list_states(Chem.MolFromSmiles("CC")) == ["CC"]
