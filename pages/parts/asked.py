"""What a person asks of the search page: the query, and everything it is narrowed by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from pages.parts.engine import write_open
from pages.parts.parameters import LIKE, READ, READINGS, REMOVED

if TYPE_CHECKING:
    from textmol.library.filters import Filters
    from textmol.library.refinement import Refinement

MOST_HITS = 200


@dataclass(frozen=True)
class Asked:
    """All that decides which hits there are.

    Attributes:
        typed: what stands in the box.
        filters: ranges and a pattern.
        removed: keys of requirements that were taken away.
        read_as: what the query is taken for, None where that is told from it.
        like: SMILES of a molecule that is searched for in place of what was typed.
        refinement: phrases, excluded terms, and the weight of the fingerprint.
    """

    typed: str
    filters: Filters
    removed: frozenset[str]
    read_as: str | None
    like: str | None
    refinement: Refinement

    @property
    def query(self) -> str:
        """What is searched for."""
        return self.like or self.typed

    @property
    def reading(self) -> str | None:
        """How it is read: a molecule that was picked is a structure."""
        return "structure" if self.like else self.read_as

    def write_link(self, address: str) -> str:
        """Return the address of the page with all of this in it, percent-encoded."""
        query: dict[str, str | list[str]] = {"q": self.typed, **self.filters.to_query()}
        query |= self.refinement.to_query()
        if self.read_as:
            query[READ] = READINGS[self.read_as]
        if self.like:
            query[LIKE] = self.like
        if self.removed:
            query[REMOVED] = ",".join(sorted(self.removed))
        return f"{address.partition('?')[0]}?{urlencode(query, doseq=True, quote_via=quote)}"

    def write_code(self) -> str:
        """Return the Python that finds the same hits."""
        options = [f"top_k={MOST_HITS}"]
        if not self.filters.is_empty():
            options.append(f"filters={_write_call('Filters', self.filters)}")
        if self.removed and not self.like:
            options.append(f"ignore={sorted(self.removed)!r}")
        if self.reading:
            options.append(f"read_as={self.reading!r}")
        if not self.refinement.is_empty():
            options.append(f"refinement={_write_call('Refinement', self.refinement)}")
        lines = "".join(f"    {option},\n" for option in options)
        return (
            "from textmol import TextMol\n"
            "from textmol.library import Filters, Refinement\n\n"
            f"engine = {write_open()}\n"
            f"result = engine.search(\n    {self.query!r},\n{lines})\n"
            "for hit in result.hits:\n"
            "    print(hit.rank, round(hit.score, 3), hit.record.name or hit.record.smiles)\n"
        )


def _write_call(name: str, value: Filters | Refinement) -> str:
    """Return the Python that makes a record, with what is not left at its default."""
    default = type(value)()
    changed = {key: found for key, found in vars(value).items() if found != getattr(default, key)}
    return f"{name}({', '.join(f'{key}={found!r}' for key, found in changed.items())})"
