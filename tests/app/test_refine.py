"""Refining, overruling and sharing a search: chips, the URL, and the code that is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.parts.asked import Asked
from pages.parts.filters import PRESETS
from pages.parts.parameters import LIKE, READ, READINGS, REMOVED
from pages.parts.sharing import CODE
from tests.app.conftest import Screen
from tests.library.refinements import build_refinements
from textmol.library import filters
from textmol.library.filters import Filters
from textmol.library.refinement import Refinement
from textmol.molecules import recognise

if TYPE_CHECKING:
    from textmol import TextMol

Open = Callable[..., Screen]
ASPIRIN = "CC(=O)Oc1ccccc1C(=O)O"


def add(screen: Screen, phrase: str, label: str) -> None:
    screen.app.text_input(key="phrase").set_value(phrase)
    screen.press(label)


def labels(screen: Screen) -> list[str]:
    return [button.label for button in screen.app.button]


def show_code(screen: Screen) -> None:
    screen.app.session_state[CODE] = True
    screen.app.run()
    screen.check()


def rows(screen: Screen) -> list[int]:
    return [hit.record.row for hit in screen.app.session_state["result"].hits]


def test_phrases_become_chips_in_the_url_and_go_at_a_press(open_screen: Open) -> None:
    screen = open_screen(q="an antibiotic")
    before = rows(screen)
    add(screen, "  macrolide ", "More of it")
    add(screen, "steroid", "Less of it")
    add(screen, "chlorine", "Exclude it")
    assert screen.app.query_params["more"] == "macrolide"
    assert screen.app.query_params["exclude"] == "chlorine"
    assert {"more of macrolide", "less of steroid", "without chlorine"} <= set(labels(screen))
    assert screen.app.text_input(key="phrase").value == ""
    hits = screen.app.session_state["result"].hits
    assert not any("Cl" in hit.record.properties.formula for hit in hits)
    for chip in ("more of macrolide", "less of steroid", "without chlorine"):
        screen.press(chip)
    assert not {"more", "less", "exclude"} & set(screen.app.query_params)
    assert rows(screen) == before


def test_a_molecule_like_a_hit_and_back(open_screen: Open) -> None:
    screen = open_screen(q="an antibiotic", more=["macrolide"])
    result = screen.app.session_state["result"]
    first = result.hits[0].record
    screen = open_screen(q="an antibiotic", like=first.smiles)
    assert screen.app.query_params[LIKE] == first.smiles
    assert screen.app.session_state["result"].hits[0].exact
    assert screen.typed == "an antibiotic"
    model = rows(screen)
    screen.app.slider(key="tanimoto").set_value(100).run()
    screen.check()
    assert rows(screen) != model
    assert "Tanimoto" in screen.app.session_state["result"].measure
    screen.press(next(label for label in labels(screen) if label.startswith("like ")))
    assert LIKE not in screen.app.query_params
    assert not screen.app.session_state["result"].hits[0].exact


def test_another_query_starts_afresh(open_screen: Open) -> None:
    parameters = {"more": ["rose"], "without": "x", "like": ASPIRIN, "read": "as a structure"}
    screen = open_screen(q="CCO", **parameters)
    assert screen.app.session_state["asked"].read_as == "structure"
    screen.search("an ester")
    assert not set(parameters) & set(screen.app.query_params)
    assert screen.app.selectbox(key="read").value is None
    assert screen.app.session_state["result"].reading.kind == "description"


def test_the_reading_is_overruled_on_the_page(open_screen: Open) -> None:
    screen = open_screen(q="CCO")
    assert "Read as SMILES: C₂H₆O." in screen.captions
    screen.app.selectbox(key="read").select("smarts").run()
    screen.check()
    assert screen.heading.endswith("that contain the pattern")
    screen.app.selectbox(key="read").select("identifier").run()
    screen.check()
    assert screen.heading == "Nothing found"
    assert tuple(READINGS) == recognise.__globals__["READINGS"]


def test_presets_set_their_limits(open_screen: Open) -> None:
    assert set(PRESETS) == set(filters.PRESETS)
    screen = open_screen(q="an antibiotic")
    for name, limits in filters.PRESETS.items():
        screen.press(name)
        for key, limit in limits.items():
            assert screen.app.number_input(key=key).value == limit
    used = screen.app.session_state["asked"].filters
    assert used.describe().count(",") == 5
    screen.press("Clear filters")
    assert screen.app.session_state["asked"].filters.is_empty()


AWKWARD: list[dict[str, Any]] = [
    {"q": "an antibiotic", "more": ["50 % more #1 + a/b\\c @ d&e=f?"], "exclude": ["é\u200b漢"]},
    {"q": r"C#C/C=C\C", "read": "as a structure", "tanimoto": "30"},
    {"q": "steroid without a hydroxy group", "without": "no-hydroxy-group", "mw_max": "400"},
    {"q": "x", "like": "CC(=O)[O-].[Na+]", "smarts": "[#8]", "less": ['it\'s "quoted"', "b"]},
    {"q": "[#6]~[#16]", "clogp_min": "-1.5", "charge_max": "0"},
]


@pytest.mark.parametrize("parameters", AWKWARD)
def test_the_code_that_is_shown_finds_the_same_hits(
    open_screen: Open,
    engine: TextMol,
    monkeypatch: pytest.MonkeyPatch,
    parameters: dict[str, Any],
) -> None:
    screen = open_screen(**parameters)
    assert not screen.errors
    show_code(screen)
    code = next(block.value for block in screen.app.code if "TextMol.open()" in block.value)
    monkeypatch.setattr("textmol.TextMol.open", lambda: engine)
    names: dict[str, Any] = {}
    exec(code, names)
    assert [hit.record.row for hit in names["result"].hits] == rows(screen)


@pytest.mark.parametrize("parameters", AWKWARD)
def test_the_link_that_is_shown_opens_the_same_search(
    open_screen: Open, parameters: dict[str, Any]
) -> None:
    screen = open_screen(**parameters)
    show_code(screen)
    link = next(block.value for block in screen.app.code if "?q=" in block.value)
    again = open_screen(**parse_qs(urlsplit(link).query, strict_parsing=True))
    assert again.app.session_state["asked"] == screen.app.session_state["asked"]
    assert rows(again) == rows(screen)


words = st.text(min_size=1, max_size=20).filter(lambda text: text.strip() == text)
questions = st.builds(
    Asked,
    typed=words,
    filters=st.builds(
        Filters,
        mw_max=st.none() | st.floats(0, 1e6),
        charge_min=st.none() | st.integers(-9, 9),
        smarts=st.none() | words,
    ),
    removed=st.frozensets(st.from_regex(r"[a-z0-9.-]+", fullmatch=True), max_size=3),
    read_as=st.none() | st.sampled_from(list(READINGS)),
    like=st.none() | words,
    refinement=build_refinements(words),
)


@given(questions)
def test_everything_comes_back_from_a_link(asked: Asked) -> None:
    link = asked.write_link("http://localhost:8501/?old=1")
    assert link.startswith("http://localhost:8501/?q=")
    query = parse_qs(urlsplit(link).query, strict_parsing=True)
    single = {name: values[0] for name, values in query.items()}
    kinds = {said: kind for kind, said in READINGS.items()}
    again = Asked(
        typed=single["q"],
        filters=Filters.from_query(single),
        removed=frozenset(filter(None, single.get(REMOVED, "").split(","))),
        read_as=kinds.get(single.get(READ, "")),
        like=single.get(LIKE),
        refinement=Refinement.from_query(query),
    )
    assert again == asked


@given(questions)
def test_the_code_of_any_question_can_be_compiled(asked: Asked) -> None:
    compile(asked.write_code(), "shown", "exec")
