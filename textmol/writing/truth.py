"""A caption says nothing that its molecule contradicts.

What RDKit can check of a statement is checked as soon as it is written (``molecules.claims``), and
a text that says something false goes on no further: as SMILES are held to what is a molecule.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from textmol.molecules.claims import find_contradicted
from textmol.molecules.claims.statement import Facts
from textmol.writing.wording import Wording

_SENTENCES = re.compile(r"(?<=[.]) (?=[A-Z])")
_ENDS = re.compile(
    r"[.,;]| (?:and|that|which|with|in|at|where|having|bearing|carrying|containing|"
    r"consisting|comprising|obtained|resulting|derived|isolated|found|of|from|used|substituted|"
    r"attached|linked|as|formed|arising|produced)$"
)


class Truthful:
    """The rule for captions of one molecule; its state is the text so far."""

    def __init__(
        self,
        rule: Wording,
        facts: Facts,
        is_other: Callable[[str], bool] = lambda _: False,
        names_other: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """Take the rule for all captions, and what is known of the molecule.

        ``is_other`` says of a sentence, finished or not, whether it is made of something else
        altogether, ``names_other`` of a finished one whether its names leave other molecules.
        """
        self._rule, self._facts = rule, facts
        self._is_other, self._names_other = is_other, names_other
        self._known: dict[tuple[str, bool], bool] = {}

    def begin(self) -> str:
        """Return an empty text."""
        return self._rule.begin()

    def extend(self, state: str, token: int) -> str | None:
        """Return the text with a token more, None where that ends what must not be said."""
        follow = self._rule.extend(state, token)
        if follow is None:
            return None
        added = follow[len(state) :]
        if added.endswith("."):  # a token may end a name and its sentence: "-)."
            false = self._is_false(follow.removesuffix("."), finished=True)
        else:
            false = bool(_ENDS.match(added)) and self._is_false(state, finished=False)
        return None if false else follow

    def may_close(self, state: str, token: int) -> bool:
        """Return True."""
        return True

    def list_next(self, state: str) -> tuple[int, ...] | None:
        """Return what the rule for all captions does."""
        return self._rule.list_next(state)

    def count_open(self, state: str) -> int:
        """Return 1 where the end would end what must not be said."""
        said = state.removesuffix(".")
        return self._rule.count_open(state) or int(self._is_false(said, finished=True))

    def _is_false(self, text: str, *, finished: bool) -> bool:
        *_, sentence = _SENTENCES.split(text.strip())
        key = sentence, finished
        if key not in self._known:
            self._known[key] = (
                bool(find_contradicted(f"{sentence}.", self._facts))
                or self._is_other(sentence)
                or (finished and self._names_other(sentence))
            )
        return self._known[key]
