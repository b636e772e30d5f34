"""Slips of the pen: what no caption holds, whatever it is a caption of.

A writer that has lost its way stutters ("chloro-chloro-", "7,7,7,7", "at positions 7, 7, 7"),
leaves names unfinished ("2-[4-(propan-2-ol", "4-methoxyphenyl)acetic") and numbers enzymes on and
on ("EC 3.1.1.1.1").
"""

from __future__ import annotations

import re

LONGEST = 160  # characters that are looked at
_LINKS = tuple("-,.'0123456789")  # what parts of a name and numbers end with
# Read from the end of a text backwards: one match there, where a search would try every place.
_STUTTER = re.compile(
    r"(-[a-z]{3,})\1"  # chloro-chloro-
    r"|-(\d+|[A-Z])-\2\b"  # 2-2-
    r"|[,-]?('?\d+)(?:[,-]\3){3}(?![\d'])"  # 7,7,7,7
    r"|,?('?\d+) ,\4 ,\4\b"  # positions 7, 7, 7
    r"|((?:-[^\s()\[\]-]{1,12}){2,3})\5\5"  # 2-methyl-2-methyl-2-methyl-
    r"|\d\.(?:\d+\.){3}\d+ CE\b"  # EC 3.1.1.1.1
)
_CLOSING = {")": "(", "]": "[", "}": "{"}


def stutters(text: str) -> bool:
    """Return whether a text ends with a part of a name, or a number, over and over."""
    if not text.endswith(_LINKS):
        return False
    return _STUTTER.match(text[: -LONGEST - 1 : -1]) is not None


def is_unfinished(text: str) -> bool:
    """Return whether brackets of the last word lack their other half, or an enzyme its number.

    Brackets that a word begins with may hold several words.
    """
    before, _, word = text.rpartition(" ")
    opened: list[str] = []
    for place, sign in enumerate(word):
        if sign in _CLOSING.values():
            opened.append(sign if place else "")
        elif sign in _CLOSING:
            if not opened and before.count(_CLOSING[sign]) <= before.count(sign):
                return True
            opened = opened[:-1]
    return any(opened) or (before.endswith(" EC") and word.count(".") < 3 and word[:1].isdigit())
