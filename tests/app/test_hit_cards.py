"""What the cards of a page tell the browser, and what Python does with what is pressed there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.conftest import PATIENCE, Screen

if TYPE_CHECKING:
    from textmol import TextMol
    from textmol.engine import SearchResult


def press() -> None:
    """Run as a script: take what the browser says was pressed."""
    import streamlit as st

    from pages.parts.hit_cards import MARKS, _take_marks

    for marks in st.session_state["pressed"]:
        st.session_state[MARKS] = {"marks": marks}
        _take_marks(st.session_state["result"])


def take(result: SearchResult, *pressed: dict[str, Any], **before: Any) -> AppTest:
    """Return a session in which something was pressed on the cards of a result."""
    app = AppTest.from_function(press, default_timeout=PATIENCE)
    for name, value in {"result": result, "pressed": pressed, **before}.items():
        app.session_state[name] = value
    app.run()
    assert not app.exception
    return app


@pytest.fixture(scope="module")
def result(engine: TextMol) -> SearchResult:
    return engine.search("a penicillin", top_k=30)


def mark(result: SearchResult, selected: list[int], kept: list[int], shown: int = 20) -> Any:
    """Return what the browser tells when these places are marked on its first cards."""
    rows = [hit.record.row for hit in result.hits]
    return {
        "turn": 1,
        "rows": rows[:shown],
        "selected": [rows[place] for place in selected],
        "kept": [rows[place] for place in kept],
    }


def test_no_table_is_looked_for_in_what_the_cards_are_told(
    open_screen: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Streamlit imports pandas to look for one, before the first result."""

    asked: list[object] = []
    monkeypatch.setattr("streamlit.dataframe_util.determine_data_format", asked.append)
    assert len(open_screen(q="a penicillin").cards) == 20
    assert asked == []


def test_what_is_pressed_is_selected_and_kept(result: SearchResult) -> None:
    app = take(result, mark(result, [1, 3], [2]))
    assert app.session_state["selected"] == {result.hits[place].record.row for place in (1, 3)}
    assert [one.smiles for one in app.session_state["tray"]] == [result.hits[2].record.smiles]
    assert [one.rank for one in app.session_state["tray"]] == [3]


def test_quick_presses_that_arrive_as_one_are_all_taken(result: SearchResult) -> None:
    app = take(result, mark(result, [], [0, 1, 2, 4]))
    assert len(app.session_state["tray"]) == 4
    app = take(result, mark(result, [], [0, 1]), mark(result, [], [1]))
    assert [one.smiles for one in app.session_state["tray"]] == [result.hits[1].record.smiles]


def test_what_stands_on_other_pages_stays(result: SearchResult) -> None:
    elsewhere = result.hits[25].record
    before = take(result, mark(result, [25], [25], shown=30))
    tray, selected = before.session_state["tray"], before.session_state["selected"]
    app = take(result, mark(result, [0], [0]), tray=tray, selected=selected)
    assert elsewhere.row in app.session_state["selected"]
    assert elsewhere.smiles in app.session_state["tray"]
    assert len(app.session_state["tray"]) == 2
