"""The terms of descriptions, and models that foresee them from the structure.

A molecule that trains is told terms by a model that has not read its descriptions (cross-fitting;
Wolpert 1992, "Stacked generalization"): otherwise the captioner would learn to trust answers that
were learned by heart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from textmol.models.bag import WeightedBag
from textmol.models.batches import CountBatch
from textmol.models.terms import TermModel, TermSizes
from textmol.molecules.features import FINGERPRINT_SIZE
from textmol.training.optimise import RowAdam
from textmol.writing.terms import Terms, Told

CHUNK = 512
FOLDS = 4
LEAST_MOLECULES = 3  # that a term is said of
LONGEST_TERM = 60  # characters

Take = Callable[[np.ndarray], CountBatch]

_SENTENCES = re.compile(r"(?<=[.;])\s+")
_PARTS = re.compile(
    r",\s+|(?<=[.;])\s+|\s+(?=(?:and|that|which|in which|having|bearing|with|by|via|carrying|"
    r"obtained|derived|isolated|consisting|resulting|arising|where|from|at|attached|substituted|"
    r"containing|found|used)\b)"
)
_LEAD = re.compile(
    r"^(?:and |or )?(?:(?:The molecule|It|it) (?:is|has a role)\s+)?(?:and )?(?:as )?"
    r"(?:an? |the )?"
)
_ROLE = "has a role as"


def list_terms(text: str) -> set[str]:
    """Return the terms of a description: classes, roles, and parts of sentences."""
    found = set()
    for sentence in _SENTENCES.split(text):
        role = "role: " if _ROLE in sentence else ""
        for part in _PARTS.split(sentence):
            term = _LEAD.sub("", part.strip().rstrip(".,;")).strip()
            if 4 <= len(term) <= LONGEST_TERM and not term.isdigit():
                found.add(role + term)
    return found


@dataclass(frozen=True)
class TermTraining:
    """How term models learn."""

    hidden: int = 256
    dropout: float = 0.3
    drop_entries: float = 0.3
    epochs: int = 14
    batch: int = 128
    learning_rate: float = 2e-3
    weight_decay: float = 0.05


@dataclass(frozen=True)
class LearnedTerms:
    """What was learned: a model of all descriptions, and what each molecule is told."""

    terms: Terms
    told: list[Told]


def learn_terms(
    said: Mapping[int, set[str]],
    take: Take,
    molecules: int,
    *,
    constants: TermTraining,
    seed: int = 0,
) -> LearnedTerms:
    """Learn from what is said of molecules that train, and tell all ``molecules`` their terms.

    Args:
        said: terms of the descriptions of each row that trains.
        take: returns a batch of rows.
        molecules: how many rows there are.
        constants: of the training.
        seed: of folds, weights and order.
    """
    counts = Counter(term for terms in said.values() for term in sorted(terms))
    words = sorted(term for term, number in counts.items() if number >= LEAST_MOLECULES)
    place = {word: number for number, word in enumerate(words)}
    answers = {row: [place[t] for t in terms if t in place] for row, terms in said.items()}
    rows = np.asarray(sorted(said))
    folds = np.random.default_rng(seed).permutation(len(rows)) % FOLDS
    told: dict[int, Told] = {}
    for fold in range(FOLDS):
        kept = rows[folds != fold]
        model = _fit(answers, take, kept, len(words), constants, seed + fold + 1)
        told |= _tell(Terms(model, words), take, rows[folds == fold])
    whole = Terms(_fit(answers, take, rows, len(words), constants, seed), words)
    told |= _tell(whole, take, np.setdiff1d(np.arange(molecules), rows))
    return LearnedTerms(whole, [told[row] for row in range(molecules)])


def _fit(
    answers: Mapping[int, Sequence[int]],
    take: Take,
    rows: np.ndarray,
    terms: int,
    constants: TermTraining,
    seed: int,
) -> TermModel:
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    first = take(rows[:1])
    sizes = TermSizes(
        terms,
        FINGERPRINT_SIZE,
        first.descriptors.shape[1],
        constants.hidden,
        constants.dropout,
        constants.drop_entries,
    )
    model = TermModel(sizes)
    model.fingerprint.reset_parameters()
    optimisers = _build_optimisers(model, constants)
    size = min(constants.batch, len(rows))
    steps = constants.epochs * (len(rows) // size)
    for step in range(steps):
        if step % (len(rows) // size) == 0:
            order = rng.permutation(rows)
        start = step % (len(rows) // size) * size
        some = order[start : start + size]
        rate = constants.learning_rate * _share(step / steps)
        loss = _loss(model(take(some)), [answers[row] for row in some.tolist()])
        for optimiser in optimisers:
            optimiser.param_groups[0]["lr"] = rate
            optimiser.zero_grad()
        loss.backward()
        for optimiser in optimisers:
            optimiser.step()
    return model.eval()


def _build_optimisers(
    model: TermModel, constants: TermTraining
) -> tuple[torch.optim.Optimizer, torch.optim.Optimizer]:
    dense = [p for part in model.modules() if _is_dense(part) for p in part.parameters(False)]
    return (
        torch.optim.AdamW(dense, weight_decay=constants.weight_decay),
        RowAdam([model.fingerprint.weight]),
    )


def _is_dense(part: nn.Module) -> bool:
    return not isinstance(part, WeightedBag)


def _share(done: float) -> float:
    """Return the share of the learning rate: a short warm-up, then a straight line to zero."""
    return min(done / 0.1, (1 - done) / 0.9)


def _loss(logits: torch.Tensor, answers: Sequence[Sequence[int]]) -> torch.Tensor:
    """Return the binary cross-entropy of a molecule, summed over its terms."""
    truth = torch.zeros_like(logits)
    for row, places in enumerate(answers):
        truth[row, list(places)] = 1
    return F.binary_cross_entropy_with_logits(logits, truth, reduction="sum") / len(truth)


def _tell(terms: Terms, take: Take, rows: np.ndarray) -> dict[int, Told]:
    told: dict[int, Told] = {}
    for start in range(0, len(rows), CHUNK):
        some = rows[start : start + CHUNK]
        told |= zip(some.tolist(), terms.tell(take(some)), strict=True)
    return told
