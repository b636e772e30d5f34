"""The loop: it learns, repeats itself exactly, resumes, and leaves a checkpoint that serves."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.training.corpora import MOLECULES, write_data
from textmol.encoder import Encoder
from textmol.errors import DataError
from textmol.training.loop import train
from textmol.training.prepare import prepare
from textmol.training.recipe import list_recipes, read_recipe

TINY = """
[model]
dim = 32
[model.text]
hidden = 48
dropout = 0.0
[model.molecule]
hidden = 48
layers = 2
width = 16
dropout = 0.0
[training]
epochs = 40
batch = 11
learning_rate = 3e-3
table_learning_rate = 1e-2
weight_decay = 0.0
warmup = 2
last_rate = 0.1
keep_sentences = 1.0
precision = "fp32"
clip = 1.0
[repeats]
chebi = 1
[negatives]
kinds = ["chebi"]
group = 2
neighbours = 4
first_epoch = 1
unpaired = 4
[shipping]
text_rank = 0
"""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("prepared")
    prepare(write_data(tmp_path_factory.mktemp("data")), out, workers=1)
    return out


@pytest.fixture(scope="module")
def recipe(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("recipe") / "tiny.toml"
    path.write_text(TINY, encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def trained(prepared: Path, recipe: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("run")
    train(recipe, prepared, out, device="cpu")
    return out


def _losses(out: Path) -> list[float]:
    lines = (out / "log.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["loss"] for line in lines]


def test_a_batch_is_learnt_by_heart(trained: Path) -> None:
    losses = _losses(trained)
    assert losses[-1] < 0.2 < 2 < losses[0]


def test_the_checkpoint_finds_what_it_was_trained_on(trained: Path) -> None:
    encoder = Encoder.open(trained / "checkpoint")
    known = [row for row in MOLECULES if row[1] not in {"toluene", "glycine"}]
    texts = encoder.encode_descriptions([row[3] for row in known])
    molecules = encoder.encode_molecules([row[0] for row in known])
    assert texts.shape == molecules.shape == (len(known), 32)
    assert ((texts @ molecules.T).argmax(1) == np.arange(len(known))).mean() > 0.9


def test_the_card_says_what_it_was_trained_on(trained: Path) -> None:
    card = Encoder.open(trained / "checkpoint").checkpoint.card
    assert len(card["trained_on"]["sha256"]) == 4
    assert card["recipe"] == TINY
    assert card["limits"] and card["measured"] and card["device"].startswith("CPU")


def test_a_seed_gives_the_same_run_twice(
    trained: Path, prepared: Path, recipe: str, tmp_path: Path
) -> None:
    train(recipe, prepared, tmp_path, device="cpu")
    assert _losses(tmp_path) == _losses(trained)


def test_stopping_and_resuming_gives_the_same_result(
    trained: Path, prepared: Path, recipe: str, tmp_path: Path
) -> None:
    whole = Encoder.open(trained / "checkpoint").encode_descriptions(["an acid"])
    train(recipe, prepared, tmp_path, device="cpu", time_limit=1e-9)
    done = len(_losses(tmp_path))
    assert done == 1
    train(recipe, prepared, tmp_path, device="cpu", resume=tmp_path)
    assert len(_losses(tmp_path)) == 40
    resumed = Encoder.open(tmp_path / "checkpoint").encode_descriptions(["an acid"])
    np.testing.assert_allclose(resumed, whole, atol=1e-6)


def test_unusable_input_is_told(prepared: Path, recipe: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no recipe nonsense"):
        train("nonsense", prepared, tmp_path)
    with pytest.raises(DataError, match="no state to resume"):
        train(recipe, prepared, tmp_path, resume=tmp_path / "nowhere", device="cpu")
    broken = tmp_path / "broken.toml"
    broken.write_text("[training]\nepochs = ", encoding="utf-8")
    with pytest.raises(DataError, match="cannot be read"):
        read_recipe(str(broken))


def test_every_bundled_recipe_can_be_read() -> None:
    assert "textmol" in list_recipes()
    for name in list_recipes():
        assert read_recipe(name).name == name


def test_an_ablation_changes_what_it_says_and_nothing_else() -> None:
    whole = read_recipe("textmol")
    less = read_recipe("textmol", without="graph", epochs=2)
    assert (whole.changes, less.changes) == ({}, {"without": "graph", "epochs": 2})
    assert (less.model["molecule"].pop("layers"), less.training.epochs) == (0, 2)
    whole.model["molecule"].pop("layers")
    assert (whole.shipping.text_rank, less.shipping.text_rank) == (192, 0)
    assert (less.model, less.repeats, less.negatives) == (
        *(whole.model, whole.repeats, whole.negatives),
    )
    for part in tomllib.loads(whole.text)["without"]:
        assert read_recipe("textmol", without=part).text == whole.text
    with pytest.raises(DataError, match="cannot do without luck"):
        read_recipe("textmol", without="luck")


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
def test_a_run_on_the_gpu_serves_on_the_cpu(prepared: Path, recipe: str, tmp_path: Path) -> None:
    train(recipe, prepared, tmp_path, device="cuda")
    vectors = Encoder.open(tmp_path / "checkpoint").encode_descriptions(["an acid"])
    assert np.isfinite(vectors).all()
