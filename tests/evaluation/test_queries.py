from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmol.errors import DataError
from textmol.evaluation.queries import (
    Query,
    Rule,
    discount_gains,
    evaluate_queries,
    read_queries,
)

QUERIES = Path(__file__).parents[1] / "data" / "queries.json"
ASPIRIN, PHENOL, CHLOROFORM = "CC(=O)Oc1ccccc1C(=O)O", "Oc1ccccc1", "ClC(Cl)Cl"


def ask(rule: Rule | None = None, kind: str = "class", inchikeys: Sequence[str] = ()) -> Query:
    return Query(kind, "a text", rule, frozenset(inchikeys), relevant=20)


def test_the_bundled_queries_are_what_they_should_be() -> None:
    queries = read_queries(QUERIES)
    kinds = Counter(query.kind for query in queries)
    assert len(queries) >= 120
    assert len(kinds) == 10
    assert min(kinds.values()) >= 10
    assert all(query.relevant >= 10 for query in queries)
    assert len({query.text for query in queries}) == len(queries)
    assert QUERIES.stat().st_size < 300_000


@pytest.mark.parametrize(
    ("text", "answers", "others"),
    [
        ("nitrile", ["CC#N"], ["CCN", "[C-]#[N+]C"]),
        ("three chlorine atoms", [CHLOROFORM], ["ClCCl", "ClC(Cl)(Cl)Cl"]),
        ("dication", ["C[N+](C)(C)CC[N+](C)(C)C"], ["C[N+](C)(C)C", "[O-]C(=O)C(=O)[O-]"]),
        ("chlorinated aromatic, no oxygen", ["Clc1ccccc1"], ["Oc1ccccc1Cl", "ClCCl"]),
        ("hydrocarbon, no heteroatoms", ["CCCC"], ["CCO"]),
        ("fruity smelling ester", ["CCCC(=O)OCC"], ["CC(=O)O", ASPIRIN]),
        ("azo dye", ["c1ccc(N=Nc2ccccc2)cc1"], ["CN=NC"]),
        ("C18 fatty acid", ["CCCCCCCCCCCCCCCCCC(=O)O"], ["CCCCCCCCCCCCCCCC(=O)O"]),
        ("tea catechin", ["Oc1cc(O)c2c(c1)O[C@H](c1ccc(O)c(O)c1)[C@@H](O)C2"], [PHENOL]),
        ("local anaesthetic", ["CCN(CC)CCOC(=O)c1ccc(N)cc1"], [ASPIRIN]),
    ],
)
def test_relevance_is_what_a_chemist_means(
    text: str, answers: list[str], others: list[str]
) -> None:
    query = next(query for query in read_queries(QUERIES) if query.text == text)
    assert all(query.is_answered_by(smiles) for smiles in answers)
    assert not any(query.is_answered_by(smiles) for smiles in others)


@pytest.mark.parametrize(
    ("rule", "answered"),
    [
        (Rule(any_of=("C#N", "[CX3](=O)[OX2H1]")), True),
        (Rule(any_of=("C#N", "[N+](=O)[O-]")), False),
        (Rule(all_of=(("C(=O)O", 2, 2),)), True),
        (Rule(all_of=(("C(=O)O", 3, None),)), False),
        (Rule(all_of=(("[#7]", 0, 0),)), True),
        (Rule(none_of=("c1ccccc1",)), False),
        (Rule(ranges=(("mw", 180, 181), ("charge", 0, 0), ("rings", 1, 1))), True),
        (Rule(ranges=(("mw", None, 100),)), False),
        (Rule(elements=(("C", 9, 9), ("H", 8, 8), ("O", 4, None))), True),
        (Rule(elements=(("Cl", 1, None),)), False),
    ],
)
def test_every_condition_of_a_rule_counts(rule: Rule, answered: bool) -> None:
    assert ask(rule).is_answered_by(ASPIRIN) is answered


def test_listed_molecules_are_relevant_however_they_are_written() -> None:
    query = ask(Rule(any_of=("C#N",)), inchikeys=["ISWSIDIOOBJBQZ-UHFFFAOYSA-N"])
    assert query.is_answered_by("c1ccccc1O")
    assert query.is_answered_by("CC#N")
    assert not query.is_answered_by(ASPIRIN)
    assert not query.is_answered_by("not a molecule")


def gain_naively(gains: Sequence[bool], relevant: int) -> float:
    """Return nDCG from its definition, rank by rank."""
    found = sum(1 / np.log2(rank + 1) for rank, gain in enumerate(gains, 1) if gain)
    best = sum(1 / np.log2(rank + 1) for rank in range(1, min(relevant, len(gains)) + 1))
    return float(found / best)


@given(st.lists(st.booleans(), min_size=10, max_size=10), st.integers(1, 40))
def test_discounted_gain_agrees_with_its_definition(gains: list[bool], relevant: int) -> None:
    found = discount_gains(np.asarray(gains, float), relevant)
    assert found == pytest.approx(gain_naively(gains, relevant))


def test_figures_are_averaged_by_kind() -> None:
    answers = {"all": [PHENOL] * 10, "half": [PHENOL, ASPIRIN] * 5, "few": [PHENOL]}
    rule = Rule(all_of=(("[OX2H1]c1ccccc1", 1, 1),))
    queries = [
        Query("one kind", "all", rule, frozenset(), 50),
        Query("one kind", "half", rule, frozenset(), 50),
        Query("another", "few", rule, frozenset(), 50),
    ]
    found = evaluate_queries(lambda text, count: answers[text][:count], queries)
    assert found["kinds"]["one kind"]["precision@10"] == pytest.approx(0.75)
    assert found["kinds"]["another"]["precision@10"] == pytest.approx(0.1)
    assert found["macro"]["precision@10"] == pytest.approx((0.75 + 0.1) / 2)
    assert found["macro"]["queries"] == 3
    assert [row["precision@10"] for row in found["queries"]] == pytest.approx([1, 0.5, 0.1])
    assert found["queries"][0]["ndcg@10"] == pytest.approx(1)
    assert json.loads(json.dumps(found)) == found


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "no file of queries"),
        ("[]", "no file of queries"),
        ('{"queries": [{"kind": "class", "text": "x", "relevant": 10}]}', "neither a rule"),
        (
            '{"queries": [{"kind": "c", "text": "x", "relevant": 9, "rule": {"any_of": ["C("]}}]}',
            "SMARTS",
        ),
        (
            '{"queries": [{"kind": "c", "text": "x", "relevant": 9, "rule": {"some_of": ["C"]}}]}',
            "some_of",
        ),
    ],
)
def test_unusable_files_are_told(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "queries.json"
    path.write_text(content)
    with pytest.raises(DataError, match=told):
        read_queries(path)
    with pytest.raises(DataError):
        read_queries(tmp_path / "nowhere.json")
