"""Where a molecule and a description can be taken from here: links to the pages that read both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import align_question, caption_address, generate_question
from pages.parts.compared import link_to_comparison

if TYPE_CHECKING:
    from textmol.library.records import Record


@dataclass(frozen=True)
class Onward:
    """A page that goes on with a molecule and its description.

    Attributes:
        page: its file.
        label: what the link says.
        icon: beside it.
        told: what the page does, shown beside the link.
        address: returns the parameters of its URL for a SMILES and a description, perhaps empty.
        of_words: it goes on with the description alone, and with a name where there is none.
    """

    page: str
    label: str
    icon: str
    told: str
    address: Callable[[str, str], dict[str, str]]
    of_words: bool = False


PAGES = (
    Onward(
        caption_address.PAGE,
        "Caption",
        ":material/description:",
        "What the model writes of it, with what can be checked marked",
        lambda smiles, _: caption_address.write_address(smiles),
    ),
    Onward(
        align_question.PAGE,
        "Align",
        ":material/ink_highlighter:",
        "Which parts of it answer to which words of the description",
        align_question.write_address,
    ),
    Onward(
        generate_question.PAGE,
        "Generate",
        ":material/draw:",
        "Molecules that are written for the description, known and new ones",
        lambda _, description: generate_question.write_address(description),
        of_words=True,
    ),
)


def link_onward(smiles: str, description: str, *, name: str | None = None, here: str = "") -> None:
    """Show a link to each page that goes on with a molecule and a description, but ``here``.

    A page that needs words takes the ``name`` where there is no description, and is left out
    without either.
    """
    for one in PAGES:
        words = description or ((name or "") if one.of_words else "")
        if one.page == here or (one.of_words and not words):
            continue
        st.page_link(
            one.page,
            label=one.label,
            icon=one.icon,
            query_params=one.address(smiles, words),
            help=one.told,
        )


def show_onward(record: Record, description: str) -> None:
    """Show a button that opens the links, where there is little room."""
    # Not written only when it is opened: closing it would run this page while the link leaves it.
    with st.popover("Send to", icon=":material/send:", type="tertiary"):
        link_onward(record.smiles, description, name=record.name)
        link_to_comparison(record)
