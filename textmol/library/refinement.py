"""What a search is refined by: phrases to move towards or away from, terms to leave out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from textmol.errors import QueryError

# Weights of Rocchio (1971), eq. 3, relevance feedback: towards and away from what is judged.
TOWARDS, AWAY = 0.75, 0.5
MOST_PHRASES, LONGEST_PHRASE = 12, 200


@dataclass(frozen=True)
class Refinement:
    """Changes to a search; blank and repeated phrases are left out.

    Attributes:
        more: phrases that the query vector is moved towards.
        less: phrases that it is moved away from; a vector cannot say "not", so some remain.
        exclude: groups, elements or parts of names; a molecule that has one is left out.
        tanimoto: for a structure, the weight of the Tanimoto similarity of Morgan fingerprints
            against that of the model's cosine: 0 is the model alone, 1 the fingerprint alone.

    Raises:
        QueryError: where the weight is not within 0 and 1, or phrases are too many or too long.
    """

    more: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    tanimoto: float = 0.0

    def __post_init__(self) -> None:
        for name in ("more", "less", "exclude"):
            folded = (" ".join(phrase.split()) for phrase in getattr(self, name))
            phrases = tuple(dict.fromkeys(phrase for phrase in folded if phrase))
            if len(phrases) > MOST_PHRASES or any(len(p) > LONGEST_PHRASE for p in phrases):
                raise QueryError(
                    "There are too many phrases to refine by, or one is too long.",
                    f"Keep to {MOST_PHRASES} phrases of at most {LONGEST_PHRASE} characters.",
                )
            object.__setattr__(self, name, phrases)
        if not 0 <= self.tanimoto <= 1:
            raise QueryError(
                f"The weight of the Tanimoto similarity is {self.tanimoto}.",
                "Choose a weight from 0 (the model alone) to 1 (the fingerprint alone).",
            )

    def is_empty(self) -> bool:
        """Return whether it changes nothing."""
        return self == Refinement()

    def describe(self) -> str:
        """Return the changes in words, such as "more of floral, without chlorine"."""
        parts = [f"more of {phrase}" for phrase in self.more]
        parts += [f"less of {phrase}" for phrase in self.less]
        parts += [f"without {term}" for term in self.exclude]
        if self.tanimoto:
            parts.append(f"{self.tanimoto:.0%} Tanimoto".replace("%", " %"))
        return ", ".join(parts)

    def to_query(self) -> dict[str, list[str]]:
        """Return what is set as lists of plain strings, to be percent-encoded into a URL.

        The weight of the Tanimoto similarity stands there in per cent.
        """
        found = {name: list(getattr(self, name)) for name in ("more", "less", "exclude")}
        found["tanimoto"] = [f"{100 * self.tanimoto:g}"] if self.tanimoto else []
        return {name: values for name, values in found.items() if values}

    @classmethod
    def from_query(cls, query: Mapping[str, Sequence[str]]) -> Refinement:
        """Return the refinement that ``to_query`` wrote; a weight that is none counts as 0.

        Raises:
            QueryError: as for the refinement itself.
        """
        try:
            tanimoto = float(next(iter(query.get("tanimoto", ())), 0)) / 100
        except ValueError:
            tanimoto = 0.0
        return cls(
            more=tuple(query.get("more", ())),
            less=tuple(query.get("less", ())),
            exclude=tuple(query.get("exclude", ())),
            tanimoto=tanimoto if 0 <= tanimoto <= 1 else 0.0,
        )


def move_vector(vector: np.ndarray, more: np.ndarray, less: np.ndarray) -> np.ndarray:
    """Return a (d,) float32 unit vector moved towards ``more`` and away from ``less``.

    Rocchio (1971), eq. 3, with phrases in place of judged documents; ``more`` and ``less`` are
    (n, d) unit rows, n may be 0. Where everything cancels out, the vector stays.
    """
    moved = vector.astype(np.float32)
    if len(more):
        moved = moved + TOWARDS * more.mean(axis=0)
    if len(less):
        moved = moved - AWAY * less.mean(axis=0)
    length = np.linalg.norm(moved)
    return (moved / length).astype(np.float32) if length > 1e-6 else vector
