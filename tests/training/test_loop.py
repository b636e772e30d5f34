"""The loop: it learns, repeats itself exactly, resumes, and leaves a checkpoint that serves."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.training.runs import find_trained, read_log
from tests.training.systems import TRAINING
from textmol.encoder import Encoder
from textmol.errors import DataError
from textmol.training.loop import train
from textmol.training.recipe import list_recipes, read_recipe

TINY = f"""
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
{TRAINING.format(epochs=40)}
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


def test_a_batch_is_learnt_by_heart(trained: Path) -> None:
    losses = [line["loss"] for line in read_log(trained)]
    assert losses[-1] < 0.2 < 2 < losses[0]


def test_the_checkpoint_finds_what_it_was_trained_on(trained: Path) -> None:
    assert find_trained(trained) > 0.9


def test_the_card_says_what_it_was_trained_on(trained: Path) -> None:
    card = Encoder.open(trained / "checkpoint").checkpoint.card
    assert len(card["trained_on"]["sha256"]) == 4
    assert card["recipe"] == TINY
    assert card["limits"] and card["measured"] and card["device"].startswith("CPU")


def test_a_seed_gives_the_same_run_twice(
    trained: Path, prepared: Path, recipe: str, tmp_path: Path
) -> None:
    train(recipe, prepared, tmp_path, device="cpu")
    assert read_log(tmp_path) == read_log(trained)


def test_stopping_and_resuming_gives_the_same_result(
    trained: Path, prepared: Path, recipe: str, tmp_path: Path
) -> None:
    whole = Encoder.open(trained / "checkpoint").encode_descriptions(["an acid"])
    train(recipe, prepared, tmp_path, device="cpu", time_limit=1e-9)
    done = len(read_log(tmp_path))
    assert done == 1
    train(recipe, prepared, tmp_path, device="cpu", resume=tmp_path)
    assert len(read_log(tmp_path)) == 40
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
