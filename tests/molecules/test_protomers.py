"""Names of a molecule in other states of charge."""

from __future__ import annotations

import pytest
from rdkit import Chem

from textmol.molecules.protomers import list_forms


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("an acetic acid", "acetic acid"),
        ("the acetic acid", "acetate"),
        ("2,4-dichlorobenzoate", "2,4-dichlorobenzoic acid"),
        ("L-lysinium(2+)", "L-lysine"),
        ("lysinium(1+)", "lysine"),
        ("8-HETE(1-)", "8-HETE"),
        ("erucoyl-CoA(4-)", "erucoyl-CoA"),
        ("hypotaurine and a hypotaurine zwitterion", "hypotaurine"),
        ("lauric (dodecanoic) acid", "lauric acid"),
        ("hexacosanoic acid (cerotic acid (26:0))", "hexacosanoic acid"),
        ("L-alanine zwitterion", "L-alanine"),
        ("trimethylammonium", "trimethylamine"),
        ("pyridinium", "pyridine"),
        ("imidazolium", "imidazole"),
        ("benzimidazolide", "benzimidazole"),
        ("alpha-D-xylose 1-phosphate(2-)", "alpha-D-xylose 1-phosphate"),
    ],
)
def test_a_conjugate_is_known_by_other_names(name: str, other: str) -> None:
    assert other in [form.name for form in list_forms(name)]


def test_the_name_itself_comes_first_and_none_twice() -> None:
    names = [form.name for form in list_forms("a benzoate(1-)")]
    assert names == ["benzoate(1-)", "benzoate", "benzoic acid", "benzoe"]
    for name in ("caffeine", "glycerol 3-phosphate", ""):
        (form,) = list_forms(name)
        assert form.name == name
        assert form.is_given


@pytest.mark.parametrize(
    ("name", "found_as", "smiles", "charge"),
    [
        ("benzoic acid", "benzoic acid", "O=C(O)c1ccccc1", 0),
        ("benzoate", "benzoate", "O=C([O-])c1ccccc1", -1),
        ("benzoate", "benzoic acid", "O=C(O)c1ccccc1", -1),
        ("benzoic acid", "benzoate", "O=C([O-])c1ccccc1", 0),
        ("malate", "malic acid", "O=C(O)CC(O)C(=O)O", None),  # one proton or two
        ("malate(2-)", "malic acid", "O=C(O)CC(O)C(=O)O", -2),
        ("pyridinium", "pyridine", "c1ccncc1", 1),
        ("glycine zwitterion", "glycine", "NCC(=O)O", 0),
        ("sulfate anion", "sulfate", "O=S(=O)([O-])[O-]", None),
    ],
)
def test_the_charge_is_that_of_the_name(
    name: str, found_as: str, smiles: str, charge: int | None
) -> None:
    (form,) = [form for form in list_forms(name) if form.name == found_as]
    assert form.tell_charge(Chem.MolFromSmiles(smiles)) == charge
