"""Names of one molecule, and what tells them from structures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmol.engine import TextMol
from textmol.molecules import parse_molecule
from textmol.molecules.naming import is_worded, read_named, starts_with_name

LOCANTS = st.lists(st.integers(2, 9), min_size=1, max_size=3, unique=True).map(sorted)


def test_a_name_brings_its_molecule_along() -> None:
    molecule = read_named("  2-(4-chlorophenyl)acetic\n acid ")
    assert molecule is not None
    assert molecule.smiles == parse_molecule("OC(=O)Cc1ccc(Cl)cc1").smiles
    assert molecule.format == "name"
    assert molecule.typed == molecule.name == "2-(4-chlorophenyl)acetic acid"
    assert molecule.inchikey


def test_what_a_name_leaves_open_is_noted() -> None:
    molecule = read_named("butan-2-ol")
    assert molecule is not None
    assert "0 of 1 stereocentre defined" in molecule.notes


@pytest.mark.parametrize(
    "text",
    [
        "",
        "chlorophenol",
        "catecholamine",
        "Dioxin",
        "penicillin",
        "methyl",
        "CC(=O",
        "flavanone azide",
    ],
)
def test_what_names_no_one_molecule_is_not_read(text: str) -> None:
    assert read_named(text) is None


@pytest.mark.parametrize(
    "text",
    ["aspirin", "2-(4-chlorophenyl)acetic acid", "N,N-dimethyl", "1,2'-bi", "foo", "Ala-Xaa"],
)
def test_names_are_words(text: str) -> None:
    assert is_worded(text)


def test_no_structure_is_written_in_words(engine: TextMol) -> None:
    worded = [smiles for smiles in engine.library.read_smiles() if is_worded(smiles)]
    assert worded == []


@given(LOCANTS)
def test_lines_that_begin_with_places_begin_with_a_name(places: list[int]) -> None:
    parts = ("", "di", "tri")[len(places) - 1]
    name = f"{','.join(map(str, places))}-{parts}chlorodecane"
    assert starts_with_name(name)
    assert starts_with_name(f"{name}\tmine")
    molecule = read_named(name)
    assert molecule is not None
    assert molecule.smiles.count("Cl") == len(places)
