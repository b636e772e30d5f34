"""``evaluate``, ``prepare``, ``train`` and ``models``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command

PAIRS = """smiles\ttext
CCO\ta simple alcohol of two carbons
c1ccccc1\tan aromatic hydrocarbon
CC(=O)O\tthe acid in vinegar
CC(=O)O\tacetic acid
"""


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    """Return a file of pairs of molecules and texts."""
    path = tmp_path / "pairs.tsv"
    path.write_text(PAIRS, encoding="utf-8")
    return path


def test_retrieval_is_measured_and_written(command: Command, pairs: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "metrics.json"
    outcome = command("evaluate", "retrieval", "--pairs", pairs, "--out", out)
    assert outcome.status == 0, outcome.err
    metrics = json.loads(out.read_text(encoding="utf-8"))
    assert set(metrics) >= {"text_to_molecule", "molecule_to_text", "checkpoint", "seconds"}
    figures = metrics["text_to_molecule"]
    assert set(figures) >= {"hits@1", "hits@10", "mrr", "mean_rank", "queries", "pool"}
    assert (figures["queries"], figures["pool"]) == (4, 3)
    assert (metrics["molecule_to_text"]["queries"], metrics["molecule_to_text"]["pool"]) == (3, 4)
    assert "Hits@10 100.00" in outcome.out


def test_pairs_without_texts_get_one_sentence(command: Command, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("smiles\tname\nCCO\tethanol\n", encoding="utf-8")
    outcome = command("evaluate", "retrieval", "--pairs", pairs, "--out", tmp_path / "m.json")
    assert (outcome.status, outcome.out) == (2, "")
    assert "text" in outcome.sentence


@pytest.mark.parametrize("measure", ["captioning", "generation"])
def test_what_is_written_is_measured_and_told(
    command: Command, pairs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, measure: str
) -> None:
    received: dict[str, Any] = {}
    names = ("bleu2", "bleu4", "rouge1", "rouge2", "rougeL", "meteor", "bleu", "exact", "fcd")
    figures: dict[str, Any] = dict.fromkeys((*names, "levenshtein", "maccs", "rdk", "morgan"), 0.5)
    figures["validity"] = 1.0
    if measure == "captioning":
        figures["factuality"] = {"share_true": 0.9}
        figures["round_trip"] = {"mean_percentile": 99.5}

    def evaluate(*given: Any, **named: Any) -> dict[str, Any]:
        received.update(named, given=given)
        return {**figures, "rows": 4, "copying": figures}

    monkeypatch.setattr(f"textmol.evaluation.{measure}.evaluate_{measure}", evaluate)
    out = tmp_path / "new" / "metrics.json"
    extra = ("--vocab", pairs) if measure == "captioning" else ()
    outcome = command(
        *("evaluate", measure, "--pairs", pairs, *extra, "--checkpoint", tmp_path),
        *("--copy-from", pairs, "--limit", "3", "--seed", "2", "--out", out),
    )
    assert outcome.status == 0, outcome.err
    assert received.pop("progress") is not None
    given = (pairs, pairs, tmp_path) if extra else (pairs, tmp_path)
    assert received == {"given": given, "examples": pairs, "limit": 3, "seed": 2}
    assert json.loads(out.read_text(encoding="utf-8"))["rows"] == 4
    lines = outcome.out.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["written", "copied"]
    assert all("(4 rows)" in line for line in lines)
    assert ("round trip 99.5" in lines[0]) == (measure == "captioning")


def test_captioning_without_word_pieces_gets_one_sentence(
    command: Command, pairs: Path, tmp_path: Path
) -> None:
    outcome = command(
        *("evaluate", "captioning", "--pairs", pairs, "--vocab", pairs),
        *("--out", tmp_path / "m.json"),
    )
    assert (outcome.status, outcome.out) == (2, "")
    assert "no vocabulary of word-pieces" in outcome.sentence


def test_grounding_is_measured_written_and_told(
    command: Command, pairs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    received: dict[str, Any] = {}
    macro = {"pointing_game": 0.9, "auroc": 0.95, "maps": 1200, "classes": 40}

    def measure(*given: Any, **named: Any) -> dict[str, Any]:
        received.update(named, given=given)
        return {"macro": macro, "baselines": {"random": {"macro": macro}, "shuffled text": {}}}

    monkeypatch.setattr("textmol.evaluation.grounding.evaluate_grounding", measure)
    out = tmp_path / "new" / "metrics.json"
    outcome = command(
        *("evaluate", "grounding", "--pairs", pairs, "--classes", pairs),
        *("--limit", "5", "--seed", "3", "--out", out),
    )
    assert outcome.status == 0, outcome.err
    assert received["given"] == (pairs, pairs, None)
    assert (received["limit"], received["seed"]) == (5, 3)
    assert json.loads(out.read_text(encoding="utf-8"))["macro"] == macro
    assert outcome.out.splitlines()[0] == (
        "map: pointing game 0.900, AUROC 0.950 (1,200 maps, 40 classes)"
    )


def test_classes_that_cannot_be_read_get_one_sentence(
    command: Command, pairs: Path, tmp_path: Path
) -> None:
    outcome = command(
        *("evaluate", "grounding", "--pairs", pairs, "--classes", pairs),
        *("--out", tmp_path / "m.json"),
    )
    assert (outcome.status, outcome.out) == (2, "")
    assert "pairs.tsv" in outcome.sentence


def test_the_benchmark_says_which_recipe_has_to_be_trained(
    command: Command, root: Path, tmp_path: Path
) -> None:
    outcome = command(
        *("evaluate", "benchmark", "--prepared", tmp_path, "--runs", tmp_path),
        *("--queries", root / "tests/data/queries.json", "--out", tmp_path / "out.json"),
    )
    assert (outcome.status, outcome.out) == (2, "")
    assert "lexical, aman, cmtmr, atomas" in outcome.sentence
    assert "train lexical" in outcome.sentence


def test_the_benchmark_needs_the_runs(command: Command, tmp_path: Path) -> None:
    outcome = command("evaluate", "benchmark", "--prepared", tmp_path)
    assert outcome.status == 2
    assert "--runs" in outcome.sentence


def test_prepare_says_which_file_is_missing(command: Command, tmp_path: Path) -> None:
    outcome = command("prepare", "--data", tmp_path, "--out", tmp_path / "prepared")
    assert (outcome.status, outcome.out) == (2, "")
    assert ".tsv.gz" in outcome.sentence


def test_train_hands_its_arguments_on(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    received: dict[str, Any] = {}
    monkeypatch.setattr("textmol.training.loop.train", lambda **given: received.update(given))
    outcome = command(
        *("train", "textmol", "--data", tmp_path, "--out", tmp_path / "run", "--device", "cpu"),
        *("--time-limit", "540", "--resume", tmp_path, "--seed", "7"),
        *("--without", "graph", "--epochs", "3", "--share", "0.5"),
    )
    assert outcome.status == 0
    assert received == {
        "recipe": "textmol",
        "data": tmp_path,
        "out": tmp_path / "run",
        "device": "cpu",
        "time_limit": 540,
        "resume": tmp_path,
        "seed": 7,
        "without": "graph",
        "epochs": 3,
        "share": 0.5,
    }


def test_train_counting_adds_to_a_checkpoint_and_others_do_not(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    received: list[Any] = []
    path = "textmol.training.counting.loop.train_counting"
    monkeypatch.setattr(path, lambda *given, seed: received.append((*given, seed)))
    run = ("--data", tmp_path, "--out", tmp_path / "run")
    outcome = command("train", "counting", *run, "--start", tmp_path, "--epochs", "3")
    assert outcome.status == 0
    ((recipe, *rest),) = received
    assert (recipe.name, recipe.training.epochs) == ("counting", 3)
    assert rest == [tmp_path, tmp_path / "run", tmp_path, 0]
    for wrong in (("counting", *run, "--share", "0.5"), ("textmol", *run, "--start", tmp_path)):
        outcome = command("train", *wrong)
        assert (outcome.status, outcome.out) == (2, "")


def test_a_recipe_that_is_not_there_gets_one_sentence(command: Command, tmp_path: Path) -> None:
    outcome = command("train", "nonsense", "--data", tmp_path, "--out", tmp_path / "run")
    assert (outcome.status, outcome.out) == (2, "")
    assert "nonsense" in outcome.sentence


def test_models_lists_the_bundled_checkpoints(command: Command) -> None:
    outcome = command("models")
    assert outcome.status == 0
    lines = [line for line in outcome.out.splitlines() if not line.startswith(" ")]
    names = [line.partition("@")[0] for line in lines]
    assert names == sorted(names)
    assert {"captioner", "generator", "textmol"} <= set(names)


def test_models_verify_lists_every_file(command: Command, root: Path) -> None:
    outcome = command("models", "--verify")
    assert outcome.status == 0
    folder = root / "assets" / "checkpoints" / "textmol"
    for path in folder.iterdir():
        if path.name != "manifest.json":
            assert path.name in outcome.out


def test_a_damaged_checkpoint_gets_one_sentence(
    command: Command, root: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "base"
    folder.mkdir()
    for path in (root / "assets" / "checkpoints" / "textmol").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    with (folder / "config.json").open("ab") as file:
        file.write(b" ")
    outcome = command("search", "a steroid", "--checkpoint", folder)
    assert (outcome.status, outcome.out) == (2, "")
    assert "config.json" in outcome.sentence
