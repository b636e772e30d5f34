"""Captioned rows as cells and as JSON."""

from __future__ import annotations

from tests.jobs.conftest import caption, make_rows
from textmol.jobs.records import Outcome
from textmol.jobs.sheets import describe_outcome, list_cells

OUTCOMES = [
    Outcome(row, caption(row.structure, number), "captioner@1", "library@1")
    for number, row in enumerate(make_rows("CCO", "C1CC", "[Na+].[Cl-]"), 1)
]


def test_all_rows_have_the_titles_of_the_longest() -> None:
    first, second, third = list_cells(OUTCOMES)
    assert list(first) == list(second) == list(third)
    assert (first["caption_1"], first["caption_2"], first["caption_3"]) == (
        "It has 3 heavy atoms.",
        "",
        "",
    )
    assert (first["row"], first["name"], first["known_cid"], first["known_name"]) == (
        *(1, "row 1"),
        *(702, "ethanol"),
    )
    assert (first["log_probability_1"], first["rank_when_searched_1"]) == (-0.5, 1)
    assert (first["verified_1"], first["contradicted_1"]) == ("heavy atoms", "")
    assert third["notes"].startswith("2 components")


def test_a_row_without_captions_has_its_reason() -> None:
    second = list_cells(OUTCOMES)[1]
    assert second["status"] == "error"
    assert "never closed" in second["reason"]
    assert (second["input"], second["smiles"], second["caption_1"]) == ("C1CC", "", "")


def test_json_keeps_to_the_contract() -> None:
    first, second, _ = map(describe_outcome, OUTCOMES)
    assert list(first)[:6] == ["input", "smiles", "inchikey", "status", "error", "candidates"]
    assert (first["status"], first["error"]) == ("ok", None)
    assert {"text", "score", "rank_when_searched"} <= set(first["candidates"][0])
    assert first["candidates"][0]["claims"][0] == {
        "text": "heavy atoms",
        "start": 9,
        "end": 20,
        "verdict": "verified",
    }
    assert (second["status"], second["candidates"]) == ("error", [])
    assert second["error"]


def test_nothing_is_no_table() -> None:
    assert list_cells([]) == []
