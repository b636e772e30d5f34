"""What a search returns: hits, and everything needed to cite them."""

from __future__ import annotations

from dataclasses import dataclass, field

from textmol.library.filters import Filters
from textmol.library.records import Record
from textmol.library.refinement import Refinement
from textmol.molecules.recognise import Reading
from textmol.molecules.requirements import Requirement, describe_all

# What the score of a hit is.
COSINE = "cosine"
PENALISED = "cosine less contradictions"
SHARE = "share of heavy atoms"


@dataclass(frozen=True)
class Hit:
    """A molecule that was found.

    Attributes:
        rank: 1-based place in the list.
        score: see ``SearchResult.measure``; it ranks, it is no probability.
        library_rank: 1-based place among all molecules of the library, without filters.
        better_than: share of the library with a lower score, in per cent.
        exact: whether the query named this very molecule.
        record: the molecule.
        contradicts: statements of the description that its structure contradicts.
    """

    rank: int
    score: float
    library_rank: int
    better_than: float
    exact: bool
    record: Record
    contradicts: tuple[str, ...] = ()


@dataclass(frozen=True)
class SearchResult:
    """What a search found, and everything needed to cite it.

    Attributes:
        query: as typed.
        reading: what kind of query it was taken for.
        understood: one sentence that says so.
        hits: best first, exact matches before all others.
        passing: molecules that pass the filters and the requirements; None without any.
        filters: as given.
        notes: what the chemist should know about this query.
        elapsed_ms: time taken in milliseconds.
        checkpoint: identity of the checkpoint.
        library: identity of the library.
        requirements: what the description was read into.
        removed: what it would be read into but for the chemist, who took it away.
        applied: whether the requirements were kept to; False where no molecule meets them.
        refinement: as given.
        measure: what the scores are: the cosine of description and molecule, that less what
            contradicted statements take off, that and the Tanimoto similarity, or the share of
            heavy atoms that a pattern takes.
    """

    query: str
    reading: Reading
    understood: str
    hits: tuple[Hit, ...]
    passing: int | None
    filters: Filters
    notes: tuple[str, ...]
    elapsed_ms: float
    checkpoint: str
    library: str
    requirements: tuple[Requirement, ...] = ()
    removed: tuple[Requirement, ...] = ()
    applied: bool = True
    refinement: Refinement = field(default_factory=Refinement)
    measure: str = COSINE

    @property
    def read_as(self) -> str:
        """What the description was read into and the hits keep to, as one line."""
        return describe_all(self.requirements) if self.applied else ""

    @property
    def pattern(self) -> str | None:
        """The SMARTS pattern that every hit contains: that of the query, else of the filters."""
        return self.reading.value if self.reading.kind == "smarts" else self.filters.smarts
