"""Slips of the pen: what no caption holds, whatever it is a caption of.

A writer that has lost its way closes brackets that it never opened, lists places over and over
("at positions 7, 7, 7"), and begins sentences before others end.
"""

from __future__ import annotations

_BRACKETS = {")": "(", "]": "[", "}": "{"}


def ends_with_slip(text: str) -> bool:
    """Return whether the last word closes too many brackets, is a place once more or misplaced.

    Two of a place may stand there ("4,4-dimethyl at positions 4, 4"), joined by "and" none.
    """
    before, _, word = text.rpartition(" ")
    if word in ("It", "it"):
        return (word == "It") != (not before.strip() or before.endswith("."))
    if word[:1].isdigit() and word.rstrip("'").isdigit():
        return before.endswith((f" {word} and", f" {word}, {word},", " member of"))
    return any(text.count(sign) > text.count(opening) for sign, opening in _BRACKETS.items())


def leaves_open(text: str) -> bool:
    """Return whether brackets of a text are open."""
    return any(text.count(sign) < text.count(opening) for sign, opening in _BRACKETS.items())
