"""Which phrases of a text say what its molecule is or has.

Only what the grammar ties to the molecule is taken: the nouns after "it is a", members of lists
of them, and groups that it is said to bear. What a text says of a parent, a precursor, a
conjugate or of atoms that were replaced is about another molecule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from textmol.language import NUMBERS

IS, HAS, STEREO = "is", "has", "stereo"


@dataclass(frozen=True)
class Phrase:
    """Words that say something of the molecule.

    Attributes:
        kind: ``IS`` a noun for the whole molecule, ``HAS`` a part of it, ``STEREO`` labels.
        text: the words that are checked, without article and number.
        start: where the words begin in the whole text, number and article included, 0-based.
        end: where they end.
        number: how many of the part there are at least.
    """

    kind: str
    text: str
    start: int
    end: int
    number: int = 1


_SENTENCE = re.compile(r"\S.*?(?:[.!?](?=\s+[A-Z\"])|$)", re.DOTALL)
_SUBJECT = re.compile(
    r"\"?(?:the (?:molecule|compound)|this (?:molecule|compound)|it) (?:is|are) (?:also )?",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"(?:an?|the simplest|the parent)\s+(?:simplest )?(?:member of (?:the class of )?)?"
    r"|member of (?:the class of )?",
    re.IGNORECASE,
)
_ENDS_NOUN = re.compile(
    r"\s(?:that|which|in which|where|whose|who|consisting|comprising|composed|comprised|having|"
    r"with|without|bearing|carrying|containing|possessing|obtained|resulting|resultant|formed|"
    r"derived|isolated|produced|prepared|used|arising|substituted|found|formally|occurring|"
    r"present|made|released|biosynthesi[sz]ed|generated|synthesi[sz]ed|commonly|known|and|or|of|"
    r"from|by|in|on|at|to|for|as|via|is|linked|attached|joined|related|fused|incorporating|"
    r"featuring|acting|belonging|consists|extracted|purified|being|except|but|it)\b"
    r"|,\s|\s\(|[;:]|[.!?]+$"
)
_GOES_ON = re.compile(r"(?:,\s+(?:and\s+)?|\s+and\s+|\s+as well as\s+)(?=an?\s|member of\s)")
# "A derivative of X" and "a salt of X" tell of X.
_OF = re.compile(r"\s+of\b")
_CONTAINS = re.compile(r"\"?(?:it|the molecule) contains (?=an?\s)", re.IGNORECASE)

_WORD = r"(?=[^\s,]*[a-z]{3})[^\s,;.:()\[\]]+"
_PART = re.compile(
    r"(?<![\w'()-])(?:(?P<number>an?|one|two|three|four|five|six|seven|eight|nine|ten)\s+)?"
    r"(?:(?:single|additional|extra|further|free|terminal|unsubstituted|pendant)\s+)*"
    rf"(?P<more>(?:{_WORD},\s+)*{_WORD},?\s+and\s+)?"
    r"(?P<part>[^\s,;.:()\[\]]*[^\s,;.:()\[\]'-])[ -]"
    r"(?P<noun>groups?|substituents?|moiety|moieties|residues?|atoms?|rings?|units?)\b"
)
# What stands right before a part that the molecule bears.
_BEARS = re.compile(
    r"(?:substituted(?: at [^;]{1,40}?)? (?:by|with)|replaced (?:by|with)|bearing|carrying|"
    r"having|containing|contains|possessing|with)\s+(?:the\s+carrying\s+)?$"
)
_ALSO_BEARS = re.compile(r"(?:,|and|as well as|together with|plus)\s+$")
_REACH = 60  # characters between parts of one list
# What says that the part is there no longer, or is but a place for something else.
_CHANGED = re.compile(
    r"\s+(?:has|have|is|are|was|were|being|been|that|which|in which|whose|of|from|replaced|"
    r"replacing|converted|oxidi[sz]ed|reduced|removed|missing|lost|deprotonated|protonated|in turn|"
    r"in place|instead|substituted|bearing|carrying|linked by|containing|having)\b"
)
_PLACES = re.compile(
    r"\s+(?:located\s+)?at (?:the\s+)?(?:positions?\s+)?((?:C-)?\d[\w'()-]*"
    r"(?:(?:,\s+(?:and\s+)?|\s+and\s+|\s*,\s*)(?:C-)?\d[\w'()-]*)+)(?![\w-]*\s*respectively)"
)
_STEREO = re.compile(
    r"(?<=the )\((?P<e>[RS])\)-enantiomer(?= of)"
    r"|(?:that has|having|with)\s+\(?(?P<c>[RS])\)?[- ]configuration\b"
    r"|\(the (?P<s>(?:\d*'?[a-z]?[RS])(?:,\s?\d*'?[a-z]?[RS])*)[- ](?:stereoisomer|diastereomer|"
    r"diastereoisomer|enantiomer)\)"
    r"|double bond[^.;]{0,60}? (?:has|having|in|with) (?:the )?\(?(?P<b>[EZ])\)?[- ]"
    r"(?:configuration|geometry)"
)


def list_phrases(text: str) -> Iterator[Phrase]:
    """Yield the phrases of a text that say something of its molecule, in their order."""
    for found in _SENTENCE.finditer(text):
        start, end = found.span()
        subject = _SUBJECT.match(text, start, end)
        if subject:
            yield from _list_nouns(text, subject.end(), end)
            yield from _list_parts(text, subject.end(), end)
        elif contains := _CONTAINS.match(text, start, end):
            yield from _list_contained(text, contains.end(), end)
    for found in _STEREO.finditer(text):
        labels = found[found.lastgroup or 0]
        yield Phrase(STEREO, labels, *found.span())


def _list_nouns(text: str, place: int, end: int) -> Iterator[Phrase]:
    """Yield the nouns of "a phenol, an ether and a member of indoles"."""
    while article := _ARTICLE.match(text, place, end):
        stop = _find_end(text, article.end(), end)
        if not _OF.match(text, stop, end):
            yield Phrase(IS, text[article.end() : stop], article.end(), stop)
        goes_on = _GOES_ON.match(text, stop, end)
        if goes_on is None:
            return
        place = goes_on.end()


def _find_end(text: str, start: int, end: int) -> int:
    """Return where the noun that begins at ``start`` ends, brackets kept whole."""
    for found in _ENDS_NOUN.finditer(text, start, end):
        inside = text[start : found.start()]
        if inside.count("(") <= inside.count(")") and inside.count("[") <= inside.count("]"):
            return found.start()
    return end


def _list_contained(text: str, place: int, end: int) -> Iterator[Phrase]:
    """Yield the parts of "It contains a benzyl group and a phenol"."""
    for phrase in _list_nouns(text, place, end):
        yield Phrase(HAS, phrase.text, phrase.start, phrase.end)


def _list_parts(text: str, start: int, end: int) -> Iterator[Phrase]:
    """Yield the groups that the molecule is said to bear."""
    last = None
    for found in _PART.finditer(text, start, end):
        before = text[start : found.start()]
        listed = last is not None and found.start() - last < _REACH
        if not _BEARS.search(before) and not (listed and _ALSO_BEARS.search(before)):
            continue
        if text[: found.start()].endswith("the "):
            continue
        last = found.end()
        if _CHANGED.match(text, found.end(), end):
            continue
        number = NUMBERS.index(found["number"]) if found["number"] in NUMBERS else 1
        begin = found.start()
        if found["more"]:
            yield from _split_list(found)
            number, begin = 1, found.start("part")
        elif found["noun"].endswith("s") and (places := _PLACES.match(text, found.end(), end)):
            number = max(number, len(re.findall(r"\d[\w'()-]*", places[1])))
        yield Phrase(HAS, f"{found['part']} group", begin, found.end(), number)


def _split_list(found: re.Match[str]) -> Iterator[Phrase]:
    """Yield the first parts of "methyl, amino and hydroxymethyl groups"."""
    for word in re.finditer(r"[^\s,]+", found["more"]):
        if word[0] != "and":
            place = found.start("more") + word.start()
            yield Phrase(HAS, f"{word[0]} group", place, place + len(word[0]))
