"""Train a recipe from a prepared folder, measuring on dev after every epoch."""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

from textmol.errors import DataError
from textmol.evaluation.ranks import rank_of_targets, summarise_ranks
from textmol.models.families import FAMILIES
from textmol.training.batches import (
    Neighbours,
    draw_texts,
    draw_unpaired,
    find_neighbours,
    group_texts,
)
from textmol.training.corpus import Corpus, encode_all
from textmol.training.curves import write_curves
from textmol.training.inputs import Inputs
from textmol.training.objectives import build_objective
from textmol.training.objectives.base import Batch, Objective
from textmol.training.optimise import build_optimisers, set_rates
from textmol.training.precision import choose_kind, multiply_in
from textmol.training.recipe import Recipe, read_recipe
from textmol.training.results import read_state, write_result, write_state
from textmol.training.start import apply_start, read_start
from textmol.training.throughput import Meter, Throughput


def train(
    recipe: str,
    data: Path,
    out: Path,
    *,
    device: str | None = None,
    time_limit: float | None = None,
    resume: Path | None = None,
    seed: int = 0,
    without: str | None = None,
    epochs: int | None = None,
    share: float | None = None,
) -> dict[str, Any]:
    """Train ``recipe`` and write a checkpoint folder to ``out``.

    Args:
        recipe: name of a recipe, or path of a TOML file.
        data: a prepared folder, or a raw data folder, which is then prepared in ``out``.
        out: gets the checkpoint, ``log.jsonl`` and ``state/`` to resume from.
        device: "cpu" or "cuda"; CUDA where there is one if None.
        time_limit: seconds; no further epoch is begun that would not end within them. One is
            always run.
        resume: an earlier ``out`` to go on from; epochs and their order stay as they would
            have been in one go.
        seed: of weights, order and dropout.
        without: a part of the recipe to leave out, for an ablation.
        epochs: train so many instead of the recipe's.
        share: read this share of the texts of an epoch, for comparisons.

    Returns:
        Dev figures of the last epoch. Raises DataError for unusable data or recipe.
    """
    began = time.monotonic()
    corpus = Corpus.open(_prepared(data, out))
    chosen = read_recipe(recipe, without=without, epochs=epochs, share=share)
    trainer = Trainer(chosen, corpus, _choose_device(device), seed)
    out.mkdir(parents=True, exist_ok=True)
    first, spent = read_state(resume, trainer) if resume else (0, 0.0)
    measured: dict[str, Any] = {}
    longest = 0.0
    for epoch in range(first, trainer.recipe.training.epochs):
        start = time.monotonic()
        if time_limit and epoch > first and start - began + longest > time_limit:
            print(f"Stopped before epoch {epoch + 1}: time is up.", file=sys.stderr)
            break
        losses = trainer.run_epoch(epoch)
        measured = trainer.measure()
        longest = max(longest, time.monotonic() - start)
        seconds = spent + time.monotonic() - began
        line = {
            "epoch": epoch + 1,
            **losses,
            "seconds": round(seconds, 1),
            **measured,
            **trainer.throughput.to_json(),
        }
        with (out / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")
        print(json.dumps(line), file=sys.stderr, flush=True)
        write_state(out, trainer, epoch + 1, seconds)
        write_result(out, trainer, line)
        write_curves(out)
    return measured


def _prepared(data: Path, out: Path) -> Path:
    """Return a prepared folder: ``data`` itself, or one made of it."""
    if (data / "prepared.json").exists():
        return data
    folder = out / "prepared"
    if not (folder / "prepared.json").exists():
        from textmol.training.prepare import prepare  # needs RDKit

        prepare(data, folder)
    return folder


def _choose_device(device: str | None) -> str:
    return device or ("cuda" if torch.cuda.is_available() else "cpu")


@dataclass
class Step:
    """One batch: rows of texts, rows of distinct molecules, who owns what."""

    texts: np.ndarray
    molecules: np.ndarray
    owners: np.ndarray
    unpaired: np.ndarray


class Trainer:
    """Model, objective, optimisers and the order in which the corpus is read."""

    def __init__(self, recipe: Recipe, corpus: Corpus, device: str, seed: int) -> None:
        torch.manual_seed(seed)
        self.recipe, self.corpus, self.device, self.seed = recipe, corpus, device, seed
        start = read_start(recipe.start) if recipe.start else None
        self.family = FAMILIES[recipe.family]
        self.inputs = Inputs(self.family, corpus, start)
        self.config = _size_model(self.inputs, recipe)
        torch.manual_seed(seed)  # whatever reading the start has drawn
        self.model = self.family.build_towers(self.config)
        if start:
            apply_start(self.model, start)
        self.model.to(device)
        self.objective = _build_objective(recipe, self.model).to(device)
        self.optimisers = build_optimisers(self.model, self.objective, recipe.training, device)
        self.trained = np.unique(corpus.owners[np.isin(corpus.kinds, list(recipe.repeats))])
        self.products = choose_kind(recipe.training.precision, device)
        self.meter = Meter(device, self.products)
        self.throughput = Throughput(0, 0, 0)  # of the last epoch
        self.compared = np.zeros(0, np.int64)
        if recipe.negatives:
            # Structure sentences and labels fit many molecules: look-alikes would be right too.
            telling = np.isin(corpus.kinds, recipe.negatives.kinds)
            self.compared = np.union1d(corpus.owners[telling], corpus.pool)

    def run_epoch(self, epoch: int) -> dict[str, float]:
        """Read one epoch and return the mean of its loss and of what the loss is made of."""
        torch.set_flush_denormal(True)  # fading Adam moments would slow a CPU down tenfold
        try:
            return self._read(epoch)
        finally:
            torch.set_flush_denormal(False)  # it holds for the whole process

    def _read(self, epoch: int) -> dict[str, float]:
        torch.manual_seed(self.seed * 1000 + epoch)
        rng = np.random.default_rng([self.seed, epoch])
        size, negatives = self.recipe.training.batch, self.recipe.negatives
        near = self._mine() if negatives and epoch >= negatives.first_epoch else None
        rows = draw_texts(self.corpus.kinds, self.recipe.repeats, rng)
        if near and negatives:
            rows = group_texts(rows, self.corpus.owners, near, negatives.group, rng)
        number = max(len(rows) // size, 1)
        self.model.train()
        total: dict[str, float] = defaultdict(float)
        self.meter.begin()
        for place in range(number):
            step = self._choose(rows[place * size : (place + 1) * size], near, rng)
            set_rates(
                self.optimisers, self.recipe.training, epoch + place / number,
                epoch * number + place,
            )  # fmt: skip
            for name, value in self.meter.run(partial(self._learn, step, rng)).items():
                total[name] += value
        self.throughput = self.meter.end(number * size)
        return {name: round(value / number, 4) for name, value in total.items()}

    def _mine(self) -> Neighbours:
        assert self.recipe.negatives is not None
        vectors = encode_all(self.model.molecule, self.inputs.molecules, self.compared, self.device)
        return find_neighbours(
            self.compared, vectors, self.recipe.negatives.neighbours, self.device
        )

    def _choose(self, rows: np.ndarray, near: Neighbours | None, rng: np.random.Generator) -> Step:
        molecules, owners = np.unique(self.corpus.owners[rows], return_inverse=True)
        count = self.recipe.negatives.unpaired if self.recipe.negatives else 0
        unpaired = (
            draw_unpaired(molecules, near, count, rng) if near and count else np.zeros(0, np.int64)
        )
        return Step(rows, molecules, owners, unpaired)

    def _learn(self, step: Step, rng: np.random.Generator) -> dict[str, float]:
        constants = self.recipe.training
        texts = self.inputs.texts(step.texts, rng, constants.keep_sentences).to(self.device)
        together = np.concatenate([step.molecules, step.unpaired])
        molecules = self.inputs.molecules(together).to(self.device)
        owners = torch.from_numpy(step.owners).to(self.device)
        identities = torch.from_numpy(together).to(self.device)
        batch = Batch(texts, molecules, owners, len(step.molecules), identities)
        with multiply_in(self.products, self.device):
            encoded = self.objective.encode(self.model, batch)
        loss = self.objective(encoded, batch)
        for optimiser in self.optimisers:
            optimiser.zero_grad()
        loss.total.backward()
        dense = [p for group in self.optimisers[0].param_groups for p in group["params"]]
        torch.nn.utils.clip_grad_norm_(dense, constants.clip)
        for optimiser in self.optimisers:
            optimiser.step()
        self.objective.after_step(self.model, encoded, batch)
        return {
            "loss": float(loss.total.detach()),
            **{name: float(part.detach()) for name, part in loss.parts.items()},
        }

    def measure(self) -> dict[str, Any]:
        """Return dev figures over the benchmark's pool, text to molecule."""
        rows = np.flatnonzero(self.corpus.kinds == "dev")
        pool = np.union1d(self.corpus.pool, self.corpus.owners[rows])
        texts = encode_all(self.model.text, self.inputs.texts, rows, self.device).numpy()
        vectors = encode_all(self.model.molecule, self.inputs.molecules, pool, self.device).numpy()
        targets = [[place] for place in np.searchsorted(pool, self.corpus.owners[rows])]
        return summarise_ranks(rank_of_targets(texts, vectors, targets), len(pool))


def _size_model(inputs: Inputs, recipe: Recipe) -> Any:
    try:
        return inputs.size_model(recipe.model)
    except (KeyError, TypeError) as error:
        raise _refuse(recipe, "model", error) from error


def _build_objective(recipe: Recipe, model: Any) -> Objective:
    try:
        return build_objective(recipe.objective, model, recipe.constants)
    except TypeError as error:
        raise _refuse(recipe, "objective", error) from error


def _refuse(recipe: Recipe, part: str, error: Exception) -> DataError:
    return DataError(
        f"The recipe {recipe.name} has an unusable [{part}]: {error}.",
        "Compare it with a recipe that comes with TextMol.",
    )
