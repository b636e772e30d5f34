from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from textmol.molecules import Properties, compute_properties, parse_molecule
from textmol.molecules.properties import format_formula


def compute(smiles: str) -> Properties:
    return compute_properties(parse_molecule(smiles).mol)


# Molecular weights (Da) by IUPAC's standard atomic weights, TPSA (Å²) by Ertl, both as PubChem
# gives them; Lipinski's counts take every N and O, and every N-H and O-H.
@pytest.mark.parametrize(
    ("smiles", "formula", "mw", "tpsa", "counts"),
    [
        ("CC(=O)Oc1ccccc1C(=O)O", "C9H8O4", 180.16, 63.6, (1, 4, 1)),
        ("Cn1cnc2c1c(=O)n(C)c(=O)n2C", "C8H10N4O2", 194.19, 61.8, (0, 6, 2)),
        ("OC[C@H]1OC(O)[C@H](O)[C@@H](O)[C@@H]1O", "C6H12O6", 180.16, 110.4, (5, 6, 1)),
        ("CC(=O)[O-].[Na+]", "C2H3NaO2", 82.03, 40.1, (0, 2, 0)),
        ("CC(=O)Nc1ccc(O)cc1", "C8H9NO2", 151.16, 49.3, (2, 3, 1)),
        ("CCO", "C2H6O", 46.07, 20.2, (1, 1, 0)),
        ("O", "H2O", 18.015, 31.5, (2, 1, 0)),
        ("c1ccccc1", "C6H6", 78.11, 0.0, (0, 0, 1)),
        ("NCC(=O)O", "C2H5NO2", 75.07, 63.3, (3, 3, 0)),
    ],
)
def test_known_molecules(
    smiles: str, formula: str, mw: float, tpsa: float, counts: tuple[int, int, int]
) -> None:
    properties = compute(smiles)
    assert properties.formula == formula
    assert properties.mw == pytest.approx(mw, abs=0.01)
    assert properties.tpsa == pytest.approx(tpsa, abs=0.1)
    assert (properties.hbd, properties.hba, properties.rings) == counts


# Crippen's estimates, which lie near the measured values (1.19, 2.13, -0.31 and 3.35).
@pytest.mark.parametrize(
    ("smiles", "clogp"),
    [
        ("CC(=O)Oc1ccccc1C(=O)O", 1.31),
        ("c1ccccc1", 1.69),
        ("CCO", 0.0),
        ("c1ccc2ccccc2c1", 2.84),
    ],
)
def test_clogp(smiles: str, clogp: float) -> None:
    assert compute(smiles).clogp == pytest.approx(clogp, abs=0.01)


@pytest.mark.parametrize(
    ("smiles", "charge", "atoms", "bonds"),
    [
        ("CC(=O)[O-].[Na+]", 0, 5, 0),
        ("[O-]S(=O)(=O)[O-]", -2, 5, 0),
        ("C[N+](C)(C)C", 1, 5, 0),
        ("[Na+]", 1, 1, 0),
        ("CCCC", 0, 4, 1),
        ("CC(=O)Oc1ccccc1C(=O)O", 0, 13, 2),
        ("[2H]O[2H]", 0, 1, 0),
        ("[H][H]", 0, 0, 0),
    ],
)
def test_charge_size_and_flexibility(smiles: str, charge: int, atoms: int, bonds: int) -> None:
    properties = compute(smiles)
    assert (properties.charge, properties.heavy_atoms) == (charge, atoms)
    assert properties.rotatable_bonds == bonds


def test_isotopes_weigh_what_they_weigh() -> None:
    assert compute("[2H]O[2H]").mw == pytest.approx(20.03, abs=0.01)
    assert compute("[13CH4]").mw == pytest.approx(17.03, abs=0.01)


def test_wildcards_have_properties() -> None:
    assert compute("*CC").formula == "C2H5*"


def test_whole_salt_is_counted() -> None:
    salt, parts = compute("CCN.Cl"), [compute("CCN"), compute("Cl")]
    assert salt.mw == pytest.approx(sum(part.mw for part in parts))
    assert salt.heavy_atoms == 4


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("C9H8O4", "C₉H₈O₄"),
        ("C10H12", "C₁₀H₁₂"),
        ("C2H3NaO2", "C₂H₃NaO₂"),
        ("O4S-2", "O₄S²⁻"),
        ("H4N+", "H₄N⁺"),
        ("Na+", "Na⁺"),
        ("Cl-", "Cl⁻"),
        ("Fe+3", "Fe³⁺"),
        ("C2H5*", "C₂H₅*"),
        ("C", "C"),
        ("", ""),
    ],
)
def test_formula_for_display(formula: str, shown: str) -> None:
    assert format_formula(formula) == shown


@given(st.text(max_size=20))
@settings(max_examples=60)
def test_formatting_never_fails_and_is_done_once(text: str) -> None:
    shown = format_formula(text)
    assert len(shown) == len(text)
    assert format_formula(shown) == shown or "\n" in text or shown[-1:] in "+-"
