"""A session's file: what was saved is restored, and a broken file is told of in a sentence."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tray.test_tray import keep
from textmol.errors import DataError
from textmol.tray import Kept, Tray
from textmol.tray.session import Session, read_session, write_session

SMILES = (
    r"C#C/C=C\[C@H](N)C(=O)[O-].[Na+]",
    "CC(=O)Oc1ccccc1C(=O)O",
    "*C",
    "[2H]O[2H]",
    "N%10CC%10",
)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)


@cache
def keep_once(smiles: str) -> Kept:
    """Return what the tray keeps of a structure, computed once for all examples."""
    return keep(smiles)


@st.composite
def molecules(draw: st.DrawFn) -> Kept:
    found = draw(st.booleans())
    return replace(
        keep_once(draw(st.sampled_from(SMILES))),
        name=draw(st.none() | TEXTS),
        cid=draw(st.none() | st.integers(1, 10**9)),
        note=draw(TEXTS),
        query=draw(TEXTS),
        read_as=draw(TEXTS),
        rank=draw(st.integers(1, 200)) if found else None,
        score=draw(st.floats(-1, 1)) if found else None,
        better_than=draw(st.floats(0, 100)) if found else None,
        exact=draw(st.booleans()),
    )


SESSIONS = st.builds(
    Session,
    st.lists(molecules(), unique_by=lambda one: one.smiles).map(lambda kept: Tray(tuple(kept))),
    st.lists(st.tuples(TEXTS, TEXTS)).map(tuple),
)


@given(SESSIONS)
def test_what_was_saved_is_restored(session: Session) -> None:
    text = write_session(session)
    assert read_session(text) == session
    assert read_session(text.encode()) == session
    assert read_session(text.encode("utf-8-sig")) == session


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_no_file_is_a_fault(data: bytes | str) -> None:
    with pytest.raises(DataError):
        read_session(data)


def saved() -> dict[str, Any]:
    tray = Tray((keep(SMILES[0]), keep(SMILES[1])))
    return dict(json.loads(write_session(Session(tray, (("q", "a steroid"),)))))


def change(path: str, value: object) -> str:
    """Return a saved session with one value changed; "-" takes it out."""
    data = saved()
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place: Any = data
    for step in way:
        place = place[step]
    if value == "-":
        del place[last]
    else:
        place[last] = value
    return json.dumps(data)


BROKEN = [
    ("format", "something else", "no session"),
    ("version", "-", "version"),
    ("version", True, "version"),
    ("version", 2, "later TextMol"),
    ("molecules", "-", "no list"),
    ("molecules", [1], "Molecule 1"),
    ("molecules.1.smiles", "C1CC", "Molecule 2"),
    ("molecules.0.smiles", SMILES[1], "twice"),
    ("molecules.0.cid", -5, "cid"),
    ("molecules.0.cid", 2.5, "cid"),
    ("molecules.0.rank", True, "rank"),
    ("molecules.0.score", "high", "score"),
    ("molecules.0.exact", 1, "exact"),
    ("molecules.0.note", "x" * 2_001, "note"),
    ("molecules.0.note", "\ud800", "note"),
    ("molecules.0.query", None, "query"),
    ("molecules.0.query", "x" * 60_000, "query"),
    ("molecules.0.inchikey", "-", "fields"),
    ("molecules.0.script", "x", "fields"),
    ("molecules.0.properties.mw", "heavy", "mw"),
    ("molecules.0.properties.mw", 1e300, "mw"),
    ("molecules.0.properties.rings", 1.5, "rings"),
    ("molecules.0.properties.rings", "-", "properties"),
    ("search", {"q": "a"}, "search"),
    ("search", [["q"]], "search"),
    ("search", [["q", 1]], "search"),
]


@pytest.mark.parametrize(("path", "value", "told"), BROKEN)
def test_a_broken_file_says_where(path: str, value: object, told: str) -> None:
    with pytest.raises(DataError) as caught:
        read_session(change(path, value))
    assert told in caught.value.message
    assert caught.value.remedy


def test_numbers_that_are_none_of_json_and_cut_files_are_refused() -> None:
    text = write_session(Session(Tray((keep("C"),))))
    for data in (text.replace("16.04", "NaN", 1), text[:-5], "[" * 100_000):
        with pytest.raises(DataError):
            read_session(data)


def test_more_than_the_tray_holds() -> None:
    data = saved()
    data["molecules"] *= 101
    with pytest.raises(DataError, match="202 molecules"):
        read_session(json.dumps(data))
