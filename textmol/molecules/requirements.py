"""What a description demands of a molecule, as conditions that can be checked by counting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Number of things of one kind, or a property of the whole molecule (``Properties``).
PROPERTIES = (
    *("mw", "clogp", "tpsa", "hbd", "hba"),
    *("rotatable_bonds", "rings", "charge", "heavy_atoms"),
)


@dataclass(frozen=True)
class Condition:
    """Bounds on a number; both ends belong to the range, None leaves an end open.

    Attributes:
        measures: names of counts (``textmol.molecules.traits``) that are added up, or one of
            ``PROPERTIES`` (mw in Da, tpsa in Å²).
        low: least value.
        high: largest value.
    """

    measures: tuple[str, ...]
    low: float | None = None
    high: float | None = None

    @property
    def needs_counts(self) -> bool:
        """Return whether the counts of groups and atoms are needed to check it."""
        return any(measure not in PROPERTIES for measure in self.measures)


@dataclass(frozen=True)
class Requirement:
    """One thing that a description demands, read from a span of its text.

    Attributes:
        start: where the words that were read begin in the text, 0-based.
        end: where they end.
        wording: what was read, as a chemist says it: "exactly 3 chlorine atoms".
        conditions: all of them hold for a molecule that has it.
        fragment: part of a name instead, whose molecules go first; it excludes none.
    """

    start: int
    end: int
    wording: str
    conditions: tuple[Condition, ...]
    fragment: str = ""

    @property
    def key(self) -> str:
        """Return the short name under which it is taken away and restored."""
        return make_key(self.wording)


def make_key(wording: str) -> str:
    """Return a wording in the letters, digits and hyphens that a URL takes as they are."""
    signs = wording.lower().replace("+", " plus ").replace("−", " minus ")
    return "-".join(re.findall(r"[^\W_]+(?:\.\d+)?", signs))


def describe_all(requirements: Sequence[Requirement]) -> str:
    """Return requirements as one line: "exactly 3 chlorine atoms, no sulfur"."""
    return ", ".join(requirement.wording for requirement in requirements)
