"""Peptides in symbols: "Tyr-Gly-Gly", "H-D-Phe-Pro-OH", "pGlu-His-Pro-NH2", "cyclo(Gly-Pro)".

Symbols are those of IUPAC-IUB (Eur. J. Biochem. 1984, 138, 9) and of catalogues: the N-terminus
comes first, a residue is L where nothing else is said, and groups at the ends have short names.
They are spelt out as a systematic name, which ``textmol.molecules.nomenclature`` reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

TABLE = Path(__file__).with_name("peptides.tsv")
MOST_RESIDUES = 60  # the name of a longer one is longer than any name that is read

# What stands before the whole name, what before the last residue, and what its "e" becomes.
_ENDS = {
    "oh": ("", "", ""),
    "nh2": ("", "", "amide"),
    "nhme": ("", "N-methyl-", "amide"),
    "nhet": ("", "N-ethyl-", "amide"),
    "pna": ("", "N-(4-nitrophenyl)-", "amide"),
    "ome": ("methyl ", "", "ate"),
    "oet": ("ethyl ", "", "ate"),
    "otbu": ("tert-butyl ", "", "ate"),
    "obn": ("benzyl ", "", "ate"),
    "obzl": ("benzyl ", "", "ate"),
}
# Of an acid with two carboxy groups, the one that ends the chain.
_AMIDES = {"aspartic acid": "alpha-asparagine", "glutamic acid": "alpha-glutamine"}


@dataclass(frozen=True)
class Residue:
    """An amino acid, by its names inside of a chain and at the end; "~" is where its hand stands.

    ``acid`` is "" for what goes on from a side chain, "D", "L", "DL" or "" is its hand, and
    ``before`` a group on its nitrogen.
    """

    acyl: str
    acid: str
    hand: str = "L"
    before: str = ""

    @property
    def has_hand(self) -> bool:
        """Whether its name tells a hand; glycine has none."""
        return "~" in self.acyl

    def name_inside(self) -> str:
        """Return what it is called inside of a chain, with the hyphen behind: "D-alanyl-"."""
        return f"{self.before}{_set_hand(self.acyl, self.hand)}-"

    def name_end(self, ending: str = "", before: str = "") -> str:
        """Return what it is called at the end as an acid, an "amide" or an "ate"; "" if unknown."""
        acid, plain = self.acid, self.acid.replace("~", "")
        if not acid or (ending == "ate" and plain in _AMIDES):
            return ""
        if ending == "amide" and plain in _AMIDES:
            acid = acid.replace(plain, _AMIDES[plain])
        elif ending:
            acid = f"{acid.removesuffix('e')}{ending}"
        return f"{before}{self.before}{_set_hand(acid, self.hand)}"


def _set_hand(name: str, hand: str) -> str:
    return name.replace("~", f"{hand}-" if hand else "")


@lru_cache(4096)
def spell_peptide(text: str) -> str:
    """Return the systematic name of a peptide in symbols, "" for any other text.

    One symbol alone ("Met") is none: it takes two of them, or a group at an end ("Fmoc-Gly-OH").
    """
    symbols = _load_symbols()
    found = symbols.peptide.fullmatch(text.strip())
    if found is None:
        return ""
    residues = list_residues(found["chain"])
    begin, end = found["begin"], (found["end"] or "oh").lower()
    capped = found["end"] or (begin and begin.lower() != "h")
    if not (capped or len(residues) > 1) or len(residues) > MOST_RESIDUES:
        return ""
    if found["cyclic"]:
        return "" if begin or found["end"] else f"cyclo({_join_inside(residues).rstrip('-')})"
    return spell_chain(residues, symbols.beginnings[begin.lower()] if begin else "", end)


def spell_chain(residues: Sequence[Residue], beginning: str = "", end: str = "oh") -> str:
    """Return the name of a linear peptide, "" if it has none.

    Args:
        residues: from the N-terminus on, at least one.
        beginning: what stands before the name for a group at the N-terminus, "N-acetyl-".
        end: the group at the C-terminus in small letters: "oh", "nh2", "ome" ...
    """
    outside, before, ending = _ENDS[end]
    last = residues[-1].name_end(ending, before)
    return last and f"{outside}{beginning}{_join_inside(residues[:-1])}{last}"


def _join_inside(residues: Iterable[Residue]) -> str:
    return "".join(residue.name_inside() for residue in residues)


def list_residues(chain: str) -> list[Residue]:
    """Return the residues of a chain of symbols, "Tyr-D-Ala-Gly", from the N-terminus on."""
    symbols = _load_symbols()
    return [
        replace(
            symbols.residues[found["symbol"].lower()],
            hand=(found["hand"] or "L").upper(),
            before="N-methyl-" if found["methyl"] else "",
        )
        for found in symbols.residue.finditer(chain)
    ]


def find_residue(name: str) -> Residue | None:
    """Return the amino acid of a name without its hand: "serine", "seryl", "aspartyl"."""
    return _load_symbols().named.get(name)


@dataclass(frozen=True)
class _Symbols:
    residues: dict[str, Residue]  # by symbol in small letters
    named: dict[str, Residue]  # by names
    beginnings: dict[str, str]
    residue: re.Pattern[str]
    peptide: re.Pattern[str]


@cache
def _load_symbols() -> _Symbols:
    residues: dict[str, Residue] = {}
    named: dict[str, Residue] = {}
    beginnings: dict[str, str] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        kind, words, acyl, acid = line.split("\t")
        for word in words.lower().split("|"):
            if kind == "beginning":
                beginnings[word] = acyl
                continue
            residues[word] = residue = Residue(acyl, acid)
            plain = acyl.replace("~", "")
            for name in (acid.replace("~", "") or plain, plain, plain.removeprefix("alpha-")):
                named.setdefault(name, residue)
    symbol = (
        rf"(?P<methyl>N-Me-)?(?:(?P<hand>DL|[DL])-)?(?P<symbol>{_match_any(residues)})(?![a-z])"
    )
    unnamed = re.sub(r"\?P<\w+>", "", symbol)
    peptide = (
        rf"(?P<cyclic>cyclo-?[(\[]-?)?(?:(?P<begin>{_match_any(beginnings)})-)?"
        rf"(?P<chain>{unnamed}(?:[- ]{unnamed})*)(?:-(?P<end>{_match_any(_ENDS)}))?"
        rf"(?(cyclic)-?[)\]])"
    )
    return _Symbols(
        residues,
        named,
        beginnings,
        re.compile(symbol, re.IGNORECASE),
        re.compile(peptide, re.IGNORECASE),
    )


def _match_any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
