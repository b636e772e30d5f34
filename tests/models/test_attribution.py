"""Shares of a sum after a head, atoms of a pooled graph, and molecules without some atoms."""

from __future__ import annotations

import pytest
import torch

from tests.models.structures import featurise_smiles
from textmol.models.attribution import (
    TOLERANCE,
    cut_atoms,
    integrate_parts,
    push_parts,
    split_graph,
)
from textmol.models.config import MoleculeConfig
from textmol.models.heads import Head, Heads
from textmol.models.molecule import GraphNetwork
from textmol.molecules.features import ATOM_CARDINALITIES, BOND_CARDINALITIES


@pytest.mark.parametrize("head", [Head(16, 8, 0.1), Heads(8, 8, 0.1, 2)])
def test_shares_add_up_to_what_the_head_makes_of_the_sum(head: torch.nn.Module) -> None:
    torch.manual_seed(1)
    start, parts = torch.randn(16), torch.randn(5, 16)
    with torch.no_grad():
        head.eval()
        shares = integrate_parts(head, start, parts)
        both = head(torch.stack([start + parts.sum(0), start]))
    assert shares.shape == (5, 8)
    assert (shares.sum(0) - (both[0] - both[1])).norm() <= TOLERANCE


def test_a_linear_head_gives_each_part_its_image() -> None:
    head = torch.nn.Linear(4, 3)
    parts = torch.randn(6, 4)
    with torch.no_grad():
        image = parts @ head.weight.T
        torch.testing.assert_close(push_parts(head, torch.zeros(4), parts), image)
        torch.testing.assert_close(integrate_parts(head, torch.zeros(4), parts), image)


@pytest.mark.parametrize("head", [Head(16, 8, 0.1), Heads(8, 8, 0.1, 2)])
def test_a_head_is_pushed_as_its_derivative_says(head: torch.nn.Module) -> None:
    torch.manual_seed(3)
    point, parts = torch.randn(16), torch.randn(5, 16)
    with torch.no_grad():
        head.eval()
        found = push_parts(head, point, parts)
        # The same, taken apart by torch: a module that is neither of the two is asked for it.
        torch.testing.assert_close(found, push_parts(torch.nn.Sequential(head), point, parts))


def _graph() -> GraphNetwork:
    torch.manual_seed(2)
    config = MoleculeConfig(
        atom_values=ATOM_CARDINALITIES, bond_values=BOND_CARDINALITIES, layers=2, width=12
    )
    return GraphNetwork(config, 10).eval()


def test_atoms_of_the_graph_add_up_to_its_pooled_state() -> None:
    graph, batch = _graph(), featurise_smiles(["CC(=O)Oc1ccccc1"], ())
    with torch.no_grad():
        atoms, rest = split_graph(graph, batch)
        torch.testing.assert_close(atoms.sum(0) + rest, graph(batch)[0])
    assert atoms.shape == (10, 10)


def test_a_cut_molecule_is_what_is_left_of_its_graph() -> None:
    batch = featurise_smiles(["CCO"], ())
    removed = torch.tensor([[False] * 3, [True, False, False], [True] * 3])
    cut = cut_atoms(batch, removed)
    assert len(cut) == 3
    assert cut.owners.tolist() == [0, 0, 0, 1, 1]
    assert cut.atoms.tolist() == [*batch.atoms.tolist(), *batch.atoms[1:].tolist()]
    assert sorted(zip(*cut.edges.tolist(), strict=True)) == [(0, 1), (1, 0), (1, 2), (2, 1),
                                                             (3, 4), (4, 3)]  # fmt: skip
    graph = _graph()
    with torch.no_grad():
        found = graph(cut)
        torch.testing.assert_close(found[0], graph(batch)[0])
        torch.testing.assert_close(found[2], graph.leave.bias)
