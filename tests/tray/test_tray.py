"""The tray: each molecule once, no more than it holds, and notes beside them."""

from __future__ import annotations

import pytest

from textmol.engine import TextMol
from textmol.errors import QueryError
from textmol.molecules import compute_properties, parse_molecule
from textmol.tray import MOST_KEPT, Kept, Tray, keep_hit


def keep(smiles: str, **fields: str) -> Kept:
    molecule = parse_molecule(smiles)
    properties = compute_properties(molecule.mol)
    kept = Kept(molecule.smiles, molecule.inchikey, None, None, properties)
    return kept if not fields else Kept(**{**vars(kept), **fields})


def test_a_molecule_is_kept_once_in_the_order_of_keeping() -> None:
    tray = Tray().add(keep("CCO"), keep("CO"), keep("OCC"))
    assert [one.smiles for one in tray] == ["CCO", "CO"]
    assert len(tray.add(keep("OC"))) == 2
    assert "CCO" in tray
    assert "C" not in tray


def test_what_is_in_it_stays_as_it_is() -> None:
    tray = Tray().add(keep("CCO")).annotate("CCO", "  order this  ")
    assert tray.add(keep("CCO")).kept[0].note == "order this"
    assert [one.smiles for one in tray.add(keep("CO")).remove("CCO")] == ["CO"]
    assert tray.remove("CN") == tray


def test_a_full_tray_refuses_and_stays() -> None:
    molecules = [keep("C" * length) for length in range(1, MOST_KEPT + 2)]
    full = Tray().add(*molecules[:MOST_KEPT])
    with pytest.raises(QueryError, match="holds 200"):
        full.add(molecules[-1])
    assert full.add(molecules[0]) == full


def test_a_long_note_is_cut() -> None:
    assert len(Tray().add(keep("C")).annotate("C", "x" * 5_000).kept[0].note) == 2_000


def test_a_hit_is_kept_with_what_found_it(engine: TextMol) -> None:
    result = engine.search("a penicillin", top_k=3)
    kept = keep_hit(result.hits[1], result)
    assert (kept.rank, kept.query) == (2, "a penicillin")
    assert kept.score == result.hits[1].score
    assert (kept.checkpoint, kept.library) == (result.checkpoint, result.library)
    assert kept.smiles == result.hits[1].record.smiles
