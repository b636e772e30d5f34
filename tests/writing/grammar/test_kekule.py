"""Matching aromatic atoms in pairs: against every way of pairing, on small graphs."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from textmol.writing.grammar.kekule import match

ATOMS = range(7)
PAIRS = list(combinations(ATOMS, 2))


def is_there(needy: set[int], edges: frozenset[tuple[int, int]]) -> bool:
    """Return whether some set of disjoint edges covers the needy, tried one by one."""
    return any(
        len(covered := [atom for edge in chosen for atom in edge]) == len(set(covered))
        and needy.issubset(covered)
        for size in range(4)
        for chosen in combinations(edges, size)
    )


@given(
    needy=st.sets(st.sampled_from(ATOMS)),
    edges=st.frozensets(st.sampled_from(PAIRS), max_size=10),
)
def test_it_finds_a_pairing_where_there_is_one(
    needy: set[int], edges: frozenset[tuple[int, int]]
) -> None:
    partners: dict[int, set[int]] = {atom: set() for atom in ATOMS}
    for first, second in edges:
        partners[first].add(second)
        partners[second].add(first)
    assert match(needy, set(ATOMS), partners) == is_there(needy, edges)
