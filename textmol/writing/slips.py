"""Slips of the pen: what no caption holds, whatever it is a caption of.

A writer that has lost its way stutters ("chloro-chloro-", "7,7,7,7", "at positions 7, 7, 7"),
leaves names unfinished ("2-[4-(propan-2-ol") and numbers enzymes on and on ("EC 3.1.1.1.1").
"""

from __future__ import annotations

import re

LONGEST = 160  # characters that are looked at
_LINKS = tuple("-,.'0123456789")  # what parts of a name and numbers end with
_STUTTER = re.compile(
    r"([a-z]{3,}-)\1$"  # chloro-chloro-
    r"|\b(\d+|[A-Z])-\2-$"  # 2-2-
    r"|(?<![\d'])(\d+'?)(?:[,-]\3){3}[,-]?$"  # 7,7,7,7
    r"|\b(\d+'?), \4, \4,?$"  # positions 7, 7, 7
    r"|((?:[^\s()\[\]-]{1,12}-){2,3})\5\5$"  # 2-methyl-2-methyl-2-methyl-
    r"|\bEC \d+(?:\.\d+){3}\.\d$"  # EC 3.1.1.1.1
)
_CLOSING = {")": "(", "]": "[", "}": "{"}


def stutters(text: str) -> bool:
    """Return whether a text ends with a part of a name, or a number, over and over."""
    if not text.endswith(_LINKS):
        return False
    return _STUTTER.search(text, max(len(text) - LONGEST, 0)) is not None


def is_unfinished(text: str) -> bool:
    """Return whether the last word of a text lacks brackets, or a number of an enzyme its parts.

    Brackets that a word begins with may hold several words.
    """
    before, _, word = text.rpartition(" ")
    opened: list[str] = []
    for place, sign in enumerate(word):
        if sign in _CLOSING.values():
            opened.append(sign if place else "")
        elif sign in _CLOSING and opened:
            opened.pop()
    return any(opened) or (before.endswith(" EC") and word.count(".") < 3 and word[:1].isdigit())
