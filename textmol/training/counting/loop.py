"""Train a counting member for a checkpoint whose other members stay as they are."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from textmol.encoder import Encoder
from textmol.errors import DataError
from textmol.evaluation.ranks import rank_of_targets, summarise_ranks
from textmol.models.config import CountingConfig, TwoTowerConfig
from textmol.models.counting import CountingMolecule, CountingText, join_member
from textmol.training.batches import draw_texts
from textmol.training.corpus import Corpus
from textmol.training.counting.columns import Found, Texts, find_first, list_ranges
from textmol.training.counting.recipe import Recipe
from textmol.training.counting.results import write_member
from textmol.training.optimise import Optimisers, RowAdam, set_rates

CHUNK = 512


def train_counting(
    recipe: Recipe, data: Path, out: Path, start: Path, *, seed: int = 0
) -> dict[str, Any]:
    """Train a member and write ``out/checkpoint``: the checkpoint ``start`` with the member.

    Args:
        recipe: all constants.
        data: a prepared folder.
        out: gets the checkpoint and ``log.jsonl``.
        start: folder of a two-tower checkpoint; a counting member that it has is replaced.
        seed: of weights, order and dropout.

    Returns:
        Dev figures of the weight that was chosen. Raises DataError for unusable data.
    """
    began = time.monotonic()
    out.mkdir(parents=True, exist_ok=True)
    trainer = CountingTrainer(recipe, Corpus.open(data), Encoder.open(start), seed)
    tried: dict[float, dict[str, Any]] = {}
    for epoch in range(recipe.training.epochs):
        loss = trainer.run_epoch(epoch)
        tried = trainer.measure()
        best = choose(tried, recipe.most_weight)
        seconds = round(time.monotonic() - began, 1)
        line = {"epoch": epoch + 1, "loss": loss, "seconds": seconds, "weight": best, **tried[best]}
        with (out / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")
        print(json.dumps(line), file=sys.stderr, flush=True)
    best = choose(tried, recipe.most_weight)
    write_member(out, trainer, best, tried, round(time.monotonic() - began, 1))
    return tried[best]


def choose(tried: dict[float, dict[str, Any]], most: float) -> float:
    """Return the weight with the highest MRR up to ``most``; the member always gets one."""
    allowed = (weight for weight in tried if 0 < weight <= most)
    return max(allowed, key=lambda weight: tried[weight]["mrr"])


@dataclass(frozen=True)
class Known:
    """What the other members make of the corpus.

    Attributes:
        molecules: (m,) molecules that are compared, ascending.
        vectors: (m, d) their unit rows.
        found: (texts, f) first wrong hits of each text, as molecules; rows of texts that get
            none are never read.
        near: (corpus, g) nearest molecules of each that is compared, alike.
    """

    molecules: np.ndarray
    vectors: Tensor
    found: np.ndarray
    near: np.ndarray


class CountingTrainer:
    """The member, its optimisers, and the order in which the corpus is read."""

    def __init__(self, recipe: Recipe, corpus: Corpus, encoder: Encoder, seed: int) -> None:
        if not isinstance(encoder.config, TwoTowerConfig):
            raise DataError(
                f"{encoder.checkpoint.identity} is no two-tower checkpoint.",
                "Start from one of the family two_tower, such as the bundled one.",
            )
        if tuple(corpus.facts["groups"]) != encoder.groups:
            raise DataError(
                f"The data was not prepared for {encoder.checkpoint.identity}: it counts other "
                "groups.",
                "Prepare the data again, and train the checkpoint on it.",
            )
        self.recipe, self.corpus, self.encoder, self.seed = recipe, corpus, encoder, seed
        kinds = [*recipe.repeats, *recipe.negatives.kinds, "dev"]
        rows = np.flatnonzero(np.isin(corpus.kinds, kinds))
        self.texts = Texts(encoder.read_texts, corpus, rows)
        self.known = self._ask_members()
        self.config, self.text, self.molecule = self._build()
        self.ranges = Found(self.molecule, corpus.descriptors)
        self.scale = nn.Parameter(torch.tensor(-np.log(recipe.temperature), dtype=torch.float32))
        self.optimisers = self._build_optimisers()

    @property
    def dense(self) -> list[nn.Parameter]:
        """All weights but the table of pieces."""
        both = [*self.text.parameters(), *self.molecule.parameters(), self.scale]
        return [weight for weight in both if weight is not self.text.pieces.weight]

    def encode_texts(self, rows: np.ndarray) -> Tensor:
        """Return (n, d) unit rows of the other members."""
        return self._take_base(self.encoder.text_tower, self.texts.take, rows)

    def encode_molecules(self, rows: np.ndarray) -> Tensor:
        """Return (n, d) unit rows of the other members."""
        return self._take_base(self.encoder._open_molecule_tower(), self.corpus.molecules, rows)

    def _take_base(self, tower: Any, take: Any, rows: np.ndarray) -> Tensor:
        with torch.inference_mode():
            chunks = (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))
            return torch.cat([tower.encode_base(take(chunk)) for chunk in chunks]).clone()

    def _ask_members(self) -> Known:
        corpus, recipe = self.corpus, self.recipe.negatives
        telling = np.flatnonzero(np.isin(corpus.kinds, recipe.kinds))
        molecules = np.union1d(corpus.owners[telling], corpus.pool)
        vectors = self.encode_molecules(molecules)
        own = np.searchsorted(molecules, corpus.owners[telling])
        first = find_first(self.encode_texts(telling), vectors, own, recipe.found)
        trained = np.unique(own)
        nearest = find_first(vectors[trained], vectors, trained, recipe.near)
        found = np.zeros((len(corpus.kinds), first.shape[1]), np.int32)
        found[telling] = molecules[first]
        near = np.zeros((len(corpus.keys), nearest.shape[1]), np.int32)
        near[molecules[trained]] = molecules[nearest]
        return Known(molecules, vectors, found, near)

    def _build(self) -> tuple[CountingConfig, CountingText, CountingMolecule]:
        corpus, recipe = self.corpus, self.recipe
        rows = np.flatnonzero(np.isin(corpus.kinds, recipe.negatives.kinds))
        pieces = self.texts.list_pieces(rows, recipe.least_texts)
        ranges = list_ranges(corpus.descriptors[self.known.molecules], recipe.ranges)
        if not len(pieces) or not len(ranges):
            raise DataError("There is too little to count in.", "Prepare more texts.")
        config = CountingConfig(len(pieces), len(ranges), recipe.weights[0], **recipe.member)
        torch.manual_seed(self.seed)
        text, molecule = CountingText(config), CountingMolecule(config)
        text.pieces.reset_parameters()
        text.known, molecule.ranges = pieces, ranges
        return config, text, molecule

    def _build_optimisers(self) -> Optimisers:
        constants = self.recipe.training
        rates = constants.learning_rate, constants.table_learning_rate
        groups = [
            [{"params": params, "lr": rate, "rate": rate}]
            for params, rate in zip((self.dense, [self.text.pieces.weight]), rates, strict=True)
        ]
        dense = torch.optim.AdamW(groups[0], weight_decay=constants.weight_decay)
        return [dense, RowAdam(cast("list[dict[str, Any]]", groups[1]))]

    def run_epoch(self, epoch: int) -> float:
        """Read one epoch and return its mean loss."""
        torch.set_flush_denormal(True)  # fading Adam moments would slow a CPU down tenfold
        try:
            return self._read(epoch)
        finally:
            torch.set_flush_denormal(False)  # it holds for the whole process

    def _read(self, epoch: int) -> float:
        torch.manual_seed(self.seed * 1000 + epoch)
        rng = np.random.default_rng([self.seed, epoch])
        constants = self.recipe.training
        rows = draw_texts(self.corpus.kinds, self.recipe.repeats, rng)
        number = max(len(rows) // constants.batch, 1)
        self.text.train()
        total = 0.0
        for place in range(number):
            batch = rows[place * constants.batch : (place + 1) * constants.batch]
            done = epoch + place / number, epoch * number + place
            set_rates(self.optimisers, constants, *done)
            total += self.learn(batch, rng)
        return round(total / number, 4)

    def learn(self, rows: np.ndarray, rng: np.random.Generator) -> float:
        """Take one step with the texts ``rows`` and return the loss."""
        molecules = self._gather(rows, rng)
        right = torch.from_numpy(np.searchsorted(molecules, self.corpus.owners[rows]))
        texts = self.text(self.texts.take(rows))
        cosines = texts @ self.molecule.embed(*self.ranges.take(molecules)).T
        loss = F.cross_entropy(cosines * self.scale.exp(), right)
        for optimiser in self.optimisers:
            optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.dense, self.recipe.training.clip)
        for optimiser in self.optimisers:
            optimiser.step()
        return float(loss.detach())

    def _gather(self, rows: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """Return the distinct molecules of a batch, right ones and wrong ones."""
        recipe, own = self.recipe.negatives, self.corpus.owners[rows]
        telling = np.isin(self.corpus.kinds[rows], recipe.kinds)
        drawn = [own]
        for table, places, number in (
            (self.known.found, rows[telling], recipe.draw_found),
            (self.known.near, own[telling], recipe.draw_near),
        ):
            chosen = rng.integers(table.shape[1], size=(len(places), number))
            drawn.append(table[places[:, None], chosen].ravel().astype(np.int64))
        return np.unique(np.concatenate(drawn))

    def measure(self) -> dict[float, dict[str, Any]]:
        """Return dev figures over the benchmark's pool for each weight, and without the member."""
        corpus, known = self.corpus, self.known
        rows = np.flatnonzero(corpus.kinds == "dev")
        pool = np.union1d(corpus.pool, corpus.owners[rows])
        assert np.isin(pool, known.molecules).all(), "dev molecules stand in the pool"
        vectors = known.vectors[np.searchsorted(known.molecules, pool)]
        targets = [[place] for place in np.searchsorted(pool, corpus.owners[rows])]
        texts = self.encode_texts(rows)
        self.text.eval()
        with torch.inference_mode():
            read = self.text(self.texts.take(rows))
            counted = self.molecule.embed(*self.ranges.take(pool))
        measured = {}
        for weight in (0.0, *self.recipe.weights):
            queries = join_member(texts, read, weight).numpy()
            candidates = join_member(vectors, counted, weight).numpy()
            ranks = rank_of_targets(queries, candidates, targets)
            measured[weight] = summarise_ranks(ranks, len(pool))
        return measured
