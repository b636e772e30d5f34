"""Molecules by the bundled checkpoint: valid, distinct, ranked, counted."""

from __future__ import annotations

import numpy as np
import pytest
from rdkit import Chem

from textmol.engine import TextMol
from textmol.errors import QueryError
from textmol.molecules import parse_molecule
from textmol.molecules.identity import skeleton_key
from textmol.writing.generator import PARENTS
from textmol.writing.narrowing import meets_all
from textmol.writing.records import CHANGED, DERIVED, KNOWN, WRITTEN, Generation

TEXT = "The molecule is a methyl ester of a hydroxybenzoic acid."


@pytest.fixture(scope="module")
def generation(engine: TextMol) -> Generation:
    return engine.generate(TEXT, count=6)


def test_molecules_are_valid_distinct_and_ranked(generation: Generation) -> None:
    molecules = generation.molecules
    assert 1 <= len(molecules) <= 6
    assert [one.rank for one in molecules] == list(range(1, len(molecules) + 1))
    assert [parse_molecule(one.smiles).smiles for one in molecules] == [
        one.smiles for one in molecules
    ]
    assert len({one.inchikey for one in molecules}) == len(molecules)


def test_the_score_is_that_of_retrieval(engine: TextMol) -> None:
    text = "The molecule is a methyl ester and a dicarboxylic acid."
    molecules = engine.generate(text, count=20).molecules
    maps = [engine.align(one.smiles, text, level="molecule") for one in molecules]
    scores = [found.score for found in maps]
    own = [one.score for one in molecules]
    np.testing.assert_allclose(own, scores, atol=1e-3)  # vectors of known ones have eight bits
    assert (np.diff(own) <= 0).all()
    assert any(found.contradicted for found in maps)


def test_every_output_is_counted(generation: Generation) -> None:
    assert generation.drawn >= 18
    assert generation.invalid <= generation.drawn / 3
    assert generation.shown > 0
    assert generation.distinct + generation.derived + generation.shown + generation.changed >= len(
        generation.molecules
    )


def test_it_is_told_how_each_molecule_came_up(generation: Generation) -> None:
    for one in generation.molecules:
        assert one.origin in (WRITTEN, DERIVED, KNOWN, CHANGED)
        if one.origin == KNOWN:
            assert one.known is not None


def test_of_one_skeleton_only_what_fits_better_is_added(engine: TextMol) -> None:
    whole = engine.generate("a bitter quinoline alkaloid with a methoxy group", count=60)
    added = [one for one in whole.molecules if one.origin == CHANGED]
    assert len(added) == whole.changed
    assert 0 < len(added) <= PARENTS
    for one in added:
        kin = [
            other.score
            for other in whole.molecules
            if other.origin != CHANGED
            and skeleton_key(other.inchikey) == skeleton_key(one.inchikey)
        ]
        assert min(kin) < one.score


def test_known_molecules_are_their_own_nearest(generation: Generation) -> None:
    for one in generation.molecules:
        assert one.nearest is not None
        assert 0 <= one.nearest_similarity <= 1
        if one.known:
            assert one.known == one.nearest
            assert one.nearest_similarity == 1


def test_the_same_description_gives_the_same_molecules(
    engine: TextMol, generation: Generation
) -> None:
    again = engine.generate(TEXT, count=6)
    assert again.molecules == generation.molecules


@pytest.mark.parametrize("text", ["", "  \n", "CC(=O)Oc1ccccc1C(=O)O"])
def test_what_is_no_description_is_told(engine: TextMol, text: str) -> None:
    with pytest.raises(QueryError):
        engine.generate(text)


@pytest.mark.parametrize(
    "query",
    ["a methyl ester of a hydroxybenzoic acid", "a phenol with three chlorine atoms, no ether"],
)
def test_what_meets_plain_demands_comes_first(engine: TextMol, query: str) -> None:
    generation = engine.generate(query, count=10)
    meeting = [meets_all(one, generation) for one in generation.molecules]
    assert all(meeting[:3])
    assert any(one.origin == KNOWN for one in generation.molecules)


def test_demands_that_nothing_meets_do_not_end_it(engine: TextMol) -> None:
    generation = engine.generate("an acid with 17 nitrogen atoms and no oxygen", count=3)
    assert len(generation.molecules) == 3


def test_a_derivative_of_what_is_named_comes_first(engine: TextMol) -> None:
    generation = engine.generate("the butyl ester of ferulic acid", count=3)
    assert generation.derived
    assert "made of molecules that you name" in generation.account
    expected = Chem.CanonSmiles("COc1cc(C=CC(=O)OCCCC)ccc1O")
    flat = [
        Chem.CanonSmiles(one.smiles.replace("/", "").replace("\\", ""))
        for one in generation.molecules
    ]
    assert expected in flat
