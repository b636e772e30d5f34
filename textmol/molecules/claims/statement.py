"""A statement about a structure, and what it is checked on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from textmol.molecules.requirements import Condition
from textmol.molecules.rules import Rule

Meaning = Rule | tuple[Condition, ...]


@dataclass(frozen=True)
class Statement:
    """What some words say of the structure that a text describes.

    Attributes:
        text: the words.
        start: where they begin in the text, 0-based.
        end: where they end.
        meanings: all that has to hold; any of them that does not contradicts the statement.
        labels: instead of them, labels of stereocentres or double bonds: "1R,2S".
        whole: whether nothing is left unread, so that what holds verifies the statement.
        part: the statement without the places of its groups, which are not looked at: that
            "hydroxy steroid" is true can be said of "17beta-hydroxy steroid", that it is false
            cannot.
        implied: whether it follows from names, so that it ranks but is no claim of the text.
    """

    text: str
    start: int
    end: int
    meanings: tuple[Meaning, ...] = ()
    labels: str = ""
    whole: bool = True
    part: Statement | None = None
    implied: bool = False


class Facts(Protocol):
    """What is known of a structure, to check statements on."""

    def meets(self, what: Meaning) -> bool:
        """Return whether a meaning holds."""

    def has_labels(self, text: str) -> bool | None:
        """Return whether labels of stereo are there, None where that is not known."""
