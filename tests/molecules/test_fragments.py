"""Fragments: every atom is covered, parts are connected, and names are those of chemists."""

from __future__ import annotations

import random

import pytest
from rdkit import Chem

from textmol.molecules.fragment_names import (
    FUNCTIONAL_GROUPS,
    NO_RING_NAMES,
    RING_SKELETONS,
    WITH_CARBONS,
    structure_terms,
)
from textmol.molecules.fragments import Fragment, split_fragments
from textmol.molecules.groups import groups_by_name

PENICILLIN = "CC1(C)S[C@@H]2[C@H](NC(=O)Cc3ccccc3)C(=O)N2[C@H]1C(=O)O"
SAMPLES = (
    "C",
    "[Na+].[Cl-]",
    "CC(=O)Oc1ccccc1C(=O)O",
    PENICILLIN,
    "CCCCCCCC/C=C\\CCCCCCCC(=O)O",
    "C[C@]12CCC3C(CCC4=CC(=O)CC[C@]34C)C1CCC2O",
    "OC[C@H]1O[C@@H](Oc2ccccc2)[C@H](O)[C@@H](O)[C@@H]1O",
    "Cn1cnc2c1c(=O)n(C)c(=O)n2C",
    "CN(C)c1ccc(N=Nc2ccccc2)cc1",
    "FC(F)(F)c1ccc(Cl)cc1[N+](=O)[O-]",
    "*CC(=O)N1CCOCC1",
    "C1CC2(C1)CCC2",
    "c1cc[nH]c1C(=O)c1cc2ccccc2o1",
    "O=C1CCCCCCCCCCCCO1",
    "[2H]C([2H])([2H])O",
    "[Fe+2].c1cc[cH-]c1.c1cc[cH-]c1",
    "B(O)(O)c1ccccc1",
    "C1C2CC3CC1CC(C2)C3",
)


def _split(smiles: str) -> tuple[Fragment, ...]:
    return split_fragments(Chem.MolFromSmiles(smiles))


def _labels(smiles: str) -> list[str]:
    return [fragment.label for fragment in _split(smiles)]


@pytest.mark.parametrize("smiles", SAMPLES)
def test_fragments_cover_the_molecule_with_connected_parts(smiles: str) -> None:
    mol = Chem.MolFromSmiles(smiles)
    fragments = split_fragments(mol)
    covered = {atom for fragment in fragments for atom in fragment.atoms}
    assert covered == set(range(mol.GetNumAtoms()))
    for fragment in fragments:
        assert fragment.atoms == tuple(sorted(set(fragment.atoms)))
        assert "." not in Chem.MolFragmentToSmiles(mol, list(fragment.atoms))
        assert fragment.label.strip() and fragment.kind in ("ring", "group", "piece")
        part = Chem.MolFromSmiles(fragment.smiles)
        assert part is not None and part.GetNumAtoms() == len(fragment.atoms)


@pytest.mark.parametrize("smiles", SAMPLES)
def test_no_two_fragments_are_the_same_atoms(smiles: str) -> None:
    atoms = [fragment.atoms for fragment in _split(smiles)]
    assert len(set(atoms)) == len(atoms)


@pytest.mark.parametrize("smiles", SAMPLES)
def test_fragments_do_not_depend_on_how_the_molecule_is_written(smiles: str) -> None:
    mol = Chem.MolFromSmiles(smiles)
    order = list(range(mol.GetNumAtoms()))
    random.Random(7).shuffle(order)
    shuffled = Chem.MolFromSmiles(Chem.MolToSmiles(Chem.RenumberAtoms(mol, order), canonical=False))
    one, other = split_fragments(mol), split_fragments(shuffled)
    assert [item.label for item in one] == [item.label for item in other]
    assert [item.kind for item in one] == [item.kind for item in other]


@pytest.mark.parametrize(
    ("smiles", "label", "atoms"),
    [
        ("CC(=O)O", "carboxylic acid", 3),
        ("CC(=O)OCC", "ester", 3),
        ("CC(=O)SCC", "thioester", 3),
        ("CC(=O)CC", "ketone", 2),
        ("CS(=O)(=O)C", "sulfone", 3),
        (PENICILLIN, "β-lactam ring", 5),
        (PENICILLIN, "penam skeleton", 8),
        ("CCCCCCCC/C=C\\CCCCCCCC(=O)O", "alkyl chain C8", 8),
        ("OC[C@H]1O[C@@H](Oc2ccccc2)[C@H](O)[C@@H](O)[C@@H]1O", "glucose ring", 12),
        ("C[C@]12CCC3C(CCC4=CC(=O)CC[C@]34C)C1CCC2O", "steroid skeleton", 17),
        ("c1ccc2[nH]ccc2c1CCN", "indole ring", 9),
        ("c1ccc2[nH]ccc2c1CCN", "primary amine", 1),
        ("Cn1cnc2c1c(=O)n(C)c(=O)n2C", "xanthine", 11),
        ("Clc1ccc([N+](=O)[O-])cc1", "nitro group", 3),
        ("Clc1ccc([N+](=O)[O-])cc1", "chloro group", 1),
        ("CN(C)c1ccccc1", "dimethylamino group", 3),
        ("[Na+].[Cl-]", "sodium ion", 1),
        ("O", "water", 1),
    ],
)
def test_names_are_those_of_chemists(smiles: str, label: str, atoms: int) -> None:
    assert (label, atoms) in {(item.label, len(item.atoms)) for item in _split(smiles)}


def test_the_most_specific_group_wins_where_groups_nest() -> None:
    assert "hydroxy group" not in _labels("CC(=O)O")
    assert "ketone" not in _labels("CC(=O)OC")
    assert _labels("O=P(O)(O)OP(=O)(O)O") == ["diphosphate"]
    assert "amide" not in _labels("NC(=O)N")


def test_aromatic_named_systems_are_one_ring_and_others_also_show_their_rings() -> None:
    assert _labels("c1ccc2[nH]ccc2c1") == ["indole ring"]
    assert sorted(_labels(PENICILLIN)).count("thiazolidine ring") == 1


def test_a_large_molecule_is_cut_at_once() -> None:
    peptide = Chem.MolFromSmiles("N" + "[C@@H](Cc1c[nH]c2ccccc12)C(=O)N" * 21 + "CC(=O)O")
    fragments = split_fragments(peptide)
    assert [item.label for item in fragments].count("indole ring") == 21
    assert {atom for item in fragments for atom in item.atoms} == set(range(peptide.GetNumAtoms()))


def test_a_molecule_without_atoms_has_no_fragments() -> None:
    assert split_fragments(Chem.MolFromSmiles("")) == ()


def test_every_listed_name_is_a_group() -> None:
    known = set(groups_by_name())
    listed = {*FUNCTIONAL_GROUPS, *RING_SKELETONS, *NO_RING_NAMES, *WITH_CARBONS}
    assert listed <= known
    assert len(set(FUNCTIONAL_GROUPS)) == len(FUNCTIONAL_GROUPS)


def test_terms_name_structures_in_the_words_of_chemists() -> None:
    assert {"carboxylic acid", "carboxy group", "indole ring", "aldehyde"} <= structure_terms()
    assert min(map(len, structure_terms())) >= 3
