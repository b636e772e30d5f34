"""Where a molecule and a description can be taken from here: links to the pages that read both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pages.parts import align_question, caption_address, generate_question
from pages.parts.compared import lead_to_comparison
from pages.parts.molecule_link import lead_to_molecule
from pages.parts.way import Way

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
    for way in _lead_onward(smiles, description, name, here):
        way.show()


def list_onward(record: Record, description: str) -> list[Way]:
    """Return all ways on from a molecule of the library, that to its own page first."""
    onward = _lead_onward(record.smiles, description, record.name)
    return [lead_to_molecule(record), *onward, lead_to_comparison(record)]


def _lead_onward(smiles: str, description: str, name: str | None, here: str = "") -> Iterator[Way]:
    for one in PAGES:
        words = description or ((name or "") if one.of_words else "")
        if one.page == here or (one.of_words and not words):
            continue
        yield Way(one.page, one.label, one.icon, one.told, one.address(smiles, words))
