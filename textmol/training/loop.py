"""Train a recipe from a prepared folder, measuring on dev after every epoch."""

from __future__ import annotations

import json
import math
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from textmol.evaluation.ranks import rank_of_targets, summarise_ranks
from textmol.models.config import MoleculeConfig, TextConfig, TwoTowerConfig
from textmol.models.two_tower import TwoTower
from textmol.training.batches import (
    Neighbours,
    draw_texts,
    draw_unpaired,
    find_neighbours,
    group_texts,
)
from textmol.training.corpus import Corpus, encode_all
from textmol.training.losses import contrastive_loss
from textmol.training.optimise import RowAdam
from textmol.training.recipe import Recipe, read_recipe
from textmol.training.results import read_state, write_result, write_state


def train(
    recipe: str,
    data: Path,
    out: Path,
    *,
    device: str | None = None,
    time_limit: float | None = None,
    resume: Path | None = None,
    seed: int = 0,
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

    Returns:
        Dev figures of the last epoch. Raises DataError for unusable data or recipe.
    """
    began = time.monotonic()
    corpus = Corpus.open(_prepared(data, out))
    trainer = Trainer(read_recipe(recipe), corpus, _choose_device(device), seed)
    out.mkdir(parents=True, exist_ok=True)
    first, spent = read_state(resume, trainer.model, trainer.optimisers) if resume else (0, 0.0)
    measured: dict[str, Any] = {}
    longest = 0.0
    for epoch in range(first, trainer.recipe.training.epochs):
        start = time.monotonic()
        if time_limit and epoch > first and start - began + longest > time_limit:
            print(f"Stopped before epoch {epoch + 1}: time is up.", file=sys.stderr)
            break
        loss = trainer.run_epoch(epoch)
        measured = trainer.measure()
        longest = max(longest, time.monotonic() - start)
        seconds = spent + time.monotonic() - began
        line = {"epoch": epoch + 1, "loss": loss, "seconds": round(seconds, 1), **measured}
        with (out / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")
        print(json.dumps(line), file=sys.stderr, flush=True)
        write_state(out, trainer.model, trainer.optimisers, epoch + 1, seconds)
        write_result(out, trainer, line)
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
    """Model, optimisers and the order in which the corpus is read."""

    def __init__(self, recipe: Recipe, corpus: Corpus, device: str, seed: int) -> None:
        torch.manual_seed(seed)
        torch.set_flush_denormal(True)  # fading Adam moments would slow a CPU down tenfold
        self.recipe, self.corpus, self.device, self.seed = recipe, corpus, device, seed
        self.config = build_config(recipe, corpus)
        self.model = TwoTower(self.config).to(device)
        self.optimisers = self._build_optimisers()
        self.trained = np.unique(corpus.owners[np.isin(corpus.kinds, list(recipe.repeats))])
        # Structure sentences and labels fit many molecules: look-alikes would be right as well.
        telling = np.isin(corpus.kinds, recipe.negatives.kinds)
        self.compared = np.union1d(corpus.owners[telling], corpus.pool)
        self.steps = 0

    def _build_optimisers(self) -> list[torch.optim.Optimizer]:
        constants = self.recipe.training
        tables = [self.model.text.pieces.weight, self.model.molecule.fingerprint.weight]
        others = [p for p in self.model.parameters() if not any(p is table for table in tables)]
        dense = torch.optim.AdamW(
            others, constants.learning_rate, weight_decay=constants.weight_decay
        )
        if self.device == "cpu":
            return [dense, RowAdam(tables, constants.table_learning_rate)]
        return [dense, torch.optim.Adam(tables, constants.table_learning_rate)]

    def run_epoch(self, epoch: int) -> float:
        """Read one epoch and return its mean loss."""
        torch.manual_seed(self.seed * 1000 + epoch)
        rng = np.random.default_rng([self.seed, epoch])
        batch = self.recipe.training.batch
        near = self._mine() if epoch >= self.recipe.negatives.first_epoch else None
        rows = draw_texts(self.corpus.kinds, self.recipe.repeats, rng)
        if near:
            rows = group_texts(rows, self.corpus.owners, near, self.recipe.negatives.group, rng)
        number = max(len(rows) // batch, 1)
        self.model.train()
        total = 0.0
        for place in range(number):
            step = self._choose(rows[place * batch : (place + 1) * batch], near, rng)
            self._set_rates(epoch + place / number, epoch * number + place)
            total += self._learn(step, rng)
        return round(total / number, 4)

    def _mine(self) -> Neighbours:
        vectors = encode_all(self.model.molecule, self.corpus.molecules, self.compared, self.device)
        return find_neighbours(
            self.compared, vectors, self.recipe.negatives.neighbours, self.device
        )

    def _choose(self, rows: np.ndarray, near: Neighbours | None, rng: np.random.Generator) -> Step:
        molecules, owners = np.unique(self.corpus.owners[rows], return_inverse=True)
        count = self.recipe.negatives.unpaired
        unpaired = (
            draw_unpaired(molecules, near, count, rng) if near and count else np.zeros(0, np.int64)
        )
        return Step(rows, molecules, owners, unpaired)

    def _learn(self, step: Step, rng: np.random.Generator) -> float:
        constants = self.recipe.training
        texts = self.corpus.texts(step.texts, rng, constants.keep_sentences).to(self.device)
        together = np.concatenate([step.molecules, step.unpaired])
        molecules = self.corpus.molecules(together).to(self.device)
        half = constants.precision == "bf16"
        with torch.autocast(self.device, torch.bfloat16, enabled=half):
            described, structures = self.model(texts, molecules)
        loss = contrastive_loss(
            described,
            structures[: len(step.molecules)],
            torch.from_numpy(step.owners).to(self.device),
            self.model.log_scale.exp().clamp(max=100),
            negatives=structures[len(step.molecules) :],
        )
        for optimiser in self.optimisers:
            optimiser.zero_grad()
        loss.backward()
        dense = self.optimisers[0].param_groups[0]["params"]
        torch.nn.utils.clip_grad_norm_(dense, constants.clip)
        for optimiser in self.optimisers:
            optimiser.step()
        return float(loss.detach())

    def _set_rates(self, epochs: float, steps: int) -> None:
        """Linear warm-up, then a cosine over all epochs."""
        constants = self.recipe.training
        cosine = 0.5 * (1 + math.cos(math.pi * epochs / constants.epochs))
        share = constants.last_rate + (1 - constants.last_rate) * cosine
        share *= min(1.0, (steps + 1) / max(constants.warmup, 1))
        rates = (constants.learning_rate, constants.table_learning_rate)
        for optimiser, rate in zip(self.optimisers, rates, strict=True):
            for group in optimiser.param_groups:
                group["lr"] = rate * share

    def measure(self) -> dict[str, Any]:
        """Return dev figures over the benchmark's pool, text to molecule."""
        rows = np.flatnonzero(self.corpus.kinds == "dev")
        pool = np.union1d(self.corpus.pool, self.corpus.owners[rows])
        texts = encode_all(self.model.text, self.corpus.texts, rows, self.device).numpy()
        vectors = encode_all(self.model.molecule, self.corpus.molecules, pool, self.device).numpy()
        targets = [[place] for place in np.searchsorted(pool, self.corpus.owners[rows])]
        return summarise_ranks(rank_of_targets(texts, vectors, targets), len(pool))


def build_config(recipe: Recipe, corpus: Corpus) -> TwoTowerConfig:
    """Return the architecture: the recipe's sizes with the corpus's numbers of features."""
    facts = corpus.facts
    text = TextConfig(pieces=len(corpus.vocabulary), **recipe.model["text"])
    molecule = MoleculeConfig(
        fingerprint=facts["fingerprint"],
        descriptors=corpus.descriptor_size,
        atom_values=tuple(facts["atom_values"]),
        bond_values=tuple(facts["bond_values"]),
        **recipe.model["molecule"],
    )
    return TwoTowerConfig(recipe.model["dim"], text, molecule)
