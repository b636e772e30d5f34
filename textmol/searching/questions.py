"""What a search passes from step to step, and how its outcome is told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from textmol.library import Filters, Ranking, Refinement
from textmol.molecules.recognise import Reading
from textmol.molecules.requirements import Requirement, describe_all
from textmol.results import COSINE, PENALISED, SHARE
from textmol.scoring import Penalties

_NO_ROWS = np.empty(0, np.int64)


@dataclass(frozen=True)
class Settings:
    """How a query is searched for; see ``TextMol.search``."""

    top_k: int
    filters: Filters
    plain: bool
    ignore: frozenset[str]
    read_as: str | None
    refinement: Refinement


@dataclass(frozen=True)
class Question:
    """What is searched for.

    ``vector`` is None for a pattern alone, ``read`` is what a description demands, ``structures``
    what it leaves by naming molecules, ``names`` whether parts of names are looked for,
    ``allowed`` what exclusion leaves, (n,) bool, ``penalties`` what contradicted statements take
    off the scores.
    """

    text: str
    vector: np.ndarray | None
    count: int
    filters: Filters
    read: tuple[Requirement, ...] = ()
    structures: tuple[Requirement, ...] = ()
    ignore: frozenset[str] = frozenset()
    names: bool = False
    allowed: np.ndarray | None = None
    smarts: str | None = None
    alike: tuple[str, float] | None = None
    penalties: Penalties | None = None

    @property
    def offset(self) -> np.ndarray | None:
        """What is added to the (n,) cosines, None for nothing."""
        return None if self.penalties is None else self.penalties.offset


@dataclass(frozen=True)
class Answer:
    """A ranking, what it keeps to, and what to say about that."""

    ranking: Ranking
    requirements: tuple[Requirement, ...] = ()
    removed: tuple[Requirement, ...] = ()
    notes: tuple[str, ...] = ()
    applied: bool = True


NOTHING = Answer(Ranking(_NO_ROWS, np.empty(0, np.float32), _NO_ROWS, None))


def add_structures(answer: Answer, question: Question) -> Answer:
    """Return an answer with the structures that were read, or were read and taken away."""
    kept = tuple(one for one in question.structures if one.key not in question.ignore)
    removed = tuple(one for one in question.structures if one.key in question.ignore)
    return replace(
        answer,
        requirements=(*answer.requirements, *kept),
        removed=(*answer.removed, *removed),
    )


def make_settings(
    top_k: int,
    filters: Filters | None,
    plain: bool,
    ignore: Collection[str],
    read_as: str | None,
    refinement: Refinement | None,
) -> Settings:
    """Return settings with what was left out filled in."""
    return Settings(
        top_k=top_k,
        filters=filters or Filters(),
        plain=plain,
        ignore=frozenset(ignore),
        read_as=read_as,
        refinement=refinement or Refinement(),
    )


def name_reading(reading: Reading, exact: Sequence[int]) -> Reading:
    """Return the reading of words that are the name of ``exact`` molecules of the library."""
    count = "1 molecule" if len(exact) == 1 else f"{len(exact):,} molecules"
    return replace(
        reading,
        kind="name",
        sentence=f"Read as the name of {count}; the others are ranked by the words.",
    )


def doubt_name(reading: Reading, exact: Sequence[int], *, plain: bool) -> list[str]:
    """Return the note on a name that the library does not have, or not as ``plain`` as that."""
    if reading.kind != "name" or plain:
        return []
    if exact:
        return ["The library knows this name with a stereo prefix; what has it stands first."]
    return ["The library has no molecule of this name; those nearest by the words are listed."]


def name_measure(question: Question) -> str:
    """Return what the scores of a question are (``SearchResult.measure``)."""
    if question.vector is None:
        return SHARE
    if question.alike is None:
        return COSINE if question.penalties is None else PENALISED
    per_cent = round(100 * question.alike[1])
    return f"{100 - per_cent} % cosine, {per_cent} % Tanimoto"


def tell(reading: Reading, answer: Answer) -> str:
    """Return one sentence that says how the query was read."""
    if not answer.requirements or not answer.applied:
        return reading.sentence
    return f"{reading.sentence.removesuffix('.')} with: {describe_all(answer.requirements)}."
