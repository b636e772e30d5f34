"""Captions by the bundled checkpoint: rows kept in order, claims, ranks, odd molecules."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from textmol.engine import TextMol
from textmol.errors import CheckpointError
from textmol.library.index import restore
from textmol.molecules import parse_molecule
from textmol.molecules.claims import CONTRADICTED, VERIFIED, Claim, find_contradicted
from textmol.molecules.claims.evidence import Evidence
from textmol.writing.captioner import weigh
from textmol.writing.records import DONE, FAILED, Caption, Captioned
from textmol.writing.repeats import repeats_itself

ASPIRIN = "CC(=O)Oc1ccccc1C(=O)O"


@pytest.fixture(scope="module")
def rows(engine: TextMol) -> list[Captioned]:
    return engine.caption([ASPIRIN, "C1CC", "O", "[Na+].[Cl-]", "C" * 301], candidates=3)


def test_broken_rows_have_a_reason_and_stop_no_other(rows: list[Captioned]) -> None:
    assert [row.status for row in rows] == [DONE, FAILED, DONE, DONE, FAILED]
    assert "301 heavy atoms" in rows[4].error
    for row in rows:
        assert bool(row.candidates) == (row.status == DONE) == (not row.error)
        assert row.input in (ASPIRIN, "C1CC", "O", "[Na+].[Cl-]", "C" * 301)


def test_a_known_molecule_is_told(rows: list[Captioned]) -> None:
    assert rows[0].known is not None
    assert rows[0].known.inchikey == rows[0].inchikey == "BSYNRYMUTXBXSQ-UHFFFAOYSA-N"


def test_candidates_are_distinct_and_the_best_comes_first(rows: list[Captioned]) -> None:
    candidates = rows[0].candidates
    assert len({one.text for one in candidates}) == len(candidates) == 3
    weights = list(map(weigh, candidates))
    assert weights == sorted(weights, reverse=True)


def test_what_holds_counts_beside_the_likelihood() -> None:
    plain = Caption("", -1.0, 1, ())
    right, wrong = (Claim("", 0, 0, verdict) for verdict in (VERIFIED, CONTRADICTED))
    assert weigh(plain) == -1
    assert weigh(replace(plain, rank_when_searched=100)) < weigh(plain)
    assert weigh(replace(plain, claims=(wrong,))) < weigh(plain)
    assert weigh(replace(plain, claims=(right,))) > weigh(plain)


def test_no_caption_says_a_thing_twice(rows: list[Captioned]) -> None:
    for row in rows:
        for one in row.candidates:
            assert not repeats_itself(one.text.removesuffix("."))


def test_claims_are_spans_of_the_text(rows: list[Captioned]) -> None:
    for row in rows:
        for one in row.candidates:
            for claim in one.claims:
                assert one.text[claim.start : claim.end] == claim.text


def test_the_rank_counts_the_molecules_that_fit_better(
    engine: TextMol, rows: list[Captioned]
) -> None:
    known = rows[0].known
    assert known is not None
    aspirin = Evidence(parse_molecule(ASPIRIN).mol)
    for caption in rows[0].candidates:
        vector = engine.encode_descriptions([caption.text])[0]
        contradicted = len(find_contradicted(caption.text, aspirin))
        own = float(engine.encode_molecules([ASPIRIN])[0] @ vector) - 0.1 * contradicted
        scores = restore(engine.library.read_vectors()) @ vector
        scores = scores - 0.1 * _count_contradicted(engine, caption.text)
        scores = np.delete(scores, known.row)
        assert caption.rank_when_searched == 1 + int((scores >= own).sum())


def _count_contradicted(engine: TextMol, text: str) -> np.ndarray:
    found = engine.library.contradict(text)
    return np.sum([np.zeros(engine.library.size), *(rows for _, rows in found)], axis=0)


def test_a_caption_does_not_depend_on_its_batch(engine: TextMol, rows: list[Captioned]) -> None:
    alone = engine.caption([ASPIRIN], candidates=3)[0]
    assert [one.text for one in alone.candidates] == [one.text for one in rows[0].candidates]


def test_no_rows_give_no_captions(engine: TextMol) -> None:
    assert engine.caption([]) == []


def test_a_missing_captioner_is_told(engine: TextMol, root) -> None:  # type: ignore[no-untyped-def]
    bare = TextMol(engine.encoder, engine.library, writers=root / "docs")
    with pytest.raises(CheckpointError, match="no checkpoint folder"):
        bare.caption(["C"])
