"""What is computed of one molecule alone."""

from __future__ import annotations

import pytest

from textmol.errors import MoleculeError
from textmol.molecules.details import compute_details


def test_aspirin() -> None:
    details = compute_details("CC(=O)Oc1ccccc1C(=O)O")
    assert details.exact_mass == pytest.approx(180.04226, abs=1e-4)
    assert details.inchikey == "BSYNRYMUTXBXSQ-UHFFFAOYSA-N"
    assert details.inchi.startswith("InChI=1S/C9H8O4/")
    assert details.fsp3 == pytest.approx(1 / 9)
    assert details.qed == pytest.approx(0.55, abs=0.01)
    groups = {group.name: group for group in details.groups}
    assert groups["carbonyl group"].count == 2
    assert groups["carboxylic acid"].atoms == (10, 11, 12)
    assert "oxygen" not in groups


@pytest.mark.parametrize("smiles", ["*", "[Na+].[Cl-]", "[Na]", "[2H]O[2H]", "[H][H]", "[U]"])
def test_odd_structures_have_details_too(smiles: str) -> None:
    assert compute_details(smiles).properties.formula


def test_a_broken_smiles() -> None:
    with pytest.raises(MoleculeError):
        compute_details("C1CC")
