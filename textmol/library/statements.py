"""Which molecules of a library contradict what a description says of its molecule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

import numpy as np
import pyarrow as pa

from textmol.library.counts import CountIndex, tabulate_counts
from textmol.molecules.claims import read_statements
from textmol.molecules.claims.evidence import LABELS, read_labels
from textmol.molecules.claims.nouns import list_rules
from textmol.molecules.claims.statement import Meaning, Statement
from textmol.molecules.requirements import Condition
from textmol.molecules.rules import Rule

_COUNTED = re.compile(r"(.+)\{(\d+)\.\.\}")


def tabulate_facts(facts: Iterable[Mapping[str, int]]) -> pa.Table:
    """Return the table of what molecules meet (``count_facts``), for ``StatementIndex``."""
    return tabulate_counts(facts, [*LABELS, *(rule.text for rule in list_rules())])


class StatementIndex:
    """Checks statements on all molecules of a library at once.

    Rules were checked with RDKit when the library was built. One that its table does not name,
    since it was built by another version, contradicts nothing.
    """

    def __init__(
        self,
        load_facts: Callable[[], CountIndex],
        size: int,
        meeting: Callable[[Iterable[Condition]], np.ndarray],
    ) -> None:
        """Take what loads what molecules meet, their number, and who meets conditions."""
        self._load_facts, self._size, self._meeting = load_facts, size, meeting

    def contradict(self, text: str) -> tuple[tuple[str, np.ndarray], ...]:
        """Return the words of each statement that any molecule contradicts, and (n,) bool which."""
        found = ((one.text, self.find(one)) for one in read_statements(text))
        return tuple((words, rows) for words, rows in found if rows.any())

    def find(self, statement: Statement) -> np.ndarray:
        """Return (n,) bool: the molecules that contradict a statement."""
        if statement.labels:
            return self._lack_labels(statement.labels)
        lacking = np.zeros(self._size, bool)
        for meaning in statement.meanings:
            lacking |= ~self._meet(meaning)
        return lacking

    def _meet(self, meaning: Meaning) -> np.ndarray:
        if not isinstance(meaning, Rule):
            return self._meeting(meaning)
        facts = self._load_facts()
        if meaning.text in facts:
            return facts.count((meaning.text,)) > 0
        counted = _COUNTED.fullmatch(meaning.text)
        if counted and counted[1] in facts:
            return facts.count((counted[1],)) >= int(counted[2])
        return np.ones(self._size, bool)

    def _lack_labels(self, text: str) -> np.ndarray:
        (wanted, sort), facts = read_labels(text), self._load_facts()
        known = facts.count(tuple(sort)) >= wanted.total()
        lacking = [facts.count((label,)) < number for label, number in wanted.items()]
        return np.asarray(known & np.any(lacking, axis=0))
