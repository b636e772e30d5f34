"""The engine on the bundled checkpoint and library: what is found, and how bad input is met."""

from __future__ import annotations

import numpy as np
import pytest

from textmol.engine import TextMol
from textmol.errors import MoleculeError, QueryError
from textmol.library import Filters, Refinement
from textmol.molecules.substructure import read_substructure
from textmol.results import COSINE, SHARE


def test_a_description_finds_ranked_molecules(engine: TextMol) -> None:
    result = engine.search("a penicillin that carries a phenyl group", top_k=20)
    assert [hit.rank for hit in result.hits] == list(range(1, 21))
    scores = [hit.score for hit in result.hits]
    assert scores == sorted(scores, reverse=True)
    penam = Filters(smarts="O=C1CC2N1CCS2")
    found = engine.search("a penicillin that carries a phenyl group", top_k=5, filters=penam)
    top = {hit.record.inchikey for hit in result.hits}
    assert len(top & {hit.record.inchikey for hit in found.hits}) >= 3
    assert result.understood.startswith("Read as a description with: at least 1 penam skeleton")
    assert result.checkpoint.startswith("textmol@")
    assert result.library.startswith("chebi20-pubchem-37k@")


def test_the_share_of_the_library_follows_the_rank(engine: TextMol) -> None:
    hits = engine.search("a steroid hormone", top_k=3).hits
    size = engine.library.size
    for hit in hits:
        assert hit.better_than == pytest.approx(100 * (size - hit.library_rank) / size)


def test_scores_are_cosines_of_the_two_towers(engine: TextMol) -> None:
    text = "a long-chain fatty acid"
    hits = engine.search(text, top_k=5).hits
    molecules = engine.encode_molecules([hit.record.smiles for hit in hits])
    expected = molecules @ engine.encode_descriptions([text])[0]
    np.testing.assert_allclose([hit.score for hit in hits], expected, atol=0.02)  # int8 library


@pytest.mark.parametrize(
    ("query", "cid"),
    [
        ("CID 2244", 2244),
        ("BSYNRYMUTXBXSQ-UHFFFAOYSA-N", 2244),
        ("CC(=O)Oc1ccccc1C(=O)O", 2244),
        ("InChI=1S/C9H8O4/c1-6(10)13-8-5-3-2-4-7(8)9(11)12/h2-5H,1H3,(H,11,12)", 2244),
    ],
)
def test_identifiers_and_structures_come_first(engine: TextMol, query: str, cid: int) -> None:
    if not engine.library._find_cid(str(cid)):
        pytest.skip("not in this library")
    result = engine.search(query, top_k=5)
    assert result.hits[0].exact and result.hits[0].record.cid == cid
    assert not any(hit.exact for hit in result.hits[1:])
    assert len({hit.record.row for hit in result.hits}) == 5


def test_names_come_first_and_descriptions_follow(engine: TextMol) -> None:
    name = next(
        record.name
        for record in map(engine.library.record, range(engine.library.size))
        if record.name and " " in record.name
    )
    result = engine.search(name.upper(), top_k=5)
    assert result.hits[0].exact
    assert result.hits[0].record.name == name
    assert len(result.hits) == 5


def test_a_structure_outside_the_library_finds_its_neighbours(engine: TextMol) -> None:
    result = engine.search("CCCCCCCCCC(=O)OC[C@H](F)CCl", top_k=3)
    assert len(result.hits) == 3
    assert not any(hit.exact for hit in result.hits)
    assert any("not in the library" in note for note in result.notes)


def test_an_unknown_identifier_is_told(engine: TextMol) -> None:
    result = engine.search("CID 999999999")
    assert result.hits == ()
    assert any("no such molecule" in note for note in result.notes)


def test_filters_hold_for_exact_matches_too(engine: TextMol) -> None:
    record = engine.library.record(0)
    light = Filters(mw_max=record.properties.mw - 0.01)
    result = engine.search(record.smiles, top_k=5, filters=light)
    assert all(hit.record.properties.mw <= record.properties.mw for hit in result.hits)
    assert not any(hit.exact for hit in result.hits)


