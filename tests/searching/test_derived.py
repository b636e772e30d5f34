"""What a search says of the molecules that a description names."""

from __future__ import annotations

import pytest

from textmol import TextMol
from textmol.searching.derived import MOST, tell_derived


@pytest.mark.parametrize(
    ("query", "smiles"),
    [
        ("phenol substituted by a methoxy group at position 2", "COc1ccccc1O"),
        ("the conjugate base of 4-chlorobenzoic acid", "O=C([O-])c1ccc(Cl)cc1"),
        ("the hexyl ester of nicotinic acid", "CCCCCCOC(=O)c1cccnc1"),
    ],
)
def test_what_a_description_spells_out_is_told_and_stands_first(
    engine: TextMol, query: str, smiles: str
) -> None:
    result = engine.search(query, top_k=3)
    (note,) = [note for note in result.notes if smiles in note]
    assert query.removeprefix("the ") in note
    known = {hit.record.smiles for hit in result.hits}
    if smiles in known:
        assert result.hits[0].record.smiles == smiles
        assert "was read as" in note
    else:
        assert "the library does not have" in note


def test_few_statements_are_told_and_each_once(engine: TextMol) -> None:
    text = (
        "It is a conjugate base of an acetic acid. It is a conjugate base of an acetic acid. "
        "It is a conjugate acid of a methanolate. It is a conjugate acid of an ethanolate."
    )
    notes = tell_derived(engine.library, text)
    assert len(notes) == len(set(notes)) == MOST


def test_what_leaves_several_molecules_is_not_told(engine: TextMol) -> None:
    assert tell_derived(engine.library, "a tautomer of acetone") == []
    assert tell_derived(engine.library, "a sweet-smelling ester") == []
