from __future__ import annotations

import numpy as np
import pytest
from rdkit import Chem

from textmol.errors import QueryError
from textmol.molecules.substructure import PATTERN_BITS, compute_pattern, read_substructure

SMILES = (
    "CCO",
    "c1ccccc1",
    "CC(=O)Oc1ccccc1C(=O)O",
    "C[C@H](N)C(=O)O",
    "C[C@@H](N)C(=O)O",
    "C/C=C/C",
    "C/C=C\\C",
    "Brc1ccc2[nH]ccc2c1",
    "C1CCC2(CC1)CCCCCCC2",
    "c1ccc2c(c1)ccc1ccccc12",
    "[Na+].CC(=O)[O-]",
    "[13CH4]",
    "[2H]C([2H])([2H])O",
    "[Fe]",
    "*",
    "C[Si](C)(C)C",
    "OS(=O)(=O)O",
    "[Cu+2].[O-]S(=O)(=O)[O-]",
    "C#N",
    "C12C3C4C1C5C4C3C25",
)
SMARTS = (
    *("c1ccccc1", "[OX2H]", "C(=O)N", "[#6]", "[R2]", "[r7]", "[r8]", "[x3]", "[C;R]", "[k5]"),
    *("[Br]", "[Cr]", "[Si]", "[Fe]", "[Cu,Zn,Fe]", "[!#6]", "*", "A", "a", "[nH]", "[CH3]"),
    *("[Na+]", "[+2]", "[13C]", "[2H]", "[^2]", "[D4]", "[v4]", "C@C", "C=,#N", "[H]OC"),
    *("[C@H](N)C(=O)O", "[C@@H](N)C(=O)O", "C/C=C/C", "C/C=C\\C", "[$([CX3]=[OX1])]"),
    *("[X4;!$(C=O)]", "[SX4](=O)(=O)", "C12C3C4C1C5C4C3C25"),
    *("[D2;#6]", "[R;#6]", "[a;n]", "[X4;C]", "[+;Na]", "[v2;#8]~C", "[H1;#8]", "[$(C=O);C]O"),
)


@pytest.mark.parametrize("smarts", SMARTS)
def test_matches_equal_a_full_reading(smarts: str) -> None:
    substructure = read_substructure(smarts)
    for smiles in SMILES:
        full = Chem.MolFromSmiles(smiles).HasSubstructMatch(substructure.query, useChirality=True)
        assert substructure.matches(smiles) == full, smiles


@pytest.mark.parametrize("smarts", SMARTS)
def test_every_match_has_the_bits_of_the_pattern(smarts: str) -> None:
    substructure = read_substructure(smarts)
    for smiles in filter(substructure.matches, SMILES):
        pattern = compute_pattern(Chem.MolFromSmiles(smiles))
        assert (pattern & substructure.pattern == substructure.pattern).all(), smiles


def test_patterns_are_packed() -> None:
    pattern = compute_pattern(Chem.MolFromSmiles("CCO"))
    assert pattern.dtype == np.uint8
    assert pattern.shape == (PATTERN_BITS // 8,)


def test_stereo_counts_where_the_pattern_names_it() -> None:
    alanines = ["C[C@H](N)C(=O)O", "C[C@@H](N)C(=O)O"]
    plain, chiral = read_substructure("CC(N)C(=O)O"), read_substructure("C[C@H](N)C(=O)O")
    assert [plain.matches(smiles) for smiles in alanines] == [True, True]
    assert [chiral.matches(smiles) for smiles in alanines] == [True, False]


@pytest.mark.parametrize(
    ("smarts", "elements", "isotopes"),
    [
        ("[Fe]", {"Fe"}, set()),
        ("[Fe,Cu]", set(), set()),
        ("[!Fe]", set(), set()),
        ("[13CH3]Cl", {"Cl"}, {13}),
        ("[#16;X2]", {"S"}, set()),
        ("s1cccc1", {"S"}, set()),
        ("[C,N;$(CBr)]", set(), set()),
        ("CCO", set(), set()),
    ],
)
def test_what_a_match_must_have(smarts: str, elements: set[str], isotopes: set[int]) -> None:
    substructure = read_substructure(smarts)
    assert set(substructure.elements) == elements
    assert set(substructure.isotopes) == isotopes


def test_smiles_that_cannot_be_read_contains_nothing() -> None:
    assert not read_substructure("C").matches("C1CC")
    assert not read_substructure("[C@H](N)C").matches("C1CC")


@pytest.mark.parametrize("smarts", ["", "  ", "c1ccccc", "[C", "xyz", "C" * 5000, "C(", "ß"])
def test_unusable_smarts_is_told(smarts: str) -> None:
    with pytest.raises(QueryError) as caught:
        read_substructure(smarts)
    assert "SMARTS" in caught.value.message
    assert caught.value.remedy