def test_a_filter_that_leaves_nothing_gives_no_hits(engine: TextMol) -> None:
    result = engine.search("an ester", filters=Filters(mw_min=1e6))
    assert result.hits == () and result.passing == 0


def test_bad_input_gets_a_sentence(engine: TextMol) -> None:
    with pytest.raises(QueryError, match="empty"):
        engine.search("  \n ")
    with pytest.raises(MoleculeError) as caught:
        engine.search("CC(=O")
    assert caught.value.position is not None and caught.value.remedy
    with pytest.raises(QueryError):
        engine.search("an ester", filters=Filters(smarts="C(("))


@pytest.mark.parametrize(
    "query",
    [
        "x " * 10_000,
        "ein süß riechender Ester mit der Säure",
        "香りのよいエステル",
        "an\x00 es\x07ter",
        "?!",
    ],
)
def test_odd_descriptions_are_searched_and_noted(engine: TextMol, query: str) -> None:
    result = engine.search(query, top_k=3)
    assert len(result.hits) == 3
    assert result.notes
    assert result.query == query


def test_a_pattern_finds_the_molecules_that_contain_it(engine: TextMol) -> None:
    result = engine.search("[OX2H]c1ccccc1[F,Cl]", top_k=20)
    assert result.understood.startswith("Read as a SMARTS pattern")
    assert (result.measure, result.pattern) == (SHARE, "[OX2H]c1ccccc1[F,Cl]")
    pattern = read_substructure("[OX2H]c1ccccc1[F,Cl]")
    assert all(pattern.matches(hit.record.smiles) for hit in result.hits)
    sizes = [hit.record.properties.heavy_atoms for hit in result.hits]
    assert sizes == sorted(sizes)
    ranked = engine.search("[OX2H]c1ccccc1[F,Cl]", refinement=Refinement(more=("a drug",)))
    assert ranked.measure == COSINE
    assert all(pattern.matches(hit.record.smiles) for hit in ranked.hits)


def test_a_name_without_its_stereo_prefix_offers_the_stereoisomers(engine: TextMol) -> None:
    result = engine.search("Menthol", top_k=5)
    named = [hit.record for hit in result.hits if hit.exact]
    assert len(named) > 1
    assert {hit.rank for hit in result.hits if hit.exact} == set(range(1, len(named) + 1))
    assert len({record.smiles.replace("@", "") for record in named}) == 1
    assert any("stereo prefix" in note for note in result.notes)
    (one,) = [hit for hit in engine.search("L-menthol", top_k=5).hits if hit.exact]
    assert one.record in named


def test_the_chemist_overrules_the_reading(engine: TextMol) -> None:
    assert engine.search("CCO", top_k=3).hits[0].exact
    assert not any(hit.exact for hit in engine.search("CCO", read_as="description").hits)
    assert engine.search("CCO", read_as="smarts").reading.kind == "smarts"
    named = engine.search("aspirin", top_k=3)
    assert named.reading.kind == "name" and named.hits[0].exact
    assert "name of 1 molecule" in named.understood
    words = engine.search("aspirin", top_k=3, read_as="description")
    assert words.reading.kind == "description" and not words.hits[0].exact
    unknown = engine.search("nonsensium", top_k=3, read_as="name")
    assert len(unknown.hits) == 3
    assert any("no molecule of this name" in note for note in unknown.notes)
    with pytest.raises(MoleculeError):
        engine.search("icons", read_as="structure")


def test_a_registry_number_is_looked_up_among_the_names(engine: TextMol) -> None:
    found = engine.search("CAS 7440-28-0", top_k=2)
    assert found.hits[0].exact and found.hits[0].record.smiles == "[Tl]"
    missing = engine.search("CHEBI:999999999")
    assert missing.hits == () and missing.notes


def test_phrases_move_the_ranking(engine: TextMol) -> None:
    query, phrase = "an organic compound", "steroid hormone"
    vector = engine.encode_descriptions([phrase])[0]

    def nearness(refinement: Refinement) -> float:
        hits = engine.search(query, top_k=20, refinement=refinement).hits
        return float(np.mean([engine.library.vector(hit.record.row) @ vector for hit in hits]))

    towards, away = Refinement(more=(phrase,)), Refinement(less=(phrase,))
    assert nearness(towards) > nearness(Refinement()) > nearness(away)


