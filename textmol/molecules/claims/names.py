"""What the pieces of a chemical name add up to: the formula of "3-hydroxyhexadecanoyl-CoA".

Substitutive names are sums: "hydroxy" adds an oxygen atom, "en" takes two hydrogens, "oic acid"
adds O2 and takes H2. Locants and labels of stereo add nothing and are left out before. A name is
read where pieces cover all of it: what ``pieces.tsv`` holds, and the parents of ``roots.tsv``.
"""

from __future__ import annotations

import re
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from textmol.molecules.claims.formula import NOTHING, WATER, Formula, add, read_formula
from textmol.molecules.claims.pieces import CUT_MULTIPLES, PARENT, Piece, load_pieces

ROOTS = Path(__file__).with_name("roots.tsv")
LONGEST, STEPS = 250, 400  # letters of a name, and pieces that are tried on it

_AFTER_CUT = re.compile(r"ol|on|al|amine|ene?|yne|imine")

_GREEK = "alpha|beta|gamma|delta|epsilon|zeta|omega|chi|xi"
_LABEL = re.compile(rf"(?:\d+[a-h]?)?'*(?:[rsez]|{_GREEK}|h)?\*?")


def _leave_labels(found: re.Match[str]) -> str:
    """Return a hyphen for "(2R,3S)" and "(5alpha)", anything else in brackets as it is."""
    labels = re.split(r"[,;\s]", found[0][1:-1])
    return "-" if all(map(_LABEL.fullmatch, labels)) else found[0]


# One after the other: what says where, how and in which charge, and no more.
_LEFT_OUT: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern), other)
    for pattern, other in (
        (r"[’′]", "'"),
        (r"[–—−]", "-"),
        (r"\((?:\d*[+-]|\+/-|\+-)\)", "-"),
        (r"\((?>(?:\d+'?(?:->|→|<->|-)\d*'?,?)+)\)", "-"),
        (r"\([^()]{1,60}\)", _leave_labels),
        (r"\((?:n|o|s|c|p)\d*'*\)", "-"),
        (r"\[(?![^\]]*[a-z]{3})[\d.,':()a-z^-]+?\]", ""),
        (
            rf"(?<![a-z])(?:\d+(?:\(\d+\))?[a-h]?'*(?:{_GREEK}|[rsezh])?|[nospc]\d*'*|{_GREEK}|sn|"
            r"cis|trans|all|rac|sec|n|l|d|dl|ld|ent|rel|[rsezhmp]|meso|endo|exo|syn|anti|ortho|"
            r"meta|para|threo|erythro|ambo)(?=[-,:;(\s])",
            "-",
        ),
        (r"tert-", "tert"),
        (r"[\d',:;]+", "-"),
        (r"-{2,}", "-"),
        (r"\(-*\)|\[-*\]", ""),
        (r"-+(?=[ )\]}]|$)|(?<=[ (\[{])-+|^-+", ""),
        (rf"(?<![a-z])(?:{_GREEK})-", ""),
    )
)
_BESIDE_NEXT = re.compile(r"(?:di)?hydrogen(?=\s)")
_RESIDUE_ENDS = re.compile(r"[- \])}]|$")
_ESTER = re.compile(r"(?:ate|ide|acid)$")


@dataclass(frozen=True)
class Named:
    """What a name stands for.

    Attributes:
        formula: of the molecule, or what a group adds in place of a hydrogen atom.
        is_group: whether the name is one of a group: "hydroxy", "hexadecanoyl".
    """

    formula: Formula
    is_group: bool


@dataclass(frozen=True)
class State:
    """What was read of a name so far.

    Attributes:
        formula: of all pieces.
        parent: whether there is a molecule that suffixes may follow.
        times: what multiplies the next piece.
        is_group: whether the last unit was a group.
        unknown: a parent that was guessed (``textmol.training.roots``).
    """

    formula: Formula = NOTHING
    parent: bool = False
    times: int = 1
    is_group: bool = False
    unknown: str = ""

    def add(self, formula: Formula, times: int | None = None) -> State:
        """Return the state with a formula more, multiplied by what stands before it."""
        number = self.times if times is None else times
        return replace(self, formula=add(self.formula, formula, number), times=1)


