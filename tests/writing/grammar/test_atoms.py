"""Atoms in brackets: what they are read as, and what may follow."""

from __future__ import annotations

import pytest

from textmol.writing.grammar.atoms import list_endings, read_bracket, read_plain


@pytest.mark.parametrize(
    ("text", "most"),
    [("NH3+", 1), ("O-", 1), ("C@@H", 3), ("nH", 2), ("13CH3", 1), ("Na+", 9), ("Cl-", 0)],
)
def test_atoms_have_room_for_bonds(text: str, most: int) -> None:
    kind = read_bracket(text)
    assert kind is not None
    assert kind.most == most


@pytest.mark.parametrize("text", ["", "H4C", "C2", "CH5", "Xy", "c++", "C@@@H", "NH3+-"])
def test_what_is_no_atom_is_none(text: str) -> None:
    assert read_bracket(text) is None


@pytest.mark.parametrize("text", ["", "N", "C@", "13", "nH", "Na", "NH3", "O-"])
def test_every_ending_makes_an_atom(text: str) -> None:
    endings = list_endings(text)
    assert endings
    assert all(read_bracket(text + ending.removesuffix("]")) for ending in endings)


def test_what_leads_nowhere_has_no_ending() -> None:
    assert list_endings("C++") == list_endings("xy") == ()


def test_a_plain_atom_is_made_once() -> None:
    assert read_plain("C") is read_plain("C")
    assert read_plain("n").aromatic and read_plain("n").double == 2
