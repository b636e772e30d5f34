"""The training loop of writers."""

from __future__ import annotations

import json
import math
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import nn

from textmol.errors import DataError
from textmol.models.writer import Writer, list_weights, size_writer
from textmol.training.precision import choose_kind, multiply_in
from textmol.training.writing.agreement import Agreement
from textmol.training.writing.corpus import WritingCorpus
from textmol.training.writing.recipe import Recipe, Training
from textmol.training.writing.results import write_result
from textmol.writing.folder import Opened, open_folder

STATE, PROGRESS = "state.safetensors", "state.json"
DEV_BATCH = 64


def train_writer(
    recipe: Recipe,
    data: Path,
    out: Path,
    *,
    device: str | None = None,
    time_limit: float | None = None,
    resume: Path | None = None,
    start: Path | None = None,
    seed: int = 0,
) -> None:
    """Train a writer and write ``out/checkpoint``, ``out/state`` and ``out/log.jsonl``.

    Args:
        recipe: all constants.
        data: a prepared folder.
        out: where results go.
        device: "cpu" or "cuda"; cuda where there is one.
        time_limit: seconds; no epoch begins that would end later.
        resume: an earlier ``out`` to go on from, with the same result as an unbroken run.
        start: checkpoint of a writer of the same sizes, whose weights and tokens are begun with;
            a resumed run is given it as well.
        seed: of weights and batches.

    Raises DataError where ``data``, ``resume`` or ``start`` cannot be used.
    """
    opened = open_folder(start, recipe.task) if start else None
    trainer = Trainer(recipe, data, torch.device(device or _choose_device()), seed, opened)
    out.mkdir(parents=True, exist_ok=True)
    first, spent = trainer.load_state(resume) if resume else (0, 0.0)
    began, longest = time.monotonic(), 0.0
    for epoch in range(first, recipe.training.epochs):
        at = time.monotonic()
        if time_limit and epoch > first and at - began + longest > time_limit:
            print(f"Stopped before epoch {epoch + 1}: time is up.", file=sys.stderr)
            break
        loss = trainer.run_epoch(epoch)
        line = {"epoch": epoch + 1, "loss": loss, "dev_loss": trainer.measure()}
        longest = max(longest, time.monotonic() - at)
        seconds = spent + time.monotonic() - began
        line["seconds"] = round(seconds, 1)
        with (out / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")
        print(json.dumps(line), file=sys.stderr, flush=True)
        trainer.save_state(out, epoch + 1, seconds)
        write_result(
            out, trainer.model, trainer.corpus, line, str(trainer.device), seed, trainer.start
        )


def _take_over(model: Writer, start: Writer) -> None:
    """Give a model the weights of another one; raises DataError where the sizes differ."""
    try:
        model.load_state_dict(list_weights(start), strict=False)
    except RuntimeError as error:
        raise DataError(
            "The checkpoint to start from has other sizes than the recipe.",
            "Give the recipe the sizes in the checkpoint's config.json, or leave --start away.",
        ) from error
    model.tie_weights()


def _choose_device() -> str:
    return "cuda" if torch.cuda.is_available() else "cpu"


class Trainer:
    """A writer in training."""

    def __init__(
        self,
        recipe: Recipe,
        data: Path,
        device: torch.device,
        seed: int,
        start: Opened | None = None,
    ) -> None:
        torch.manual_seed(seed)
        self.recipe, self.device, self.seed = recipe, device, seed
        self.start = start.checkpoint.identity if start else None
        self.corpus = WritingCorpus(data, recipe, start.tokens if start else None)
        config = size_writer(
            recipe.model, len(self.corpus.tokens), self.corpus.outputs, self.corpus.dim
        )
        self.products = choose_kind(recipe.training.precision, device.type)
        self.model: Writer = Writer(config)
        if start:
            _take_over(self.model, start.model)
        nn.Module.to(self.model, device)
        training = recipe.training
        self.agreement = Agreement(
            config.d_model, self.corpus.written_dim, captions=self.corpus.captions
        ).to(device)
        beside = self.agreement.parameters() if training.agreement else ()
        self.learning = [*self.model.parameters(), *beside]
        self.optimiser = torch.optim.AdamW(
            self.learning,
            lr=training.learning_rate,
            weight_decay=training.weight_decay,
            betas=(0.9, 0.98),
            fused=True,
        )
        self.steps = self.corpus.count_batches() * training.epochs

    def run_epoch(self, epoch: int) -> float:
        """Read all texts once and return the mean loss in nats a token."""
        torch.set_flush_denormal(True)  # fading Adam moments would slow a CPU down
        try:
            return self._read(epoch)
        finally:
            torch.set_flush_denormal(False)  # it holds for the whole process

    def _read(self, epoch: int) -> float:
        self.model.train()
        torch.manual_seed(self.seed * 1000 + epoch)
        rng = np.random.default_rng((self.seed, epoch))
        losses = []
        step = epoch * self.corpus.count_batches()
        for batch in self.corpus.draw_epoch(rng):
            self._set_rate(step)
            loss = self._loss(batch.to(self.device), self.recipe.training)
            self.optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.learning, self.recipe.training.clip)
            self.optimiser.step()
            losses.append(loss.detach())
            step += 1
        return round(float(torch.stack(losses).mean()), 4)

    def measure(self) -> float:
        """Return the mean negative log-likelihood of a token of the dev texts, in nats."""
        self.model.eval()
        dev, total = self.corpus.dev, 0.0
        with torch.inference_mode():
            for start in range(0, len(dev), DEV_BATCH):
                some = dev[start : start + DEV_BATCH]
                batch = self.corpus.make_batch(some).to(self.device)
                total += float(self._loss(batch)) * len(some)
        return round(total / max(len(dev), 1), 4)

    def _loss(self, batch: Any, training: Training | None = None) -> torch.Tensor:
        """Return the loss of writing, in training with what the recipe adds to it."""
        with multiply_in(self.products, self.device.type):
            read = self.model.read(batch.prompts, batch.vectors)
            loss = self.model.loss(batch.written, read, training.smoothing if training else 0.0)
            if not training or not training.agreement:
                return loss
            encoded = read["encoder_outputs"].last_hidden_state
            found = self.agreement(encoded, read["attention_mask"], batch.features, batch.molecules)
            return loss + training.agreement * found

    def _set_rate(self, step: int) -> None:
        training = self.recipe.training
        share = min(step / max(self.steps, 1), 1.0)
        falling = (
            training.last_rate + (1 - training.last_rate) * (1 + math.cos(math.pi * share)) / 2
        )
        rate = training.learning_rate * falling * min((step + 1) / max(training.warmup, 1), 1.0)
        for group in self.optimiser.param_groups:
            group["lr"] = rate

    def save_state(self, out: Path, epochs: int, seconds: float) -> None:
        """Write all that is needed to go on."""
        folder = out / "state"
        folder.mkdir(exist_ok=True)
        tensors = {f"model.{name}": value for name, value in list_weights(self.model).items()}
        for name, value in self.agreement.state_dict().items():
            tensors[f"agreement.{name}"] = value
        for number, state in self.optimiser.state_dict()["state"].items():
            for name, value in state.items():
                tensors[f"optimiser.{number}.{name}"] = torch.as_tensor(value)
        own = {name: value.detach().cpu().clone() for name, value in tensors.items()}
        save_file(own, folder / STATE)
        progress = {"epochs": epochs, "seconds": seconds, "recipe": self.recipe.text}
        (folder / PROGRESS).write_text(json.dumps(progress), encoding="utf-8")

    def load_state(self, resume: Path) -> tuple[int, float]:
        """Take over a state; return the epochs and seconds behind it."""
        folder = resume / "state"
        if not (folder / PROGRESS).exists():
            raise DataError(f"{resume} holds no state to go on from.", "Check the folder.")
        progress = json.loads((folder / PROGRESS).read_text("utf-8"))
        tensors = load_file(folder / STATE)
        weights = {k[6:]: v for k, v in tensors.items() if k.startswith("model.")}
        self.model.load_state_dict(weights, strict=False)
        self.model.tie_weights()
        beside = {k[10:]: v for k, v in tensors.items() if k.startswith("agreement.")}
        self.agreement.load_state_dict(beside, strict=False)  # runs of before have none
        state: dict[int, dict[str, Any]] = {}
        for key, value in tensors.items():
            if key.startswith("optimiser."):
                _, number, name = key.split(".")
                state.setdefault(int(number), {})[name] = value
        self.optimiser.load_state_dict({**self.optimiser.state_dict(), "state": state})
        return int(progress["epochs"]), float(progress["seconds"])
