"""A caption says nothing twice: no sentence, and no class or role of a list, ends a second time.

Nor does a chain of owners hold one twice ("an acid of benzoic acid of benzoic acid").
"""

from __future__ import annotations

import re

from textmol.writing.slips import LONGEST

LEAST_LETTERS = 4  # of an item: numbers of a list may well stand there twice
_BETWEEN = re.compile(r",? and |, |\. | that | in which ")
_OPENING = re.compile(
    r"(?:(?:It|The molecule) )?(?:is also |is |has |derives from |contains )?"
    r"(?:an? |the )?(?:role as )?(?:an? |the )?"
)
_LETTER = re.compile(r"[A-Za-z]")
_OWNERS = re.compile(r"\bof (?:an? )?([^\s,.].{5,60}?)(?: group)? of (?:an? )?\1(?: group)?$")


def repeats_itself(text: str) -> bool:
    """Return whether the last item or owner of a text has stood there before.

    An item is what stands between commas, "and", "that" and full stops, without "It is a".
    """
    *earlier, last = (_OPENING.sub("", one, count=1) for one in _BETWEEN.split(text.strip()))
    if len(_LETTER.findall(last)) >= LEAST_LETTERS and last in earlier:
        return True
    return _OWNERS.search(text, max(len(text) - LONGEST, 0)) is not None
