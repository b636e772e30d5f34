"""What a search says of the molecules that a description names."""

from __future__ import annotations

import pytest

from textmol import TextMol
from textmol.scoring import Scorer
from textmol.searching.derived import MOST, read_structures, tell_derived


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


def _tell(engine: TextMol, text: str) -> list[str]:
    scorer = Scorer(engine.encoder, engine.library)
    return tell_derived(scorer.list_derived(text), scorer.penalise_library(text))


def test_few_statements_are_told_and_each_once(engine: TextMol) -> None:
    text = (
        "It is a conjugate base of an acetic acid. It is a conjugate base of an acetic acid. "
        "It is a conjugate acid of a methanolate. It is a conjugate acid of an ethanolate."
    )
    notes = _tell(engine, text)
    assert len(notes) == len(set(notes)) == MOST


def test_what_leaves_several_molecules_is_not_told(engine: TextMol) -> None:
    for text in ("a tautomer of acetone", "a sweet-smelling ester"):
        assert _tell(engine, text) == []
        assert (
            read_structures(text, Scorer(engine.encoder, engine.library).list_derived(text)) == ()
        )


def test_a_structure_that_was_read_can_be_taken_away(engine: TextMol) -> None:
    query = "phenol substituted by a methoxy group at position 2"
    read = engine.search(query, top_k=5)
    (requirement,) = read.requirements
    assert query[requirement.start : requirement.end] == query
    assert requirement.wording in read.understood
    without = engine.search(query, top_k=5, ignore=[requirement.key])
    assert without.requirements == ()
    assert without.removed == (requirement,)
    assert not any("was read as" in note for note in without.notes)
    scores = {hit.record.smiles: hit.score for hit in without.hits}
    same = read.hits[0].record.smiles
    assert scores[same] == pytest.approx(read.hits[0].score)
    others = [hit for hit in read.hits[1:] if hit.record.smiles in scores]
    assert all(scores[hit.record.smiles] > hit.score for hit in others)


def test_words_of_a_structure_demand_nothing_else(engine: TextMol) -> None:
    query = "sodium salt of benzoic acid"
    read = engine.search(query, top_k=3)
    assert read.hits[0].record.smiles == "O=C([O-])c1ccccc1.[Na+]"
    assert [one.wording for one in read.requirements] == [
        "“sodium salt of benzoic acid” as a structure"
    ]
    (key,) = (one.key for one in read.requirements)
    left = engine.search(query, top_k=3, ignore=[key])
    assert "sodium salt" in {one.wording for one in left.requirements}


def test_words_outside_of_a_structure_demand_as_before(engine: TextMol) -> None:
    read = engine.search("the methyl ester of salicylic acid with two rings", top_k=3)
    assert {one.wording for one in read.requirements} == {
        "at least 2 rings",
        "“the methyl ester of salicylic acid” as a structure",
    }
