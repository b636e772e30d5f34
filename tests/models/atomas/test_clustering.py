"""DPC-KNN against its naive twin, with padding, ties and short sequences."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from tests.models.atomas import naive
from textmol.models.atomas.clustering import NOISE, Clusters, cluster_tokens

LENGTHS = (13, 1, 2, 8, 5)


def _sequences(seed: int) -> tuple[Tensor, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    states = torch.randn(len(LENGTHS), max(LENGTHS), 6, generator=generator)
    return states, torch.arange(max(LENGTHS)) < torch.tensor(LENGTHS)[:, None]


def _groups(clusters: Clusters, row: int, length: int) -> set[frozenset[int]]:
    owners = clusters.owners[row, :length].tolist()
    return {frozenset(i for i in range(length) if owners[i] == o) for o in owners}


def _naive_groups(centres: list[int]) -> set[frozenset[int]]:
    return {frozenset(i for i, c in enumerate(centres) if c == o) for o in centres}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("ratio", [0.25, 0.5, 1.0])
def test_it_equals_the_equations(seed: int, ratio: float) -> None:
    states, mask = _sequences(seed)
    clusters = cluster_tokens(states, mask, ratio=ratio, neighbours=3)
    for row, length in enumerate(LENGTHS):
        centres = naive.cluster(states[row, :length].tolist(), ratio, 3)
        assert _groups(clusters, row, length) == _naive_groups(centres)
        assert int(clusters.mask[row].sum()) == len(set(centres))


def test_padding_changes_nothing() -> None:
    states, mask = _sequences(1)
    wide = torch.cat([states, torch.full((len(LENGTHS), 7, 6), 1e4)], 1)
    wider = torch.cat([mask, torch.zeros(len(LENGTHS), 7, dtype=torch.bool)], 1)
    narrow = cluster_tokens(states, mask, ratio=0.5, neighbours=3)
    padded = cluster_tokens(wide, wider, ratio=0.5, neighbours=3)
    assert torch.equal(padded.owners[:, : mask.shape[1]], narrow.owners)
    assert torch.equal(padded.mask, narrow.mask)


def test_noise_is_what_the_generator_gives() -> None:
    # Six equal tokens are told apart by the noise alone; the seventh is far from all.
    states = torch.cat([torch.zeros(1, 6, 4), torch.ones(1, 1, 4)], 1)
    mask = torch.ones(1, 7, dtype=torch.bool)
    drawn = torch.rand(1, 7, generator=torch.Generator().manual_seed(3)) * NOISE
    centres = naive.cluster(states[0].tolist(), 0.3, 3, drawn[0].tolist())
    found = [
        cluster_tokens(
            states, mask, ratio=0.3, neighbours=3, noise=True,
            generator=torch.Generator().manual_seed(3),
        )
        for _ in range(2)
    ]  # fmt: skip
    assert _groups(found[0], 0, 7) == _naive_groups(centres)
    assert torch.equal(found[0].owners, found[1].owners)


def test_equal_tokens_without_noise_are_clustered_alike_every_time() -> None:
    states, mask = torch.zeros(1, 8, 4), torch.ones(1, 8, dtype=torch.bool)
    clusters = cluster_tokens(states, mask, ratio=0.5, neighbours=3)
    assert clusters.owners[0].unique().tolist() == [0, 1, 2, 3]
    again = cluster_tokens(states, mask, ratio=0.5, neighbours=3)
    assert torch.equal(clusters.owners, again.owners)


def test_no_gradient_passes() -> None:
    states, mask = _sequences(0)
    states.requires_grad_()
    clusters = cluster_tokens(states, mask, ratio=0.5, neighbours=3)
    assert not clusters.owners.requires_grad