def test_excluded_terms_leave_molecules_out(engine: TextMol) -> None:
    refinement = Refinement(exclude=("chlorine", "penicillin", "zzz"))
    result = engine.search("a beta-lactam antibiotic", top_k=50, refinement=refinement)
    assert result.hits
    assert not any("Cl" in hit.record.properties.formula for hit in result.hits)
    assert not any("penicillin" in (hit.record.name or "").lower() for hit in result.hits)
    assert any("“zzz”" in note and "nothing was left out" in note for note in result.notes)
    named = engine.search("aspirin", top_k=5, refinement=Refinement(exclude=("carboxylic acid",)))
    assert not any(hit.exact for hit in named.hits)


def test_likeness_moves_from_the_model_to_the_fingerprint(engine: TextMol) -> None:
    both = engine.search("CID 2244", top_k=10, refinement=Refinement(tanimoto=0.5))
    assert both.measure == "50 % cosine, 50 % Tanimoto"
    assert both.hits[0].exact and both.hits[0].score == pytest.approx(1)
    alone = engine.search("CID 2244", top_k=10, refinement=Refinement(tanimoto=1))
    model = engine.search("CID 2244", top_k=10)
    rows = [[hit.record.row for hit in result.hits] for result in (both, alone, model)]
    assert rows[0][0] == rows[1][0] == rows[2][0]
    assert rows[0] != rows[1] != rows[2]
    words = engine.search("aspirin", top_k=3, refinement=Refinement(tanimoto=1))
    assert words.measure == COSINE


def test_a_name_that_the_library_does_not_know_is_read_into_its_structure(engine: TextMol) -> None:
    found = engine.search("2-(4-chlorophenyl)acetic acid", top_k=3)
    assert found.understood == "Read as the name of C₈H₇ClO₂ (SMILES O=C(O)Cc1ccc(Cl)cc1)."
    assert found.reading.kind == "name" and found.measure == COSINE
    assert [hit.exact for hit in found.hits] == [True, False, False]
    assert found.hits[0].record.smiles == "O=C(O)Cc1ccc(Cl)cc1"
    structure = engine.search("OC(=O)Cc1ccc(Cl)cc1", top_k=3)
    assert [hit.record for hit in found.hits] == [hit.record for hit in structure.hits]
    alike = engine.search("2-(4-chlorophenyl)acetic acid", refinement=Refinement(tanimoto=1))
    assert "Tanimoto" in alike.measure and alike.hits[0].exact


def test_a_name_outside_the_library_finds_its_neighbours(engine: TextMol) -> None:
    found = engine.search("4'-bromo-3-methylbiphenyl", top_k=3)
    assert any("not in the library" in note for note in found.notes)
    assert len(found.hits) == 3 and not any(hit.exact for hit in found.hits)


def test_names_are_read_by_the_rules_only_where_they_may_be(engine: TextMol) -> None:
    name = "2-(4-chlorophenyl)acetic acid"
    words = engine.search(name, top_k=2, read_as="description")
    assert words.reading.kind == "description" and not words.hits[0].exact
    assert engine.search(name, top_k=2, read_as="name").hits[0].exact
    known = engine.search("aspirin", top_k=2)
    assert known.reading.molecule is None and "1 molecule" in known.understood
    assert engine.search("xanthone", top_k=2).reading.kind == "description"
    forced = engine.search("xanthone", top_k=2, read_as="name")
    assert forced.reading.molecule is not None
    slip = engine.search("2-(4-chlorphenyl)acetic acid", top_k=2)
    assert slip.reading.kind == "description"


def test_names_are_aligned_and_captioned_as_their_structures(engine: TextMol) -> None:
    name, smiles = "2-(4-chlorophenyl)acetic acid", "O=C(O)Cc1ccc(Cl)cc1"
    text = "a chlorobenzene and a carboxylic acid"
    assert engine.align(name, text).to_json() == engine.align(smiles, text).to_json()
    by_name, by_structure, neither = engine.caption([name, smiles, "no such thing"], candidates=1)
    assert by_name.input == name
    assert (by_name.smiles, by_name.candidates) == (smiles, by_structure.candidates)
    assert "no name" in neither.error
