"""Named relatives: protomers, mirror images and the parts that water sets free."""

from __future__ import annotations

import pytest
from rdkit import Chem

from textmol.molecules import parse_molecule
from textmol.molecules.relatives import find_relatives, group_names, split_condensed

KNOWN = {
    "CC(=O)O": "acetic acid",
    "CC(=O)[O-]": "acetate",
    "OC(=O)c1ccccc1O": "salicylic acid",
    "C[C@H](N)C(=O)O": "L-alanine",
    "C[C@@H](N)C(=O)O": "D-alanine",
    "CC(N)C(=O)O": "alanine",
    "NCC(=O)O": "glycine",
}
NAMES = group_names({parse_molecule(smiles).inchikey: name for smiles, name in KNOWN.items()})


def _relatives(smiles: str) -> list[tuple[str, str]]:
    molecule = parse_molecule(smiles)
    return find_relatives(molecule.mol, molecule.inchikey, NAMES)


@pytest.mark.parametrize(
    ("smiles", "expected"),
    [
        ("CC(=O)[O-]", ("acid", "acetic acid")),
        ("CC(=O)O", ("base", "acetate")),
        ("C[C@H](N)C(=O)O", ("mirror", "D-alanine")),
        ("C[C@H](N)C(=O)O", ("isomer", "alanine")),
        ("CC(=O)Oc1ccccc1C(=O)O", ("part", "salicylic acid")),
        ("CC(=O)Oc1ccccc1C(=O)O", ("part", "acetic acid")),
        ("C[C@H](N)C(=O)NCC(=O)O", ("part", "L-alanine")),
        ("C[C@H](N)C(=O)NCC(=O)O", ("part", "glycine")),
    ],
)
def test_a_relative_is_found(smiles: str, expected: tuple[str, str]) -> None:
    assert expected in _relatives(smiles)


def test_a_molecule_is_no_relative_of_itself() -> None:
    assert "acetic acid" not in [name for _, name in _relatives("CC(=O)O")]


@pytest.mark.parametrize(
    ("smiles", "parts"),
    [
        ("CC(=O)OCC", {"CC(=O)O", "CCO"}),
        ("CC(=O)SCC", {"CC(=O)O", "CCS"}),
        ("CCOP(=O)(O)O", {"CCO", "O=P(O)(O)O"}),
        ("CCCC", set()),
        ("[Na+].[Cl-]", set()),
    ],
)
def test_water_sets_parents_free(smiles: str, parts: set[str]) -> None:
    found = split_condensed(Chem.MolFromSmiles(smiles))
    assert {Chem.MolToSmiles(part) for part in found} == parts


@pytest.mark.parametrize("smiles", ["*", "[H][H]", "C1CC1", "O=C1CCCO1"])
def test_odd_molecules_are_read(smiles: str) -> None:
    assert isinstance(_relatives(smiles), list)
