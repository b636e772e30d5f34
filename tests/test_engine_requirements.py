"""Descriptions that demand something: the filter they are read into, and how it is taken away."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from textmol.engine import TextMol
from textmol.library import Filters
from textmol.library import folder as files
from textmol.library.build import attach_vectors, build_library
from textmol.library.fragments import find_fragment
from textmol.molecules.identity import flat_key
from textmol.molecules.substructure import read_substructure
from textmol.results import SearchResult


def test_a_count_is_kept_to_by_every_hit(engine: TextMol) -> None:
    result = engine.search("three chlorine atoms", top_k=50)
    formulas = [hit.record.properties.formula for hit in result.hits]
    assert len(formulas) == 50
    assert all(re.search(r"Cl3(?!\d)", formula) for formula in formulas)
    assert [requirement.key for requirement in result.requirements] == ["exactly-3-chlorine-atoms"]
    assert result.understood == "Read as a description with: exactly 3 chlorine atoms."
    assert result.read_as == "exactly 3 chlorine atoms"
    assert result.passing is not None and 50 < result.passing < 1000


def test_a_negation_and_a_filter_hold_together(engine: TextMol) -> None:
    filters = Filters(mw_max=300, smarts="c1ccccc1")
    result = engine.search("phenol, no nitrogen", top_k=20, filters=filters)
    assert len(result.hits) == 20
    ring = read_substructure("c1ccccc1")
    for hit in result.hits:
        assert not re.search(r"N(?![a-z])", hit.record.properties.formula)
        assert hit.record.properties.mw <= 300
        assert ring.matches(hit.record.smiles)


def test_a_formula_is_kept_to_without_other_elements(engine: TextMol) -> None:
    result = engine.search("C9H8O4", top_k=50)
    assert result.passing == len(result.hits) > 3
    assert {hit.record.properties.formula for hit in result.hits} == {"C9H8O4"}
    ions = engine.search("C7H5O3-", top_k=50).hits
    assert {hit.record.properties.formula for hit in ions} == {"C7H5O3-"}


def test_an_exact_mass_is_kept_to(engine: TextMol) -> None:
    formulas = [
        {hit.record.properties.formula for hit in engine.search(query, top_k=50).hits}
        for query in ("exact mass 194.0804 ± 5 ppm", "exact mass 137.0244 anion")
    ]
    assert formulas == [{"C8H10N4O2"}, {"C7H5O3-"}]


def test_a_structure_without_its_stereochemistry_leads_to_those_that_have_it(
    engine: TextMol,
) -> None:
    result = engine.search("OCC1OC(O)C(O)C(O)C1O")
    note = next(note for note in result.notes if "same skeleton" in note)
    found = engine.search("WQZGKKKJIJFFOK", top_k=50)
    exact = [hit for hit in found.hits if hit.exact]
    assert f"{len(exact)} molecules have" in note
    assert {hit.record.inchikey[:14] for hit in exact} == {"WQZGKKKJIJFFOK"}


def test_what_was_read_can_be_taken_away(engine: TextMol) -> None:
    query = "steroid without a hydroxy group"
    whole = engine.search(query)
    less = engine.search(query, ignore=["no-hydroxy-group"])
    assert [item.key for item in less.requirements] == ["at-least-1-steroid-skeleton"]
    assert [item.key for item in less.removed] == ["no-hydroxy-group"]
    assert less.passing is not None and whole.passing is not None
    assert less.passing > whole.passing
    plain = engine.search(query, plain=True)
    assert (plain.requirements, plain.removed, plain.passing) == ((), (), None)
    assert plain.understood == "Read as a description."
    none = engine.search(query, ignore=[item.key for item in whole.requirements])
    assert [hit.record.row for hit in none.hits] == [hit.record.row for hit in plain.hits]


def test_what_no_molecule_has_is_set_aside_and_told_of(engine: TextMol) -> None:
    query = "exactly 400 chlorine atoms"
    result = engine.search(query)
    assert not result.applied
    assert result.read_as == ""
    assert [item.wording for item in result.requirements] == [query]
    assert any("No molecule" in note and query in note for note in result.notes)
    plain = engine.search(query, plain=True)
    assert [hit.record.row for hit in result.hits] == [hit.record.row for hit in plain.hits]


def test_filters_that_leave_nothing_are_not_lifted(engine: TextMol) -> None:
    assert engine.search("no sulfur", filters=Filters(mw_min=1e6)).hits == ()


def test_few_that_pass_are_told_of(engine: TextMol) -> None:
    few = next(
        result
        for count in range(30, 8, -1)
        if (result := engine.search(f"exactly {count} chlorine atoms")).applied
    )
    assert few.passing == len(few.hits) < 5
    assert any(note.startswith("Only ") for note in few.notes)


def test_a_molecule_of_that_name_shows_what_the_words_do_not_mean(engine: TextMol) -> None:
    for row in engine.library.find_name("urea"):
        result = engine.search("urea")
        assert result.hits[0].record.row == row
        assert [item.wording for item in result.requirements] == ["at least 1 urea"]
    exact = engine.library.find_name("benzene hexachloride")
    if exact and "c1" not in engine.library.record(exact[0]).smiles:
        assert engine.search("benzene hexachloride").requirements == ()


def test_structures_and_identifiers_demand_nothing(engine: TextMol) -> None:
    for query in ("CC(=O)Oc1ccccc1C(=O)O", "CID 2244"):
        assert engine.search(query).requirements == ()


def test_long_descriptions_filter_nothing_but_what_contradicts_them_falls_behind(
    engine: TextMol,
) -> None:
    query = (
        "The molecule is a steroid with two hydroxy groups and no ketone that has a role as a "
        "metabolite and is found in the bile of many fishes and of some amphibians."
    )
    read, plain = engine.search(query), engine.search(query, plain=True)
    assert read.passing is None
    assert not read.requirements
    assert not any(hit.contradicts for hit in read.hits)
    kept = [hit.record.row for hit in plain.hits if hit.record.row in rows_of(read)]
    assert [row for row in rows_of(read) if row in kept] == kept


def rows_of(result: SearchResult) -> list[int]:
    """Return the rows of the hits, best first."""
    return [hit.record.row for hit in result.hits]


def test_a_part_of_a_name_puts_molecules_first(engine: TextMol) -> None:
    result = engine.search("cillin antibiotics")
    assert [item.fragment for item in result.requirements] == ["cillin"]
    named = set(engine.library.find_within_names("cillin").tolist())
    first = [hit.record.row in named for hit in result.hits]
    assert first[0] and first == sorted(first, reverse=True)
    penam = read_substructure("O=C1[#6]C2[#7]1[#6][#6][#16]2")
    assert sum(penam.matches(hit.record.smiles) for hit in result.hits) >= 8
    vector = engine.encode_descriptions(["cillin antibiotics"])[0]
    for hit in result.hits:
        assert hit.score == pytest.approx(float(engine.library.vector(hit.record.row) @ vector))
    less = engine.search("cillin antibiotics", ignore=[result.requirements[0].key])
    plain = engine.search("cillin antibiotics", plain=True)
    assert [hit.record.row for hit in less.hits] == [hit.record.row for hit in plain.hits]
    assert [item.fragment for item in less.removed] == ["cillin"]


@pytest.mark.parametrize("query", ["local anaesthetic", "orange carotenoid", "opium alkaloid"])
def test_everyday_words_are_no_parts_of_names(engine: TextMol, query: str) -> None:
    assert not any(item.fragment for item in engine.search(query).requirements)


def test_a_fragment_needs_the_model_to_agree(engine: TextMol) -> None:
    rows = engine.library.find_within_names("cillin")
    others = np.setdiff1d(np.arange(500), rows)
    assert find_fragment(engine.library, "cillin", others) is None
    found = find_fragment(engine.library, "cillin", rows)
    assert found is not None and found[0].wording == 'names with "cillin" first'


def test_a_library_without_counts_says_so(engine: TextMol, tmp_path: Path) -> None:
    source = tmp_path / "few.smi"
    source.write_text("CCO\nClCCl\nc1ccccc1\n")
    library = build_library(source, tmp_path / "few")
    (library.folder / files.COUNTS).unlink()
    files.write_manifest(library.folder)
    dim = engine.encode_descriptions(["x"]).shape[1]
    library = attach_vectors(
        library.folder, lambda smiles: np.eye(len(smiles), dim, dtype=np.float32), "test@1"
    )
    result = TextMol(engine.encoder, library).search("two chlorines, MW below 80")
    assert [item.wording for item in result.requirements] == ["MW at most 80 Da"]
    assert any("library count" in note for note in result.notes)


@pytest.mark.parametrize(
    ("query", "smiles"),
    [
        ("conjugate base of pyruvic acid", "CC(=O)C(=O)[O-]"),
        ("the conjugate acid of 2,4-dichlorobenzoate", "O=C(O)c1ccc(Cl)cc1Cl"),
        ("the methyl ester of salicylic acid", "COC(=O)c1ccccc1O"),
        ("enantiomer of L-menthol", "CC(C)[C@H]1CC[C@H](C)C[C@@H]1O"),
    ],
)
def test_what_is_derived_of_a_named_molecule_comes_first(
    engine: TextMol, query: str, smiles: str
) -> None:
    first, *others = engine.search(query, top_k=10).hits
    assert first.record.smiles == smiles
    assert first.contradicts == ()
    flat = flat_key(first.record.inchikey)
    # Other stereo loses half as much, and is no contradiction.
    alike = [flat_key(hit.record.inchikey) == flat for hit in others]
    assert [not hit.contradicts for hit in others] == alike
    assert not all(alike)


def test_a_derivative_that_the_library_lacks_is_told(engine: TextMol) -> None:
    result = engine.search("an ethyl ester of vanillic acid", top_k=2)
    (note,) = [note for note in result.notes if "does not have" in note]
    assert "CCOC(=O)c1ccc(O)c(OC)c1" in note
    assert not any("does not have" in note for note in engine.search("a steroid").notes)
