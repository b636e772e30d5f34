"""The pieces that chemical names are made of, and what each adds to a formula."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from textmol.molecules.claims.formula import NOTHING, WATER, Formula, add, read_formula

TABLE = Path(__file__).with_name("pieces.tsv")
PARENT = "parent"

_UP_TO_TWENTY = (
    "mono", "di", "tri", "tetra", "penta", "hexa", "hepta", "octa", "nona", "deca", "undeca",
    "dodeca", "trideca", "tetradeca", "pentadeca", "hexadeca", "heptadeca", "octadeca", "nonadeca",
    "icosa",
)  # fmt: skip
_OF_GROUPS = {"bis": 2, "tris": 3, "tetrakis": 4, "pentakis": 5, "hexakis": 6}
_MULTIPLES = {word: number for number, word in enumerate(_UP_TO_TWENTY, 1)} | _OF_GROUPS
# "-3,4,5-triol", but "-2,3,4,5-tetrol": before a vowel the last letter goes.
CUT_MULTIPLES = {"tetr": 4, "pent": 5, "hex": 6, "hept": 7, "oct": 8}


@dataclass(frozen=True)
class Piece:
    """A piece of names: its kind as in the table, or "times" for what multiplies the next one."""

    kind: str
    formula: Formula
    times: int = 1


def load_pieces(roots: Mapping[str, Formula]) -> dict[str, list[Piece]]:
    """Return every piece by its letters; more than one where it can be read in two ways."""
    found: dict[str, list[Piece]] = defaultdict(list)
    stems: dict[str, Formula] = {}

    def put(words: str, kind: str, formula: Formula) -> None:
        for word in words.split("|"):
            if not any(piece.kind == kind for piece in found[word]):
                found[word].append(Piece(kind, formula))

    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        kind, words, text = line.split("\t")
        added = read_formula(text)
        if kind == "stem":
            carbons = enumerate(words.split("|"), 1)
            stems = {stem: read_formula(f"C{n}H{2 * n + 2}") for n, stem in carbons}
            for stem, formula in stems.items():
                put(stem, PARENT, formula)
        elif kind == "chain":
            for stem, formula in stems.items():
                for ending in words.split("|"):
                    put(stem + ending, "group", add(formula, added))
        elif kind == "acid":
            for word in words.split("|"):
                _put_acid(put, word, added)
        else:
            put(words, kind, added)
    for root, formula in roots.items():
        if root.endswith("^"):
            _put_acid(put, root[:-1], formula)
        else:
            put(root, PARENT, formula)
    for word, number in (_MULTIPLES | CUT_MULTIPLES).items():
        found[word].append(Piece("times", NOTHING, number))
    return dict(found)


def _put_acid(put: Callable[[str, str, Formula], None], stem: str, formula: Formula) -> None:
    """Add what an acid is called: the acid, its anion or ester, and its acyl group."""
    put(f"{stem}ic acid|{stem}ate|{stem}ic", PARENT, formula)
    put(f"{stem}oyl", "group", add(formula, WATER, -1))
