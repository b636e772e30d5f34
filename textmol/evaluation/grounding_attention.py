"""Plain cross-attention as a baseline: one head over frozen vectors, trained on pairs alone.

Words are the queries, atoms the keys and values, and the map is the attention (Vaswani et al.
2017, equation 1), as Text2Mol reads it out of its decoder (Edwards et al. 2021, section 4.3). Both
sides are given the trained towers' vectors of single words and single atoms, so that attention
has all that the measured map has. It learns from which texts belong to which molecules and never
sees a pair that it is measured on: the molecules are split into halves, and each half is read
with what was learned on the other.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.rnn import pad_sequence

from textmol.alignment import AtomMap, AttributionAligner
from textmol.evaluation.grounding_cases import Case
from textmol.molecules import parse_molecule
from textmol.text.phrases import TextSpan, read_words

WIDTH = 64
EPOCHS, BATCH, RATE = 20, 16, 2e-3
MOST_PAIRS = 300  # of each half that are learned from
LEAST_PAIRS = 2  # a half with fewer has nothing to tell apart


class CrossAttention(nn.Module):
    """One head: how well a text fits a molecule, through the attention of its words to atoms."""

    def __init__(self, dim: int, width: int = WIDTH) -> None:
        super().__init__()
        self.query, self.key = nn.Linear(dim, width), nn.Linear(dim, width)
        self.value, self.answer = nn.Linear(dim, width), nn.Linear(dim, width)
        self.scale = nn.Parameter(torch.tensor(2.0))

    def attend(self, words: Tensor, atoms: Tensor) -> Tensor:
        """Return (w, a) attention of (w, dim) words to (a, dim) atoms; rows sum to 1."""
        width = self.query.out_features
        return (self.query(words) @ self.key(atoms).T / width**0.5).softmax(1)

    def forward(self, words: Tensor, atoms: Tensor, held: Tensor, there: Tensor) -> Tensor:
        """Return (n, n) scores of each text with each molecule.

        Args:
            words: (n, w, dim) of the texts, padded.
            atoms: (n, a, dim) of the molecules, padded.
            held: (n, w) bool, false where there is no word.
            there: (n, a) bool, false where there is no atom.
        """
        queries, keys = self.query(words), self.key(atoms)
        likeness = torch.einsum("iwk,jak->ijwa", queries, keys) / keys.shape[-1] ** 0.5
        attention = likeness.masked_fill(~there[None, :, None], -torch.inf).softmax(-1)
        found = torch.einsum("ijwa,jak->ijwk", attention, F.normalize(self.value(atoms), dim=-1))
        fits = torch.einsum("ijwk,iwk->ijw", found, F.normalize(self.answer(words), dim=-1))
        means = (fits * held[:, None]).sum(-1) / held.sum(-1)[:, None]
        return means * self.scale.exp()


class CrossAttentionAligner:
    """Maps of a pair by the attention that was learned on the half without its molecule."""

    def __init__(self, base: AttributionAligner, heads: Sequence[CrossAttention]) -> None:
        self._base, self._heads = base, tuple(heads)

    def align(self, smiles: str, text: str, spans: Sequence[TextSpan] | None = None) -> AtomMap:
        """Return the (atoms, words) map; ``atoms`` is the mean attention of all its words."""
        words = read_words(text) if spans is None else tuple(spans)
        parsed = parse_molecule(smiles)
        head = self._heads[_half(parsed.inchikey or parsed.smiles)]
        with torch.no_grad():
            atoms, vectors = self._base.embed(smiles, [word.text for word in words])
            matrix = head.attend(vectors, atoms).T.numpy()
        values = matrix.mean(1) if words else np.zeros(len(atoms), np.float32)
        return AtomMap(matrix, words, values, 0.0)


def train_cross_attention(
    base: AttributionAligner,
    cases: Sequence[Case],
    *,
    seed: int = 0,
    report: Callable[[str, int, int | None], None] | None = None,
) -> CrossAttentionAligner | None:
    """Return plain cross-attention trained on pairs; None where there are too few of them."""
    halves = [[case for case in cases if _half(case.molecule) != side] for side in (0, 1)]
    if min(map(len, halves)) < LEAST_PAIRS:
        return None
    heads = [_train(base, half, seed, report) for half in halves]
    return CrossAttentionAligner(base, heads)


def _half(molecule: str) -> int:
    """Return which half a molecule belongs to, by its key alone."""
    return zlib.crc32(molecule.encode()) % 2


def _train(
    base: AttributionAligner,
    cases: Sequence[Case],
    seed: int,
    report: Callable[[str, int, int | None], None] | None,
) -> CrossAttention:
    draw = np.random.default_rng(seed)
    chosen = [cases[place] for place in draw.permutation(len(cases))[:MOST_PAIRS]]
    pairs = [_embed(base, case) for case in chosen]
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        head = CrossAttention(pairs[0][0].shape[1])
    steps = torch.optim.AdamW(head.parameters(), RATE)
    for epoch in range(EPOCHS):
        order = draw.permutation(len(pairs))
        for start in range(0, len(order), BATCH):
            some = order[start : start + BATCH]
            if len(some) < LEAST_PAIRS:
                continue
            loss = _contrast(head, [pairs[place] for place in some])
            steps.zero_grad()
            loss.backward()
            steps.step()
        if report:
            report("Cross-attention trained", epoch + 1, EPOCHS)
    return head.eval()


def _embed(base: AttributionAligner, case: Case) -> tuple[Tensor, Tensor]:
    with torch.no_grad():
        return base.embed(case.smiles, [word.text for word in read_words(case.text)])


def _contrast(head: CrossAttention, pairs: Sequence[tuple[Tensor, Tensor]]) -> Tensor:
    """Return how far texts are from telling their own molecule among those of a batch, and back."""
    atoms, words = (list(side) for side in zip(*pairs, strict=True))
    masks = [
        pad_sequence([torch.ones(len(one), dtype=torch.bool) for one in side], batch_first=True)
        for side in (words, atoms)
    ]
    padded = [pad_sequence(side, batch_first=True) for side in (words, atoms)]
    scores = head(*padded, *masks)
    right = torch.arange(len(scores))
    return (F.cross_entropy(scores, right) + F.cross_entropy(scores.T, right)) / 2
