"""The occlusion check: score and rank without a part, beside what the map claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts.align_linked import UNITS
from pages.parts.engine import open_engine
from pages.parts.notices import show_error
from pages.parts.wording import escape, format_number
from textmol.errors import TextMolError

if TYPE_CHECKING:
    from textmol.aligning import Alignment, Occlusion

_BOX = "align_masked"
_AROUND = 120  # characters of a masked text, to either side


def show_check(alignment: Alignment, chosen: dict[str, Any] | None, *, key: str) -> None:
    """Show what masking the chosen part does.

    Args:
        alignment: the map.
        chosen: a row or a column of it, None where nothing is chosen.
        key: of the session's state that holds the choice; the list here changes it too.
    """
    st.subheader("Occlusion check", anchor=False)
    options = _list_options(alignment)
    current = next((label for label, one in options.items() if one == chosen), None)
    if st.session_state.get(_BOX) != current:
        st.session_state[_BOX] = current
    row, column = UNITS[alignment.level]
    a_row = f"an {row}" if row == "atom" else f"a {row}"
    st.selectbox(
        f"Take away {a_row} or a {column}",
        tuple(options),
        key=_BOX,
        index=None,
        placeholder=f"Press {a_row} or a {column} above, or pick one here",
        on_change=lambda: _take(key, options),
    )
    if chosen is None:
        st.caption(
            "A map is a claim. Masking a part and asking the model again shows whether its score "
            "needs that part."
        )
        return
    try:
        found = _occlude(alignment, chosen)
    except TextMolError as error:
        show_error(error)
        return
    _show_figures(found)


def _take(key: str, options: dict[str, dict[str, Any]]) -> None:
    st.session_state[key] = options.get(st.session_state[_BOX])


def _list_options(alignment: Alignment) -> dict[str, dict[str, Any]]:
    """Return rows and columns by their labels, with numbers where labels repeat."""
    rows = [(one.label, {"kind": "row", "row": n}) for n, one in enumerate(alignment.fragments)]
    columns = [
        (f"“{word.text}”", {"kind": "column", "column": n})
        for n, word in enumerate(alignment.words)
    ]
    found: dict[str, dict[str, Any]] = {}
    for label, one in rows + columns:
        name, number = label, 2
        while name in found:
            name, number = f"{label} ({number})", number + 1
        found[name] = one
    return found


def _occlude(alignment: Alignment, chosen: dict[str, Any]) -> Occlusion:
    engine = open_engine()
    if chosen["kind"] == "row":
        atoms = alignment.fragments[chosen["row"]].atoms
        return engine.occlude(alignment.smiles, alignment.text, atoms=atoms)
    word = alignment.words[chosen["column"]]
    return engine.occlude(alignment.smiles, alignment.text, span=(word.start, word.end))


def _show_figures(found: Occlusion) -> None:
    fall = found.score_before - found.score_after
    with st.container(horizontal=True, gap="medium"):
        st.metric(
            "Score",
            format_number(found.score_after, 3),
            delta=f"{-fall:+.3f} from {found.score_before:.3f}",
            width=190,
        )
        fallen = found.rank_after - found.rank_before
        st.metric(
            "Rank in the library",
            f"{found.rank_after:,}",
            delta=f"{fallen:+,} from {found.rank_before:,}" if fallen else "unchanged",
            # A larger rank is worse.
            delta_color="inverse" if fallen else "off",
            delta_arrow="auto" if fallen else "off",
            width=190,
        )
        st.metric("The map claimed", f"{found.claimed:+.3f}".replace("-", "−"), width=190)
    st.caption(
        f"Ranked among {found.library:,} molecules. "
        + ("" if found.span is None else f"Read without it: “{escape(_shorten(found))}” ")
        + _judge(fall, found.claimed)
    )


def _shorten(found: Occlusion) -> str:
    """Return the text around what was taken out of it."""
    middle = 0 if found.span is None else found.span.start
    first, last = max(0, middle - _AROUND), middle + _AROUND
    before, after = "…" if first else "", "…" if last < len(found.masked_text) else ""
    return f"{before}{found.masked_text[first:last]}{after}"


def _judge(fall: float, claimed: float) -> str:
    """Return how the fall of the score and the map's claim fit together."""
    if abs(fall) < 0.005 and abs(claimed) < 0.005:
        return "Neither the map nor the masking finds that it matters."
    if fall * claimed < 0:
        return "The masking speaks against the map here: do not rely on this part of it."
    ratio = fall / claimed if claimed else float("inf")
    if ratio < 0.5:
        return "The score falls by less than the map claims: other parts make up for this one."
    if ratio > 2:
        return "The score falls by more than the map claims: this part works with others."
    return "The score falls about as far as the map claims."
