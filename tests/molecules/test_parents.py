"""A parent that a caption names is in its molecule or is not."""

from __future__ import annotations

import pytest
from rdkit import Chem

from textmol.molecules.parents import Parents

KNOWN = {
    "naphthalene": ["c1ccc2ccccc2c1"],
    "acetic acid": ["CC(=O)O", "CC(=O)[O-]"],
    "cholesterol": ["nonsense"],
}


@pytest.fixture(scope="module")
def parents() -> Parents:
    return Parents(lambda name: KNOWN.get(name, []))


@pytest.mark.parametrize(
    ("smiles", "text", "other"),
    [
        ("Cc1ccccc1", "The molecule is that is naphthalene substituted by a methyl group", True),
        ("Cc1cccc2ccccc12", "an arene that is naphthalene substituted by a methyl", False),
        ("Cc1ccccc1", "an arene which is a naphthalene bearing a methyl group", True),
        ("Cc1ccccc1", "an arene that is toluene substituted by nothing", False),
        ("Cc1ccccc1", "a sterol that is cholesterol substituted by a methyl group", False),
        ("OC(=O)CCl", "an acid that is acetic acid in which one of the hydrogens", False),
        ("OCCCl", "an acid that is acetic acid in which one of the hydrogens", True),
        ("OCCCl", "an acid that is acetic acid in which the hydroxy group", False),
        ("[O-]C(=O)CCl", "an anion that is acetic acid substituted by a chloro group", False),
        ("OCCCl", "It derives from an acetic acid", False),
        ("CC(O)Cl", "It is an enantiomer of a (R)-1-chloroethanol", True),
        ("C[C@H](O)Cl", "It is an enantiomer of a (R)-1-chloroethanol", False),
        ("CC(O)Cl", "It derives from an enantiomer of ethanol", False),
    ],
)
def test_what_is_named_has_to_be_there(
    parents: Parents, smiles: str, text: str, other: bool
) -> None:
    assert parents.are_others(Chem.MolFromSmiles(smiles), text) == other
