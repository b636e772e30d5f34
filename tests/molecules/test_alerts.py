"""Rules of thumb with their numbers, and structural alerts by name."""

from __future__ import annotations

import pytest

from textmol.errors import MoleculeError
from textmol.molecules import compute_properties, parse_molecule
from textmol.molecules.alerts import Verdict, find_alerts, judge


def verdicts(smiles: str) -> tuple[Verdict, ...]:
    return judge(compute_properties(parse_molecule(smiles).mol))


def test_aspirin_keeps_both_rules() -> None:
    lipinski, veber = verdicts("CC(=O)Oc1ccccc1C(=O)O")
    assert (lipinski.rule, veber.rule) == ("Lipinski", "Veber")
    assert lipinski.passes and veber.passes
    assert (lipinski.broken, veber.broken) == (0, 0)
    assert [limit.most for limit in lipinski.limits] == [500, 5, 5, 10]
    assert lipinski.limits[0].value == pytest.approx(180.16, abs=0.01)


def test_one_part_of_lipinski_may_be_broken_and_none_of_veber() -> None:
    lipinski, veber = verdicts("C" * 25)
    assert lipinski.broken == 1
    assert lipinski.passes
    assert veber.broken == 1
    assert not veber.passes
    heavy, _ = verdicts("C" * 40)
    assert heavy.broken == 2
    assert not heavy.passes


@pytest.mark.parametrize(
    ("smiles", "catalogue", "name"),
    [
        ("O=C1C=CC(=O)c2ccccc12", "PAINS", "quinone A"),
        ("c1ccccc1N=Nc1ccccc1", "PAINS", "azo A"),
        ("CC(=O)Oc1ccccc1C(=O)O", "Brenk", "phenol ester"),
        ("CC=O", "Brenk", "aldehyde"),
    ],
)
def test_alerts_have_names_and_atoms(smiles: str, catalogue: str, name: str) -> None:
    found = {(alert.catalogue, alert.name): alert.atoms for alert in find_alerts(smiles)}
    assert (catalogue, name) in found
    atoms = found[catalogue, name]
    assert atoms == tuple(sorted(set(atoms)))
    assert 0 <= atoms[0] <= atoms[-1] < parse_molecule(smiles).mol.GetNumAtoms()


@pytest.mark.parametrize("smiles", ["CCO", "[Na+].[Cl-]", "*", "O=C(O)c1ccccc1"])
def test_without_alerts_nothing_is_found(smiles: str) -> None:
    assert find_alerts(smiles) == ()


def test_a_broken_smiles() -> None:
    with pytest.raises(MoleculeError):
        find_alerts("C1CC")
