"""The benchmark from files to JSON and tables, on checkpoints that are made up here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from textmol.engine import TextMol
from textmol.errors import DataError
from textmol.evaluation.benchmark import APP, KEYWORDS, RECIPES, run_benchmark
from textmol.evaluation.published import read_published
from textmol.evaluation.reports import format_measured
from textmol.evaluation.suite import ALL, DEV, SMALL, TEXTS

ALCOHOLS = ["C" * length + "O" for length in range(1, 31)]
TEXTS_OF = {smiles: f"an alcohol of {len(smiles) - 1} carbons" for smiles in ALCOHOLS}
DEV_MOLECULES = ALCOHOLS[:12]
QUERIES = {
    "queries": [
        {"kind": "class", "text": "alcohol", "relevant": 30, "rule": {"any_of": ["[OX2H1]"]}},
        {"kind": "use", "text": "nothing", "relevant": 10, "rule": {"any_of": ["[#92]"]}},
    ]
}


class Oracle:
    """An encoder that knows a share of the right answers and gets the others wrong."""

    def __init__(self, name: str, knows: float) -> None:
        self.knows = knows
        card = {"parameters": 1234, "seconds": 5.0, "device": "CPU", "epochs": 2, "seed": 0}
        self.checkpoint = SimpleNamespace(identity=f"{name}@00000000", card=card)
        self.contradiction = 0.0

    def encode_molecules(self, smiles: Sequence[str]) -> np.ndarray:
        return np.eye(len(ALCOHOLS))[[ALCOHOLS.index(one) for one in smiles]]

    def encode_descriptions(self, texts: Sequence[str]) -> np.ndarray:
        rows = []
        for text in texts:
            digits = "".join(letter for letter in text if letter.isdigit())
            place = int(digits) - 1 if digits else 0
            known = place < self.knows * len(DEV_MOLECULES) or place >= len(DEV_MOLECULES)
            rows.append(place if known else (place + 1) % len(ALCOHOLS))
        return np.eye(len(ALCOHOLS))[rows]


def write(path: Path, header: str, rows: Sequence[Sequence[str]]) -> None:
    lines = [header.split(), *rows]
    path.write_text("".join("\t".join(line) + "\n" for line in lines), encoding="utf-8")


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    folder = tmp_path / "prepared"
    folder.mkdir()
    dev = [(smiles, smiles, TEXTS_OF[smiles]) for smiles in DEV_MOLECULES]
    further = [(smiles, smiles, TEXTS_OF[smiles]) for smiles in ALCOHOLS[12:20]]
    write(folder / "dev.tsv", "smiles inchikey text", dev)
    write(folder / "texts-3300.tsv", "smiles inchikey text", [*dev, *further])
    write(folder / "pool-large.tsv", "smiles inchikey", [(one, one) for one in ALCOHOLS])
    write(folder / "pool-3300.tsv", "smiles inchikey", [(one, one) for one in ALCOHOLS[:15]])
    return folder


@pytest.fixture
def queries(tmp_path: Path) -> Path:
    path = tmp_path / "queries.json"
    path.write_text(json.dumps(QUERIES), encoding="utf-8")
    return path


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (*RECIPES, "full", "without-graph"):
        (tmp_path / "runs" / name / "checkpoint").mkdir(parents=True)
    skills = dict.fromkeys(RECIPES, 0.5) | {"full": 0.75, "without-graph": 0.25, "atomas": 1.0}
    monkeypatch.setattr(
        "textmol.engine.TextMol.open_encoder",
        lambda folder: Oracle(folder.parent.name, skills[folder.parent.name]),
    )
    return tmp_path / "runs"


@pytest.fixture
def engine() -> Any:
    library = SimpleNamespace(
        identity="small@00000000",
        read_smiles=lambda: ALCOHOLS,
        read_names=lambda: [["an alcohol"]] * 5 + [[]] * (len(ALCOHOLS) - 5),
    )
    hits = [SimpleNamespace(record=SimpleNamespace(smiles=smiles)) for smiles in ALCOHOLS]
    return SimpleNamespace(
        encoder=Oracle("base", 1.0),
        library=library,
        search=lambda text, top_k: SimpleNamespace(hits=hits[:top_k]),
    )


def test_all_recipes_stand_side_by_side(
    prepared: Path, queries: Path, runs: Path, engine: TextMol
) -> None:
    report = run_benchmark(prepared, queries, engine, runs)
    assert json.loads(json.dumps(report)) == report
    entries = {entry["name"]: entry for entry in report["measured"]}
    assert list(entries) == ["lexical", "aman", "cmtmr", "atomas", "textmol"]
    ours, theirs = entries["textmol"]["retrieval"], entries["aman"]["retrieval"]
    pools = {ALL: 30, SMALL: 15, DEV: 12, TEXTS: 20}
    for task in report["tasks"]:
        assert ours[task["name"]]["pool"] == pools[task["name"]]
        assert ours[task["name"]]["hits@1"] == 100
    assert theirs[ALL]["hits@1"] == 50
    low, high = theirs[ALL]["interval95"]["hits@1"]
    assert low < 50 < high
    assert entries["aman"]["parameters"] == 1234
    assert entries["aman"]["training"]["seconds"] == 5.0
    assert entries["aman"]["training"]["with_public_chebi20_split"] is False
    assert set(entries["aman"]["speed"]) == {"texts_per_second", "molecules_per_second", "threads"}
    assert report["ablations"] == []


def test_the_difference_is_paired(
    prepared: Path, queries: Path, runs: Path, engine: TextMol
) -> None:
    entries = run_benchmark(prepared, queries, engine, runs)["measured"]
    gains = {entry["name"]: entry.get("textmol_minus_this") for entry in entries}
    assert gains["textmol"] is None
    assert gains["lexical"][ALL]["hits@1"]["points"] == 50
    low, high = gains["lexical"][ALL]["hits@1"]["interval95"]
    assert 0 < low < 50 < high <= 100
    # Equal on each query: no doubt is left, however wide each interval is.
    assert gains["atomas"][TEXTS]["mrr"] == {"points": 0.0, "interval95": [0.0, 0.0]}


def test_short_queries_are_searched_in_every_way(
    prepared: Path, queries: Path, runs: Path, engine: TextMol
) -> None:
    report = run_benchmark(prepared, queries, engine, runs)
    assert set(report["searches"]) == {APP, KEYWORDS}
    for result in (report["searches"][APP], report["measured"][0]["queries"]):
        assert result["kinds"]["class"] == {"precision@10": 1.0, "ndcg@10": 1.0, "queries": 1}
        assert result["macro"] == {"precision@10": 0.5, "ndcg@10": 0.5, "queries": 2}
    assert report["searches"][KEYWORDS]["kinds"]["class"]["precision@10"] == 0.5


def test_ablations_are_compared_with_the_full_recipe(
    prepared: Path, queries: Path, runs: Path, engine: TextMol
) -> None:
    report = run_benchmark(prepared, queries, engine, runs, ablations=runs)
    rows = {row["name"]: row for row in report["ablations"]}
    assert next(iter(rows)) == "full" and "full_minus_this" not in rows["full"]
    row = rows["without-graph"]
    assert row["retrieval"][ALL]["hits@1"] == 25
    assert row["full_minus_this"][ALL]["hits@1"]["points"] == 50
    assert set(row["retrieval"]) == {ALL} and "queries" not in row


def test_the_tables_say_what_was_measured_and_what_was_not(
    prepared: Path, queries: Path, runs: Path, engine: TextMol
) -> None:
    report = run_benchmark(prepared, queries, engine, runs)
    del report["measured"][0]["retrieval"][TEXTS]
    text = format_measured(report)
    assert "| textmol | **100.0** (100.0 to 100.0) / 100.0 / 100.0 |" in text
    assert "| aman | 50.0 (" in text
    assert "not measured" in next(line for line in text.splitlines() if "lexical |" in line)
    assert "| aman, vectors alone | 0.50 | 0.50 | 2 |" in text


def test_a_recipe_that_was_not_trained_is_named(
    prepared: Path, queries: Path, runs: Path, engine: TextMol
) -> None:
    (runs / "cmtmr" / "checkpoint").rmdir()
    with pytest.raises(DataError, match=r"no checkpoint of cmtmr.* train cmtmr "):
        run_benchmark(prepared, queries, engine, runs)


def test_ablations_need_the_full_recipe(
    prepared: Path, queries: Path, runs: Path, engine: TextMol
) -> None:
    (runs / "full" / "checkpoint").rmdir()
    with pytest.raises(DataError, match="no checkpoint of full"):
        run_benchmark(prepared, queries, engine, runs, ablations=runs)


def test_texts_that_do_not_begin_with_dev_are_told(
    prepared: Path, queries: Path, runs: Path, engine: TextMol
) -> None:
    write(prepared / "texts-3300.tsv", "smiles text", [("CO", "another")])
    with pytest.raises(DataError, match="does not begin"):
        run_benchmark(prepared, queries, engine, runs)


def test_published_figures_name_pool_text_and_source() -> None:
    entries = read_published("retrieval")
    assert {entry["dataset"] for entry in entries} == {"ChEBI-20", "PCdes"}
    assert all(entry["pool"] and entry["text"] and entry["source"] for entry in entries)
    assert max(entry["figures"]["hits@1"] for entry in entries) == 66.5


def test_a_published_figure_without_its_pool_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "published.toml"
    path.write_text('[[retrieval]]\nrows = [{ method = "x" }]\n', encoding="utf-8")
    with pytest.raises(ValueError, match="pool"):
        read_published("retrieval", path)


@pytest.mark.parametrize(
    ("task", "figure", "highest"), [("captioning", "bleu4", 0.608), ("generation", "exact", 0.559)]
)
def test_writing_has_published_figures_too(task: str, figure: str, highest: float) -> None:
    entries = read_published(task)
    assert {entry["pool"] for entry in entries} == {"3,300 test rows"}
    assert max(entry["figures"].get(figure, 0) for entry in entries) == highest
