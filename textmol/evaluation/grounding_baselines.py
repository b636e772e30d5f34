"""Maps that need no training, to hold a trained one against."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
import torch
from rdkit import Chem
from torch import nn

from textmol.alignment import AtomMap
from textmol.molecules import parse_molecule
from textmol.text.phrases import TextSpan, read_words


class Reader(Protocol):
    """What can be held against a map: another map for the same pair."""

    def align(self, smiles: str, text: str, spans: Sequence[TextSpan] | None = None) -> AtomMap:
        """Return the map of ``text`` onto the atoms of ``smiles``; see ``textmol.alignment``."""
        ...


class Aligner(Reader, Protocol):
    """What can be measured: a map for a pair, and a score without some of the atoms."""

    def score(self, smiles: str, text: str, removed: np.ndarray | None = None) -> np.ndarray:
        """Return (k,) scores without the atoms ``removed`` (k, atoms) bool."""
        ...


class PlainAligner:
    """A map that gives every word the same value for each atom; it has no score of its own."""

    def __init__(self, weigh: Callable[[Chem.Mol], np.ndarray]) -> None:
        self._weigh = weigh

    def align(self, smiles: str, text: str, spans: Sequence[TextSpan] | None = None) -> AtomMap:
        """Return the (atoms, words) map."""
        words = read_words(text) if spans is None else tuple(spans)
        values = self._weigh(parse_molecule(smiles).mol)
        return AtomMap(np.repeat(values[:, None], len(words), 1), words, values, 0.0)


class RandomAligner:
    """A map of independent random values, the same for the same pair and seed."""

    def __init__(self, seed: int = 0) -> None:
        self._seed = seed

    def align(self, smiles: str, text: str, spans: Sequence[TextSpan] | None = None) -> AtomMap:
        """Return the (atoms, words) map."""
        words = read_words(text) if spans is None else tuple(spans)
        draw = np.random.default_rng([self._seed, zlib.crc32(f"{smiles}\n{text}".encode())])
        atoms = parse_molecule(smiles).mol.GetNumAtoms()
        values = draw.random((atoms, len(words) + 1), np.float32)
        return AtomMap(values[:, 1:], words, values[:, 0], 0.0)


def weigh_uniform(mol: Chem.Mol) -> np.ndarray:
    """Return (atoms,) zeros."""
    return np.zeros(mol.GetNumAtoms(), np.float32)


def weigh_degree(mol: Chem.Mol) -> np.ndarray:
    """Return (atoms,) the number of neighbours."""
    return np.asarray([atom.GetDegree() for atom in mol.GetAtoms()], np.float32)


def weigh_periphery(mol: Chem.Mol) -> np.ndarray:
    """Return (atoms,) the number of neighbours, fewest first."""
    return -weigh_degree(mol)


def weigh_heteroatoms(mol: Chem.Mol) -> np.ndarray:
    """Return (atoms,) 1 for what is neither carbon nor hydrogen."""
    return np.asarray([atom.GetAtomicNum() not in (1, 6) for atom in mol.GetAtoms()], np.float32)


def plain_baselines(seed: int = 0) -> dict[str, PlainAligner | RandomAligner]:
    """Return the maps that look at the molecule alone, by name."""
    return {
        "random": RandomAligner(seed),
        "uniform": PlainAligner(weigh_uniform),
        "degree": PlainAligner(weigh_degree),
        "periphery": PlainAligner(weigh_periphery),
        "heteroatom prior": PlainAligner(weigh_heteroatoms),
    }


def randomise_weights(module: nn.Module, seed: int) -> None:
    """Draw every weight of ``module`` anew with the mean and spread that it had.

    What depends on what was learned must not survive this (Adebayo et al. 2018, section 3).
    """
    draw = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for weight in module.parameters():
            spread = float(weight.std()) if weight.numel() > 1 else 0.0
            noise = torch.randn(weight.shape, generator=draw)
            weight.copy_(noise * spread + weight.mean())
