"""Training a counting member: it learns, repeats itself, and leaves the other members alone."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.training.systems import save_recipe, write_recipe
from textmol.checkpoints import load_weights
from textmol.encoder import Encoder
from textmol.errors import DataError
from textmol.training.corpus import Corpus
from textmol.training.counting.columns import MOST, find_first, list_ranges
from textmol.training.counting.loop import CountingTrainer, choose, train_counting
from textmol.training.counting.recipe import FOLDER, Ranges, is_counting, read_recipe
from textmol.training.loop import train

TINY = """
task = "counting"
[member]
dim = 8
rank = 4
hidden = 16
dropout = 0.0
drop_entries = 0.0
[pieces]
least = 1
[ranges]
exact = 8
more = 4
least = 1
[training]
epochs = 30
batch = 11
learning_rate = 1e-2
table_learning_rate = 1e-2
weight_decay = 0.0
warmup = 2
last_rate = 0.1
clip = 1.0
[objective]
temperature = 0.1
[repeats]
chebi = 1
title = 1
[negatives]
kinds = ["chebi"]
found = 4
draw_found = 2
near = 3
draw_near = 1
[weight]
tried = [0.1, 0.2]
most = 0.2
"""


@pytest.fixture(scope="module")
def start(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a checkpoint without the member."""
    out = tmp_path_factory.mktemp("start")
    train(save_recipe(out, write_recipe("lexical", 2)), prepared, out, device="cpu")
    return out / "checkpoint"


@pytest.fixture(scope="module")
def own_recipe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the path of the tiny recipe."""
    return save_recipe(tmp_path_factory.mktemp("recipe"), TINY)


@pytest.fixture(scope="module")
def run(
    prepared: Path, start: Path, own_recipe: str, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return the folder of a run. Do not change it."""
    out = tmp_path_factory.mktemp("run")
    train_counting(read_recipe(own_recipe), prepared, out, start)
    return out


def test_a_batch_is_learnt_by_heart(prepared: Path, start: Path, own_recipe: str) -> None:
    trainer = CountingTrainer(
        read_recipe(own_recipe), Corpus.open(prepared), Encoder.open(start), 0
    )
    rows = np.flatnonzero(trainer.corpus.kinds == "chebi")[:6]
    rng = np.random.default_rng(0)
    losses = [trainer.learn(rows, rng) for _ in range(120)]
    assert losses[-1] < 0.2 * losses[0]


def test_the_other_members_stay_as_they_were(run: Path, start: Path) -> None:
    old, new = Encoder.open(start), Encoder.open(run / "checkpoint")
    weights = load_weights(new.checkpoint)
    for name, value in load_weights(old.checkpoint).items():
        torch.testing.assert_close(weights[name], value, rtol=0, atol=0)
    texts, smiles = ["It is an amino acid.", ""], ["CCO", "[Xe]"]
    for name, typed in (("encode_descriptions", texts), ("encode_molecules", smiles)):
        before, after = getattr(old, name)(typed), getattr(new, name)(typed)
        assert after.shape == (2, new.dim) == (2, old.dim + 8)
        np.testing.assert_allclose(new.take_base(after), before, atol=1e-6)
        np.testing.assert_allclose(np.linalg.norm(after, axis=1), 1, atol=1e-5)
        np.testing.assert_array_equal(old.take_base(before), before)


def test_what_is_served_is_what_was_trained(
    prepared: Path, start: Path, own_recipe: str, tmp_path: Path
) -> None:
    from textmol.training.counting.results import write_member

    trainer = CountingTrainer(
        read_recipe(own_recipe), Corpus.open(prepared), Encoder.open(start), 0
    )
    trainer.run_epoch(0)
    write_member(tmp_path, trainer, 0.2, trainer.measure(), 1.0)
    encoder = Encoder.open(tmp_path / "checkpoint")
    rows = np.flatnonzero(trainer.corpus.kinds == "chebi")
    owners = trainer.corpus.owners[rows]
    trainer.text.eval()
    with torch.inference_mode():
        texts = trainer.text(trainer.texts.take(rows)).numpy()
        molecules = trainer.molecule.embed(*trainer.ranges.take(owners)).numpy()
    for served, trained in (
        (encoder.encode_descriptions(trainer.corpus.strings(rows)), texts),
        (encoder.encode_molecules(trainer.corpus.smiles(owners)), molecules),
    ):
        # Tables are stored in eight bits.
        np.testing.assert_allclose(served[:, -8:] / 0.2**0.5, trained, atol=0.03)


def test_log_and_card_say_what_was_tried(run: Path) -> None:
    lines = [json.loads(line) for line in (run / "log.jsonl").read_text("utf-8").splitlines()]
    assert len(lines) == 30 and lines[-1]["loss"] < lines[0]["loss"]
    encoder = Encoder.open(run / "checkpoint")
    told = encoder.checkpoint.card["counting_member"]
    assert told["recipe"] == TINY and set(told["dev_by_weight"]) == {"0.0", "0.1", "0.2"}
    assert encoder.config.counting.weight == lines[-1]["weight"]


def test_a_seed_gives_the_same_run_twice_and_a_member_can_be_replaced(
    run: Path, prepared: Path, own_recipe: str, tmp_path: Path
) -> None:
    train_counting(read_recipe(own_recipe), prepared, tmp_path, run / "checkpoint")
    for path in (run / "checkpoint").glob("*.safetensors"):
        assert path.read_bytes() == (tmp_path / "checkpoint" / path.name).read_bytes()


def test_dev_chooses_the_weight_and_none_is_no_choice() -> None:
    tried = {0.0: {"mrr": 9.0}, 0.1: {"mrr": 2.0}, 0.2: {"mrr": 3.0}, 0.3: {"mrr": 4.0}}
    assert choose(tried, 0.2) == 0.2


def test_ranges_are_those_that_enough_molecules_fall_into() -> None:
    counts = np.log1p(np.array([[0], [1], [1], [2], [9]], np.float32))
    found = list_ranges(counts, Ranges(exact=4, more=3, least=1)).tolist()
    assert found == [[0, 1, 1], [0, 2, 2], [0, 4, MOST], [0, 1, MOST], [0, 2, MOST]]
    assert list_ranges(counts, Ranges(exact=4, more=3, least=2)).tolist() == [
        [0, 1, 1],
        [0, 1, MOST],
        [0, 2, MOST],
    ]


def test_first_hits_are_found_without_the_right_one() -> None:
    vectors = torch.eye(4)
    queries = torch.tensor([[1.0, 0.5, 0.25, 0.0]])
    assert find_first(queries, vectors, np.array([0]), 2).tolist() == [[1, 2]]


def test_recipes_are_told_apart_and_broken_ones_refused(tmp_path: Path, own_recipe: str) -> None:
    assert is_counting("counting") and is_counting(own_recipe)
    assert not is_counting("textmol") and not is_counting("missing.toml")
    assert read_recipe("counting").text == (FOLDER / "counting.toml").read_text("utf-8")
    with pytest.raises(DataError, match="cannot be read"):
        read_recipe(save_recipe(tmp_path, TINY.replace("[ranges]", "[range]")))
