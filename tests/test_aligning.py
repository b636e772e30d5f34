"""Maps at three levels that add up to the score of a search, and what masking does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from textmol.aligning import LEVELS, MOST_ATOMS, MOST_WORDS, pool_rows
from textmol.errors import MoleculeError, QueryError
from textmol.molecules.fragments import Fragment

if TYPE_CHECKING:
    from textmol.engine import TextMol

ASPIRIN = "CC(=O)Oc1ccccc1C(=O)O"
TEXT = " An ester with a free carboxylic acid.  It relieves pain."
EVERYDAY = "The committee will meet on Thursday to discuss the budget for next year."


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("smiles", [ASPIRIN, "[Na+].[Cl-]", "C" * 120 + "O"])
def test_cells_no_atom_and_no_word_add_up_to_the_score_of_a_search(
    engine: TextMol, level: str, smiles: str
) -> None:
    found = engine.align(smiles, TEXT, level=level)
    vectors = engine.encode_descriptions([TEXT])[0], engine.encode_molecules([smiles])[0]
    score = float(vectors[0] @ vectors[1])
    assert found.score == pytest.approx(score, abs=1e-5)
    assert found.matrix.sum() + found.no_atom + found.no_word == pytest.approx(score, abs=1e-4)
    assert found.row_strength().sum() == pytest.approx(found.column_strength().sum(), abs=1e-5)
    assert found.matrix.shape == (len(found.fragments), len(found.words))
    assert found.matrix.dtype == np.float32
    assert not found.flat and not found.note


def test_maps_of_hits_reduce_to_the_scores_that_ranked_them(engine: TextMol) -> None:
    text = "an ester of salicylic acid with a free carboxylic acid"
    hits = engine.search(text, top_k=6, plain=True, read_as="description").hits
    smiles = [hit.record.smiles for hit in hits]
    exact = engine.encode_molecules(smiles) @ engine.encode_descriptions([text])[0]
    for level in LEVELS:
        maps = [engine.align(one, text, level=level) for one in smiles]
        reduced = np.asarray([found.shared + found.rest for found in maps])
        assert reduced == pytest.approx(exact, abs=1e-4)
        # A library keeps its vectors in eight bits.
        assert reduced == pytest.approx([hit.score for hit in hits], abs=3e-3)
        apart = exact[:, None] - exact > 2e-4
        assert (reduced[:, None] > reduced)[apart].all()  # the same ranking, but for ties


@pytest.mark.parametrize("level", LEVELS)
def test_rows_hold_every_atom_and_columns_are_the_text_as_typed(
    engine: TextMol, level: str
) -> None:
    found = engine.align(ASPIRIN, TEXT, level=level)
    assert {atom for one in found.fragments for atom in one.atoms} == set(range(13))
    assert all(found.text[word.start : word.end] == word.text for word in found.words)
    assert found.text == TEXT


def test_levels_have_words_phrases_and_sentences(engine: TextMol) -> None:
    words, phrases, sentences = (
        [word.text for word in engine.align(ASPIRIN, TEXT, level=level).words] for level in LEVELS
    )
    assert len(words) == 10
    assert "carboxylic acid" in " ".join(phrases) and len(phrases) < len(words)
    assert sentences == ["An ester with a free carboxylic acid.", "It relieves pain."]


def test_a_phrase_points_at_its_fragment(engine: TextMol) -> None:
    found = engine.align("OC(=O)CCCCCC#N", "a nitrile", level="fragment")
    assert found.fragments[int(found.row_strength().argmax())].label == "nitrile"
    atoms = engine.align("OC(=O)CCCCCC#N", "a nitrile").matrix.sum(1)
    assert int(atoms.argmax()) in (8, 9)


def test_everyday_text_gives_a_flat_map_that_says_so(engine: TextMol) -> None:
    found = engine.align(ASPIRIN, EVERYDAY)
    assert found.flat and "flat" in found.note
    assert not found.matrix.any()
    assert found.rest == pytest.approx(found.score, abs=1e-4)


def test_atoms_are_those_of_the_smiles_it_reports(engine: TextMol) -> None:
    assert engine.align("OCC aminol", "an alcohol").smiles == "OCC"
    assert engine.align("C/C=C\\\\C;", "an alkene").smiles == "C/C=C\\C"
    found = engine.align("InChI=1S/C2H6O/c1-2-3/h3H,2H2,1H3", "an alcohol")
    assert found.smiles == "CCO"
    assert [one.label for one in found.fragments] == ["C1", "C2", "O3"]


def test_json_has_the_keys_of_the_contract(engine: TextMol) -> None:
    data = engine.align("CCO", "an alcohol", level="fragment").to_json()
    assert list(data) == ["smiles", "text", "level", "fragments", "words", "matrix", "score"]
    assert set(data["fragments"][0]) == {"atoms", "smiles", "label"}
    assert set(data["words"][0]) == {"text", "start", "end"}
    assert len(data["matrix"]) == len(data["fragments"])


def test_more_than_can_be_read_is_told(engine: TextMol) -> None:
    found = engine.align("C" * (MOST_ATOMS + 5) + "O", "alcohol " * (MOST_WORDS + 3))
    assert len(found.words) == MOST_WORDS
    assert len(found.fragments) < MOST_ATOMS
    assert str(MOST_ATOMS) in found.note and str(MOST_WORDS) in found.note
    assert found.shared + found.rest == pytest.approx(found.score, abs=1e-4)


def test_what_cannot_be_aligned_is_refused(engine: TextMol) -> None:
    with pytest.raises(MoleculeError):
        engine.align("C1CC", "an alcohol")
    for text in ("", "  ", " … !"):
        with pytest.raises(QueryError):
            engine.align("CCO", text)
    with pytest.raises(QueryError, match="level"):
        engine.align("CCO", "an alcohol", level="bond")


def test_masking_the_named_group_lowers_score_and_rank(engine: TextMol) -> None:
    text = "a nitrile"
    found = engine.occlude("OC(=O)CCCCCC#N", text, atoms=(8, 9))
    assert found.score_after < found.score_before
    assert found.rank_after > found.rank_before >= 1
    assert found.claimed > 0
    assert found.library == engine.library.size
    assert (found.atoms, found.span, found.masked_text) == ((8, 9), None, text)


def test_masking_a_phrase_takes_it_out_of_the_text(engine: TextMol) -> None:
    text = "a nitrile that is yellow"
    found = engine.occlude("OC(=O)CCCCCC#N", text, span=(2, 9))
    assert found.span is not None and found.span.text == "nitrile"
    assert "nitrile" not in found.masked_text
    assert found.score_after < found.score_before


def test_masking_nothing_changes_nothing_and_a_library_molecule_counts_once(
    engine: TextMol,
) -> None:
    record = engine.library.record(0)
    found = engine.occlude(record.smiles, record.name or "a molecule")
    assert found.score_after == found.score_before
    assert found.rank_after == found.rank_before
    assert 1 <= found.rank_before <= engine.library.size


def test_what_cannot_be_masked_is_refused(engine: TextMol) -> None:
    with pytest.raises(QueryError, match="atoms"):
        engine.occlude("CCO", "an alcohol", atoms=(3,))
    for span in ((0, 0), (-1, 2), (5, 99)):
        with pytest.raises(QueryError, match="characters"):
            engine.occlude("CCO", "an alcohol", span=span)


def test_atoms_in_several_rows_are_shared_by_them() -> None:
    rows = [Fragment(atoms, "", "", "group") for atoms in ((0, 1), (1, 2))]
    pooled = pool_rows(np.array([[1.0], [4.0], [2.0]], np.float32), rows)
    assert pooled.tolist() == [[3.0], [4.0]]


def test_a_score_is_accounted_for_and_what_is_missing_is_said(engine: TextMol) -> None:
    found = engine.align(ASPIRIN, TEXT)
    told = f"cells {found.shared:.3f}, no atom {found.no_atom:.3f}, no word {found.no_word:.3f}"
    assert found.account() == f"Score {found.score:.3f}: {told}."
    off = replace(found, score=found.score + 0.25)
    assert off.account().endswith(", not accounted for 0.250.")


def test_a_contradicted_statement_counts_on_the_map_as_in_a_search(engine: TextMol) -> None:
    text = "The molecule is a dicarboxylic acid that derives from salicylic acid."
    found = engine.align(ASPIRIN, text)
    assert found.contradicted == pytest.approx(-0.1)
    assert "contradicts “dicarboxylic acid”, which takes 0.10 off" in found.note
    assert "contradicted -0.100" in found.account()
    assert abs(found.error) < 1e-4
    hits = engine.search(text, top_k=200).hits
    assert hits[0].contradicts == ()
    against = next(hit for hit in hits if hit.contradicts)
    assert against.contradicts == ("dicarboxylic acid",)
    again = engine.align(against.record.smiles, text)
    assert again.score == pytest.approx(against.score, abs=3e-3)
    masked = engine.occlude(ASPIRIN, text, span=(18, 35))
    assert masked.score_before == pytest.approx(found.score, abs=1e-5)
