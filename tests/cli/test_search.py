"""``search``: the contract's JSON, the other formats, filters, many queries, bad queries."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command

QUERY = "a steroid with two hydroxy groups"
FIELDS = {"query", "checkpoint", "library", "elapsed_ms", "hits"}
HIT_FIELDS = {"rank", "score", "cid", "inchikey", "smiles", "name", "properties"}


def test_json_alone_on_standard_output(search: Command) -> None:
    outcome = search(QUERY, "--format", "json")
    assert outcome.status == 0
    assert outcome.err == ""
    result = json.loads(outcome.out)
    assert set(result) >= FIELDS
    assert result["query"] == QUERY
    assert len(result["hits"]) == 10
    assert [hit["rank"] for hit in result["hits"]] == list(range(1, 11))
    assert all(set(hit) >= HIT_FIELDS for hit in result["hits"])
    scores = [hit["score"] for hit in result["hits"]]
    assert scores == sorted(scores, reverse=True)


def test_the_table_has_a_line_for_each_hit(search: Command) -> None:
    outcome = search(QUERY, "--top-k", "3")
    assert outcome.status == 0
    lines = outcome.out.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("rank"))
    assert [line.split()[0] for line in lines[start + 2 : start + 5]] == ["1", "2", "3"]


def test_csv_reads_back(search: Command) -> None:
    outcome = search(QUERY, "--top-k", "4", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(outcome.out)))
    assert [row["rank"] for row in rows] == ["1", "2", "3", "4"]
    assert all(row["smiles"] for row in rows)


def test_sdf_and_smi_hold_every_hit(search: Command) -> None:
    assert search(QUERY, "--top-k", "4", "--format", "sdf").out.count("$$$$") == 4
    assert len(search(QUERY, "--top-k", "4", "--format", "smi").out.splitlines()) == 4


def test_what_was_read_is_told_and_can_be_taken_away(search: Command) -> None:
    whole = json.loads(search("phenol, no nitrogen", "--format", "json").out)
    assert whole["read_as"] == [
        {"key": "at-least-1-phenol", "wording": "at least 1 phenol", "start": 0, "end": 6,
         "applied": True},
        {"key": "no-nitrogen", "wording": "no nitrogen", "start": 8, "end": 19, "applied": True},
    ]  # fmt: skip
    less = search("phenol, no nitrogen", "--ignore", "no nitrogen", "--format", "json")
    assert [item["key"] for item in json.loads(less.out)["read_as"]] == ["at-least-1-phenol"]
    plain = json.loads(search("phenol, no nitrogen", "--plain", "--format", "json").out)
    assert plain["read_as"] == []
    assert plain["understood"] == "Read as a description."
    rows = list(csv.DictReader(io.StringIO(search("phenol, no nitrogen", "--format", "csv").out)))
    assert {row["read_as"] for row in rows} == {"at least 1 phenol, no nitrogen"}
    lines = search("phenol, no nitrogen", "--format", "smi").out.splitlines()
    assert {line.split("\t")[-1] for line in lines} == {"at least 1 phenol, no nitrogen"}
    assert "with: at least 1 phenol, no nitrogen" in search("phenol, no nitrogen").out


def test_how_the_text_is_read_can_be_overruled(search: Command) -> None:
    alone = json.loads(search("CCO", "--format", "json").out)
    assert alone["understood"].startswith("Read as SMILES")
    pattern = json.loads(search("CCO", "--read-as", "smarts", "--format", "json").out)
    assert pattern["understood"].startswith("Read as a SMARTS pattern")
    wrong = search("CCO", "--read-as", "poem")
    assert (wrong.status, wrong.out) == (2, "")
    assert "--read-as" in wrong.sentence


def test_a_search_is_refined(search: Command) -> None:
    plain = json.loads(search("CID 2244", "--format", "json").out)["hits"]
    options = ("--more", "dye", "--less", "drug", "--exclude", "chlorine", "--tanimoto", "0.5")
    refined = json.loads(search("CID 2244", *options, "--format", "json").out)["hits"]
    assert [hit["cid"] for hit in refined] != [hit["cid"] for hit in plain]
    assert search("CID 2244", "--tanimoto", "2").status == 2


def test_filters_narrow_the_hits(search: Command) -> None:
    outcome = search(
        QUERY, "--min-mw", "100", "--max-mw", "300", "--smarts", "c1ccccc1", "--format", "json"
    )
    hits = json.loads(outcome.out)["hits"]
    assert hits
    assert all(100 <= hit["properties"]["mw"] <= 300 for hit in hits)


def test_a_filter_that_leaves_nothing_says_so(search: Command) -> None:
    outcome = search(QUERY, "--min-mw", "1e6")
    assert outcome.status == 0
    assert "No molecule of the library passes the filters: MW at least 1000000 Da." in outcome.out
    empty = search(QUERY, "--min-mw", "1e6", "--format", "json")
    assert json.loads(empty.out)["hits"] == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "empty"),
        ("   \t ", "empty"),
        ("C1CC(", "parenthesis"),
        ("CC(C)(C)(C)C", "carbon"),
    ],
)
def test_a_query_that_cannot_be_read_gets_one_sentence(
    search: Command, query: str, said: str
) -> None:
    outcome = search(query)
    assert outcome.status == 2
    assert outcome.out == ""
    assert said in outcome.sentence


def test_filters_that_cannot_be_used_get_one_sentence(search: Command) -> None:
    broken = search(QUERY, "--smarts", "c1cc(")
    assert (broken.status, broken.out) == (2, "")
    assert "c1cc(" in broken.sentence
    reversed_ = search(QUERY, "--min-mw", "300", "--max-mw", "200")
    assert (reversed_.status, reversed_.out) == (2, "")
    assert "300" in reversed_.sentence


def test_an_identifier_finds_its_molecule_first(search: Command) -> None:
    hit = json.loads(search("CID 2244", "--format", "json").out)["hits"][0]
    assert hit["cid"] == 2244


def test_queries_give_an_object_a_line(search: Command, tmp_path: Path) -> None:
    lines = [QUERY, "", "C1CC(", "a\u2028divided description", "β-carotene"]
    file = tmp_path / "queries.txt"
    file.write_text("\ufeff" + "\r\n".join(lines) + "\r\n", encoding="utf-8", newline="")
    outcome = search("--queries", file, "--top-k", "3", "--format", "json")
    assert outcome.status == 0
    objects = [json.loads(line) for line in outcome.out.splitlines()]
    assert [found["query"] for found in objects] == lines
    assert [len(found["hits"]) for found in objects] == [3, 0, 0, 3, 3]
    assert [number for number, found in enumerate(objects) if "error" in found] == [1, 2]
    assert objects[2]["remedy"]
    assert outcome.sentence == "2 of 5 queries could not be searched."


def test_queries_in_csv_share_one_header(search: Command, tmp_path: Path) -> None:
    file = tmp_path / "queries.txt"
    file.write_text("a steroid\nC1CC(\na dipeptide", encoding="utf-8")
    outcome = search("--queries", file, "--top-k", "2", "--format", "csv")
    assert outcome.status == 2
    rows = list(csv.DictReader(io.StringIO(outcome.out)))
    assert [row["query"] for row in rows] == ["a steroid"] * 2 + ["a dipeptide"] * 2
    assert "query 2:" in outcome.err


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "holds no query"), ("a steroid".encode("utf-16"), "is not UTF-8 text")],
)
def test_a_file_of_queries_that_cannot_be_read(
    search: Command, tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "queries.txt"
    file.write_bytes(content)
    outcome = search("--queries", file, "--format", "json")
    assert (outcome.status, outcome.out) == (2, "")
    assert said in outcome.sentence


def test_a_file_of_queries_that_is_not_there(search: Command, tmp_path: Path) -> None:
    outcome = search("--queries", tmp_path / "none.txt", "--format", "json")
    assert (outcome.status, outcome.out) == (2, "")
    assert "No such file" in outcome.sentence


def test_a_name_is_read_into_a_structure_or_left_a_description(search: Command) -> None:
    name = "2-(4-chlorophenyl)acetic acid"
    found = json.loads(search(name, "--top-k", "1", "--format", "json").out)
    assert found["understood"].startswith("Read as the name of C₈H₇ClO₂")
    assert found["hits"][0]["exact"]
    words = json.loads(search(name, "--read-as", "description", "--format", "json").out)
    assert words["understood"].startswith("Read as a description")
