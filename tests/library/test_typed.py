"""What a person types for a molecule: a structure or a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmol.engine import TextMol
from textmol.errors import MoleculeError
from textmol.molecules import parse_molecule

ACID = "O=C(O)Cc1ccc(Cl)cc1"


@pytest.mark.parametrize(
    ("text", "smiles", "kind"),
    [
        ("aspirin", "CC(=O)Oc1ccccc1C(=O)O", "name"),
        ("2-(4-chlorophenyl)acetic acid", ACID, "name"),
        ("1,2-dichlorobenzene", "Clc1ccccc1Cl", "name"),
        ("OC(=O)Cc1ccc(Cl)cc1", ACID, "smiles"),
        ("CC(=O)O my ligand", "CC(=O)O", "smiles"),
        ("CO methanol", "CO", "smiles"),
        ("InChI=1S/CH4/h1H4", "C", "inchi"),
    ],
)
def test_structures_and_names_are_read(engine: TextMol, text: str, smiles: str, kind: str) -> None:
    molecule = engine.read_molecule(text)
    assert molecule.smiles == smiles
    assert molecule.format == kind


def test_a_name_of_the_library_comes_first(engine: TextMol) -> None:
    (row,) = engine.library.find_name("aspirin")
    molecule = engine.read_molecule("Aspirin")
    assert (molecule.smiles, molecule.name) == (engine.library.record(row).smiles, "aspirin")


def test_of_several_molecules_of_a_name_the_first_is_taken_and_it_says_so(engine: TextMol) -> None:
    molecule = engine.read_molecule("menthol")
    assert any("molecules of this name" in note for note in molecule.notes)


@pytest.mark.parametrize("text", ["CC(=O", "C1CC", "CC(=X)C", "CC(C)(C)(C)C", "InChI=1S/C2", ""])
def test_broken_structures_keep_their_own_errors(engine: TextMol, text: str) -> None:
    with pytest.raises(MoleculeError) as expected:
        parse_molecule(text)
    with pytest.raises(MoleculeError) as caught:
        engine.read_molecule(text)
    assert str(caught.value) == str(expected.value)
    assert caught.value.position == expected.value.position


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nobody knows this", "no name that the library or the rules of nomenclature know"),
        ("a molecule nobody knows", "no structure"),
        ("2-(4-chlorphenyl)acetic acid", "Check how it is spelt"),
        ("dichlorobenzene", "fits several molecules"),
        ("x" * 5000, "no structure"),
    ],
)
def test_what_is_neither_says_that_a_name_works_too(engine: TextMol, text: str, said: str) -> None:
    with pytest.raises(MoleculeError) as caught:
        engine.read_molecule(text)
    assert said in str(caught.value)
    assert len(caught.value.message) < 200


@given(st.text(max_size=60))
def test_any_text_is_a_molecule_or_an_error_with_a_sentence(engine: TextMol, text: str) -> None:
    try:
        molecule = engine.read_molecule(text)
    except MoleculeError as error:
        assert error.message
    else:
        assert parse_molecule(molecule.smiles).smiles == molecule.smiles
