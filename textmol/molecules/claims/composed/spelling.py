"""What a description spells out of its molecule's name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Spelling:
    """Words of a description, and the names that they come to.

    Attributes:
        words: as they stand in the text.
        names: of the molecule itself, the likelier first; a reader takes the first that it knows.
    """

    words: str
    names: tuple[str, ...]