class NameReader:
    """Reads names with the pieces of the tables and some parents more."""

    def __init__(self, roots: Mapping[str, Formula]) -> None:
        """Take the formulas of further parents; a name that ends in "^" is the stem of an acid."""
        self._pieces = load_pieces(roots)
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for word in self._pieces:
            lengths[word[:2]].add(len(word))
        self._lengths = {start: sorted(sizes, reverse=True) for start, sizes in lengths.items()}
        self._steps, self._lock = 0, threading.Lock()

    def read(self, name: str) -> State | None:
        """Return what a name was read into, None where a piece of it is not known."""
        text = clean_name(name)
        if not 0 < len(text) <= LONGEST:
            return None
        with self._lock:
            self._steps = 0
            return self._go_on(text, 0, State())

    def _go_on(self, text: str, place: int, state: State) -> State | None:
        """Return the state at the end of ``text``, the longest pieces being tried first."""
        self._steps += 1
        if self._steps > STEPS:
            return None
        if place == len(text):
            return state if state.times == 1 else None
        if text[place] in "- ":
            if state.times != 1:
                return None
            step = self._go_on if text[place] == "-" else self._go_on_with_word
            return step(text, place + 1, state)
        if text[place] in "([{":
            return self._go_on_with_bracket(text, place, state)
        for word, piece in self._list_pieces(text, place):
            after = self._take(text, place, word, piece, state)
            found = after and self._go_on(text, place + len(word), after)
            if found:
                return found
        return None

    def _take(self, text: str, place: int, word: str, piece: Piece, state: State) -> State | None:
        """Return the state after a piece, None where it cannot stand here."""
        end = place + len(word)
        if piece.kind == "residue":
            return self._take_residue(text, end, piece, state)
        if piece.kind == "group":
            return replace(state.add(piece.formula), is_group=True)
        if piece.kind == PARENT:
            if state.parent or state.times != 1:
                return None
            return replace(state.add(piece.formula), parent=True)
        if piece.kind in ("suffix", "ending"):
            if not state.parent:
                return None
            ends = piece.kind == "ending"
            after = state.add(piece.formula)
            return replace(after, parent=not ends, is_group=ends or state.is_group)
        if piece.kind == "times":
            cut = word in CUT_MULTIPLES
            if cut and not (text[:place].endswith("-") and _AFTER_CUT.match(text, end)):
                return None
            multiplies = state.times == 1 and end < len(text) and text[end] not in "- "
            return replace(state, times=piece.times) if multiplies else None
        if piece.kind == "word" and (state.parent or state.formula == NOTHING or state.is_group):
            bound = add(piece.formula, WATER, -1) if state.parent else piece.formula
            return replace(state.add(bound), parent=True)
        return None

    def _take_residue(self, text: str, end: int, piece: Piece, state: State) -> State | None:
        """Return the state after "Gly" or "Galp", which loses water where another follows."""
        if state.times != 1 or not _RESIDUE_ENDS.match(text, end):
            return None
        if state.parent or text.startswith("-", end):
            after = state.add(add(piece.formula, WATER, -1))
            return replace(after, is_group=True)
        return replace(state.add(piece.formula), parent=True)

    def _go_on_with_bracket(self, text: str, place: int, state: State) -> State | None:
        """Read what stands in brackets, as often as the word before them says."""
        end = _find_closing(text, place)
        inner = end and self._go_on(text[place + 1 : end], 0, State())
        if not end or not inner or (inner.unknown and (state.unknown or state.times != 1)):
            return None
        added, parent = inner.formula, state.parent
        if inner.parent:  # a whole molecule that is bound, or a parent in brackets
            if parent:
                added = add(added, WATER, -1)
            elif state.times != 1:
                return None
            parent = parent or inner.parent
        after = replace(
            state.add(added),
            parent=parent,
            is_group=not inner.parent or state.is_group,
            unknown=state.unknown or inner.unknown,
        )
        return self._go_on(text, end + 1, after)

    def _go_on_with_word(self, text: str, place: int, state: State) -> State | None:
        """Read a further word: an ester of what stands before it, or what is not bound."""
        if skipped := _BESIDE_NEXT.match(text, place):
            return self._go_on_with_word(text, skipped.end() + 1, state)
        whole = state.is_group and not state.parent  # "methyl acetate" takes the acid as it is
        for word, piece in self._list_pieces(text, place):
            end, times = place + len(word), 1
            if piece.kind == "times":
                for second, other in self._list_pieces(text, end):
                    if other.kind in ("word", "beside"):
                        word, piece, times = word + second, other, piece.times
                        end += len(second)
                        break
            if piece.kind == "beside":
                after = state.add(piece.formula, times)
            elif piece.kind == "word":
                bound = piece.formula if whole else add(piece.formula, WATER, -1)
                after = replace(state.add(bound, times), parent=True)
            else:
                continue
            if found := self._go_on(text, end, replace(after, is_group=False)):
                return found
        if whole:
            return self._go_on(text, place, replace(state, is_group=False))
        if _ESTER.search(text):
            after = replace(state.add(WATER, -1), parent=False, is_group=False)
            return self._go_on(text, place, after)
        return None

    def _list_pieces(self, text: str, place: int) -> Iterator[tuple[str, Piece]]:
        for start in (text[place : place + 2], text[place : place + 1]):
            for length in self._lengths.get(start, ()):
                word = text[place : place + length]
                if len(word) == length:
                    yield from ((word, piece) for piece in self._pieces.get(word, ()))


_SYNONYM = re.compile(r"\s\([^)]*[a-z]{4}")  # "octadecanoic (stearic) acid" says it twice


@lru_cache(maxsize=8192)
def read_name(name: str) -> Named | None:
    """Return what a chemical name stands for, None where a piece of it is not known."""
    if ";" in name or _SYNONYM.search(name):
        return None
    state = _open_reader().read(name)
    return Named(state.formula, not state.parent) if state else None


def clean_name(name: str) -> str:
    """Return a name in small letters without locants, charge and labels of stereo."""
    text = name.lower().strip()
    for pattern, other in _LEFT_OUT:
        text = pattern.sub(other, text)
    return text


@cache
def _open_reader() -> NameReader:
    lines = ROOTS.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return NameReader({name: read_formula(formula) for name, formula in rows})


def _find_closing(text: str, place: int) -> int | None:
    """Return where the bracket that opens at ``place`` closes."""
    depth = 0
    for end in range(place, len(text)):
        depth += (text[end] in "([{") - (text[end] in ")]}")
        if not depth:
            return end
    return None
