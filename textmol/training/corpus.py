"""Prepared arrays in memory, and batches cut from them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import torch

from textmol.errors import DataError
from textmol.models.batches import MoleculeBatch, TextBatch, molecule_batch, text_batch
from textmol.text.vocabulary import TextArrays, Vocabulary


class Ragged:
    """Rows of different length in one flat array."""

    def __init__(self, sizes: np.ndarray) -> None:
        self.sizes = sizes.astype(np.int64)
        self.starts = np.concatenate([[0], np.cumsum(self.sizes)])[:-1]

    def __len__(self) -> int:
        return len(self.sizes)

    def places(self, rows: np.ndarray) -> np.ndarray:
        """Return the flat positions of all elements of ``rows``, row after row."""
        sizes = self.sizes[rows]
        ends = np.cumsum(sizes)
        within = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - sizes, sizes)
        return within + np.repeat(self.starts[rows], sizes)


@dataclass(frozen=True)
class Corpus:
    """A prepared folder.

    Attributes:
        vocabulary: columns of the texts.
        kinds: (texts,) kind of each text, see ``prepare.py``.
        owners: (texts,) molecule of each text.
        pool: molecules of the benchmark's candidate pool.
        keys: InChIKey (or SMILES) of each molecule.
        facts: what ``prepare`` wrote about the data: hashes and counts.
    """

    folder: Path
    vocabulary: Vocabulary
    kinds: np.ndarray
    owners: np.ndarray
    pool: np.ndarray
    keys: list[str]
    facts: dict

    @classmethod
    def open(cls, folder: Path) -> Corpus:
        """Open what ``prepare`` wrote; raises DataError where it is not there."""
        if not (folder / "prepared.json").exists():
            raise DataError(
                f"{folder} holds no prepared data.", "Run `python -m textmol prepare` first."
            )
        return cls(
            folder=folder,
            vocabulary=Vocabulary.from_json((folder / "tokenizer.json").read_text("utf-8")),
            kinds=np.asarray(json.loads((folder / "kinds.json").read_text("utf-8"))),
            owners=np.load(folder / "texts_molecules.npy").astype(np.int64),
            pool=np.load(folder / "pool.npy").astype(np.int64),
            keys=json.loads((folder / "keys.json").read_text("utf-8")),
            facts=json.loads((folder / "prepared.json").read_text("utf-8")),
        )

    def _load(self, name: str) -> np.ndarray:
        return np.load(self.folder / f"{name}.npy")

    @cached_property
    def _texts(self) -> dict[str, np.ndarray]:
        names = ("columns", "counts")
        return {name: self._load(f"texts_{name}") for name in names}

    @cached_property
    def _sentences(self) -> Ragged:
        return Ragged(self._load("texts_sentences"))

    @cached_property
    def _columns(self) -> Ragged:
        return Ragged(self._load("texts_column_sizes"))

    @cached_property
    def _molecules(self) -> dict[str, np.ndarray]:
        names = ("columns", "counts", "descriptors", "atoms", "ends", "bonds")
        return {name: self._load(f"molecules_{name}") for name in names}

    @cached_property
    def _molecule_rows(self) -> tuple[Ragged, Ragged, Ragged]:
        bits, atoms, bonds = (
            Ragged(self._load(f"molecules_{name}"))
            for name in ("sizes", "atom_sizes", "bond_sizes")
        )
        return bits, atoms, bonds

    def read_pieces(self) -> str:
        """Return the JSON of the tokeniser; raises DataError where the folder is older."""
        return self._read("pieces.json")

    @cached_property
    def _strings(self) -> list[str]:
        return json.loads(self._read("strings.json"))

    @cached_property
    def _smiles(self) -> list[str]:
        return json.loads(self._read("smiles.json"))

    def _read(self, name: str) -> str:
        path = self.folder / name
        if not path.exists():
            raise DataError(
                f"{self.folder} was prepared without {name}.",
                "Run `python -m textmol prepare` again.",
            )
        return path.read_text("utf-8")

    @property
    def descriptors(self) -> np.ndarray:
        """Return the (molecules, d) log counts of whole molecules, in half precision."""
        return self._molecules["descriptors"]

    @property
    def descriptor_size(self) -> int:
        """Return the number of whole-molecule counts."""
        return int(self.descriptors.shape[1])

    def texts(
        self, rows: np.ndarray, rng: np.random.Generator | None = None, keep: float = 1.0
    ) -> TextBatch:
        """Return the texts ``rows`` as a batch.

        With ``rng``, each sentence stays with probability ``keep``, at least one of each text.
        """
        sentences, owner = self._choose_sentences(rows, rng, keep)
        return text_batch(self._weigh(sentences, owner, len(rows)))

    def strings(
        self, rows: np.ndarray, rng: np.random.Generator | None = None, keep: float = 1.0
    ) -> list[str]:
        """Return the texts ``rows`` as written, with sentences dropped as in ``texts``."""
        sentences, owner = self._choose_sentences(rows, rng, keep)
        parts: list[list[str]] = [[] for _ in rows]
        for sentence, place in zip(sentences.tolist(), owner.tolist(), strict=True):
            parts[place].append(self._strings[sentence])
        return [" ".join(part) for part in parts]

    def smiles(self, rows: np.ndarray) -> list[str]:
        """Return the canonical SMILES of the molecules ``rows``."""
        return [self._smiles[row] for row in rows.tolist()]

    def _choose_sentences(
        self, rows: np.ndarray, rng: np.random.Generator | None, keep: float
    ) -> tuple[np.ndarray, np.ndarray]:
        sentences = self._sentences.places(rows)
        owner = np.repeat(np.arange(len(rows)), self._sentences.sizes[rows])
        if rng is None or keep >= 1:
            return sentences, owner
        draw = rng.random(len(sentences))
        least = np.full(len(rows), np.inf)
        np.minimum.at(least, owner, draw)
        stays = (draw < keep) | (draw == least[owner])
        return sentences[stays], owner[stays]

    def _weigh(self, sentences: np.ndarray, owner: np.ndarray, number: int) -> TextArrays:
        """Join the counts of each text's sentences; weigh and scale as ``Vocabulary.read``."""
        places = self._columns.places(sentences)
        rows = np.repeat(owner, self._columns.sizes[sentences])
        size = len(self.vocabulary)
        flat = rows * size + self._texts["columns"][places]
        joined, inverse = np.unique(flat, return_inverse=True)
        counts = np.bincount(inverse, weights=self._texts["counts"][places])
        rows, columns = joined // size, joined % size
        weights = self.vocabulary.weigh(columns, counts.astype(np.float32))
        norms = np.sqrt(np.bincount(rows, weights=weights**2, minlength=number))
        weights = (weights / np.maximum(norms, 1e-12)[rows]).astype(np.float32)
        return TextArrays(columns, np.searchsorted(rows, np.arange(number)), weights)

    def molecules(self, rows: np.ndarray) -> MoleculeBatch:
        """Return the molecules ``rows`` as a batch."""
        data = self._molecules
        bits, atoms, bonds = self._molecule_rows
        at_bits, at_bonds = bits.places(rows), bonds.places(rows)
        return molecule_batch(
            columns=data["columns"][at_bits],
            sizes=bits.sizes[rows],
            counts=data["counts"][at_bits],
            descriptors=data["descriptors"][rows],
            atoms=data["atoms"][atoms.places(rows)],
            atom_sizes=atoms.sizes[rows],
            ends=data["ends"][at_bonds],
            bonds=data["bonds"][at_bonds],
            bond_sizes=bonds.sizes[rows],
        )


def encode_all(tower: torch.nn.Module, take, rows: np.ndarray, device: str, size: int = 1024):  # type: ignore[no-untyped-def]
    """Return the (len(rows), dim) vectors of ``rows`` on the CPU, in evaluation mode."""
    tower.eval()
    with torch.inference_mode():
        parts = [
            tower(take(rows[start : start + size]).to(device)).float().cpu()
            for start in range(0, len(rows), size)
        ]
    tower.train()
    return torch.cat(parts).clone()
