"""Maps at three levels that add up to the score of a search, and what masking does."""

from __future__ import annotations

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
def test_cells_and_rest_add_up_to_the_score_of_a_search(engine: TextMol, level: str) -> None:
    found = engine.align(ASPIRIN, TEXT, level=level)
    vectors = engine.encode_descriptions([TEXT])[0], engine.encode_molecules([ASPIRIN])[0]
    assert found.score == pytest.approx(float(vectors[0] @ vectors[1]), abs=1e-5)
    assert found.matrix.sum() + found.rest == pytest.approx(found.score, abs=1e-6)
    assert found.row_strength().sum() == pytest.approx(found.column_strength().sum(), abs=1e-5)
    assert found.matrix.shape == (len(found.fragments), len(found.words))
    assert found.matrix.dtype == np.float32
    assert not found.flat and not found.note


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
    assert found.rest == found.score


def test_atoms_are_those_of_the_smiles_it_reports(engine: TextMol) -> None:
    assert engine.align("OCC aminol", "an alcohol").smiles == "OCC"
    found = engine.align("InChI=1S/C2H6O/c1-2-3/h3H,2H2,1H3", "an alcohol")
    assert found.smiles == "CCO"
    assert [one.label for one in found.fragments] == ["C1", "C2", "O3"]


def test_json_has_the_keys_of_the_contract(engine: TextMol) -> None:
    data = engine.align("CCO", "an alcohol", level="fragment").to_json()
    assert list(data) == ["smiles", "text", "level", "fragments", "words", "matrix", "score"]
    assert set(data["fragments"][0]) == {"atoms", "smiles", "label"}
    assert set(data["words"][0]) == {"text", "start", "end"}
    assert len(data["matrix"]) == len(data["fragments"])


def test_csv_has_a_line_for_each_row(engine: TextMol) -> None:
    lines = engine.align("CCO", "an alcohol").to_csv().splitlines()
    assert lines[0] == "fragment,SMILES,atoms,an,alcohol"
    assert lines[3].startswith("O3,O,3,")


def test_more_than_can_be_read_is_told(engine: TextMol) -> None:
    found = engine.align("C" * (MOST_ATOMS + 5) + "O", "alcohol " * (MOST_WORDS + 3))
    assert len(found.words) == MOST_WORDS
    assert len(found.fragments) < MOST_ATOMS
    assert str(MOST_ATOMS) in found.note and str(MOST_WORDS) in found.note
    assert found.matrix.sum() + found.rest == pytest.approx(found.score, abs=1e-5)


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
