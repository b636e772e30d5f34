"""The search page on the real engine: journeys, filters, bad input."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.app.conftest import Screen
from textmol.molecules.substructure import read_substructure

Open = Callable[..., Screen]
PENICILLIN = "a penicillin that carries a phenyl group"


def test_the_first_screen_teaches(open_screen: Open) -> None:
    screen = open_screen()
    assert "Describe it" in screen.text
    assert "What it cannot do" in screen.text
    assert not screen.alts
    assert not screen.errors


def test_a_description_finds_ranked_molecules(open_screen: Open) -> None:
    screen = open_screen()
    screen.search(PENICILLIN)
    assert len(screen.alts) == 20
    penam = read_substructure("O=C1CC2N1CCS2")
    hits = screen.app.session_state["result"].hits
    assert sum(penam.matches(hit.record.smiles) for hit in hits[:20]) >= 10
    assert screen.ranks == [str(rank) for rank in range(1, 21)]
    assert re.fullmatch(
        r"[\d,]+ of 37,229 molecules have what was read|"
        r"The 200 closest of [\d,]+ molecules that have what was read",
        screen.heading,
    )
    for card in screen.cards:
        better, score = card["placed"]
        assert better.endswith("% of the library")
        assert score.startswith("score (cosine)")


def test_an_example_fills_the_box_and_runs(open_screen: Open) -> None:
    screen = open_screen()
    screen.app.button_group(key="example").set_value(PENICILLIN).run()
    screen.check()
    assert screen.typed == PENICILLIN
    assert "example" not in [group.key for group in screen.app.button_group]
    assert len(screen.alts) == 20


@pytest.mark.parametrize(
    "query",
    [
        "aspirin",
        "CID 2244",
        "BSYNRYMUTXBXSQ-UHFFFAOYSA-N",
        "CC(=O)Oc1ccccc1C(=O)O",
        "InChI=1S/C9H8O4/c1-6(10)13-8-5-3-2-4-7(8)9(11)12/h2-5H,1H3,(H,11,12)",
    ],
)
def test_an_exact_molecule_stands_first(open_screen: Open, query: str) -> None:
    screen = open_screen(q=query)
    first = screen.cards[0]
    assert (first["rank"], first["exact"]) == ("1", True)
    assert "C9H8O4" in screen.alts[0]


def test_a_name_without_its_stereo_prefix_finds_the_stereoisomers(open_screen: Open) -> None:
    screen = open_screen(q="menthol")
    named = [card["title"].lower() for card in screen.cards if card["exact"]]
    assert len(named) > 1
    assert all("menthol" in name for name in named)
    assert any("stereo prefix" in caption for caption in screen.captions)


def test_pages_turn(open_screen: Open) -> None:
    screen = open_screen(q=PENICILLIN)
    screen.turn_to(2)
    assert screen.ranks[0] == "21"
    screen.search("a steroid")
    assert screen.ranks[0] == "1"


def test_filters_narrow_and_results_stay(open_screen: Open) -> None:
    screen = open_screen(q=PENICILLIN)
    screen.set_number("mw_min", 300.0)
    screen.set_number("mw_max", 400.0)
    assert "pass the filters" in screen.heading
    screen.set_number("charge_min", 0)
    screen.set_number("charge_max", 0)
    screen.set_number("rings_min", 3)
    screen.set_number("clogp_max", 2.5)
    result = screen.app.session_state["result"]
    assert result.hits
    for hit in result.hits:
        values = hit.record.properties
        assert 300 <= values.mw <= 400
        assert values.charge == 0
        assert values.rings >= 3
        assert values.clogp <= 2.5


def test_a_pattern_is_lit_in_the_drawings(open_screen: Open) -> None:
    screen = open_screen(q="benzene")
    before = dict(zip(screen.alts, screen.drawings, strict=True))
    screen.set_smarts("c1ccccc1")
    after = dict(zip(screen.alts, screen.drawings, strict=True))
    both = before.keys() & after.keys()
    assert both
    assert all(before[alt] != after[alt] for alt in both)


def test_filters_clear(open_screen: Open) -> None:
    screen = open_screen(q="a steroid", mw_max=300, clogp_min=1.5, smarts="[OX2H]")
    assert screen.app.number_input(key="mw_max").value == 300
    assert "pass the filters" in screen.heading
    screen.press("Clear filters")
    assert screen.app.number_input(key="mw_max").value is None
    assert screen.app.text_input(key="smarts").value == ""
    assert screen.heading.endswith("molecules that have what was read")


def test_a_url_with_every_awkward_character(open_screen: Open) -> None:
    smiles = r"C#C/C=C\[C@H](N)C(=O)[O-].[Na+]"
    screen = open_screen(q=smiles, smarts="[#6]#[#6]")
    assert screen.typed == smiles
    assert not screen.errors
    assert screen.app.text_input(key="smarts").value == "[#6]#[#6]"


def test_nothing_in_the_url_breaks_the_page(open_screen: Open) -> None:
    screen = open_screen(q="a steroid", mw_max="heavy", rings_min="2.5", unknown="1")
    assert screen.alts


BAD_QUERIES = {
    "blank": ("   \n ", "empty"),
    "too long": ("a very long description " * 840, "characters were read"),
    "another language": ("ein Penicillin mit einer Phenylgruppe", "in English"),
    "another script": ("有香味的酯", "in English"),
    "control characters": ("a steroid\x00\x07", "control characters"),
    "broken SMILES": ("CC(=O)Oc1ccccc1C(=O", "character 17"),
    "impossible SMILES": ("CC(C)(C)(C)C", "5 bonds"),
    "broken InChI": ("InChI=1S/C9H8O4/c1-6", "InChI cannot be read"),
    "no such CID": ("CID 999999999", "no such molecule"),
}


@pytest.mark.parametrize(("text", "expected"), BAD_QUERIES.values(), ids=BAD_QUERIES)
def test_a_bad_query_gets_one_clear_sentence_and_stays(
    open_screen: Open, text: str, expected: str
) -> None:
    screen = open_screen()
    screen.search(text)
    assert screen.typed == text
    told = [line for line in (*screen.errors, *screen.captions) if expected in line]
    assert len(told) == 1


def test_a_broken_smiles_is_pointed_at(open_screen: Open) -> None:
    screen = open_screen()
    screen.search("CC(=O)Oc1ccccc1C(=O")
    (sentence,) = screen.errors
    assert "character" in sentence
    (pointer,) = [code.value for code in screen.app.code]
    typed, caret = pointer.split("\n")
    assert typed == "CC(=O)Oc1ccccc1C(=O"
    assert caret.strip() == "^"


def test_search_without_a_description(open_screen: Open) -> None:
    screen = open_screen()
    screen.press("Search")
    assert len(screen.errors) == 1


def test_a_broken_pattern_keeps_the_results(open_screen: Open) -> None:
    screen = open_screen(q=PENICILLIN)
    screen.set_smarts("c1ccccc")
    (sentence,) = screen.errors
    assert "SMARTS" in sentence
    assert screen.app.text_input(key="smarts").value == "c1ccccc"
    assert len(screen.alts) == 20


def test_a_range_upside_down_is_told_of(open_screen: Open) -> None:
    screen = open_screen(q=PENICILLIN, mw_min=400, mw_max=300)
    (sentence,) = screen.errors
    assert "MW" in sentence
    assert len(screen.alts) == 20


def test_filters_that_leave_nothing(open_screen: Open) -> None:
    screen = open_screen(q=PENICILLIN, mw_min=100, mw_max=101, rings_min=7)
    assert not screen.alts
    (notice,) = screen.app.info
    assert "MW 100 to 101 Da" in notice.value
    assert "clear the filters" in notice.value
    assert screen.typed == PENICILLIN


def test_a_missing_checkpoint_is_told_of_and_needs_no_restart(
    open_screen: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from pages.parts.engine import _start_engine

    _start_engine.clear()
    monkeypatch.setattr("textmol.engine.CHECKPOINT", tmp_path / "gone")
    screen = open_screen(q="aspirin")
    (sentence,) = screen.errors
    assert "There is no checkpoint folder" in sentence
    assert screen.typed == "aspirin"
    monkeypatch.undo()
    screen.app.run()
    screen.check()
    assert not screen.errors
    assert screen.alts


def test_a_name_is_read_into_a_structure(open_screen: Open) -> None:
    screen = open_screen()
    screen.search("2-(4-chlorophenyl)acetic acid")
    assert any(one.startswith("Read as the name of C₈H₇ClO₂") for one in screen.captions)
    assert screen.app.session_state["result"].hits[0].exact
    assert any(slider.key == "tanimoto" for slider in screen.app.slider)
