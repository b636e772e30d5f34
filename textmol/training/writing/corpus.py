"""Prompts and outputs of the prepared texts, and batches of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import torch
from numpy.random import Generator
from safetensors.torch import load_file
from torch import Tensor

from textmol.errors import DataError
from textmol.models.writer import END, START
from textmol.training.writing.prepare import FACTS, FOLDER, TERM_WEIGHTS, TOLD
from textmol.training.writing.recipe import CAPTION, Recipe
from textmol.writing.folder import TERMS
from textmol.writing.lexicon import list_words
from textmol.writing.prompts import PLAIN, Subject, begin, write_request, write_subject
from textmol.writing.tokens import Tokens

POOL = 50  # batches that are sorted by length together
DEV_STYLE = "chebi"
LEAST_PLAIN, BRIEF = 22, "gitmol"  # words of a caption in ChEBI's manner, and what is shorter
STRIDE = 16  # lengths are multiples of it: products of every new shape are compiled anew


@dataclass(frozen=True)
class Example:
    """One text of one molecule."""

    row: int  # of the text
    molecule: int
    style: str
    text: str

    @property
    def manner(self) -> str:
        """The style of ``prompts`` that it is written in."""
        if self.style != TOLD:
            return self.style
        # Summaries are told as such: captions would come out as short as they are.
        return PLAIN if len(self.text.split()) >= LEAST_PLAIN else BRIEF


@dataclass(frozen=True)
class Batch:
    """Prompts and outputs as the writer takes them.

    Attributes:
        prompts: (n, l) tokens, zero beyond a prompt's end.
        vectors: (n, dim) dense features.
        written: (n, t) tokens with start and end, zero beyond the end.
        features: (n, dim) dense features of what is written.
        molecules: (n,) number of each molecule.
    """

    prompts: Tensor
    vectors: Tensor
    written: Tensor
    features: Tensor
    molecules: Tensor

    def to(self, device: torch.device) -> Batch:
        """Return the batch on a device."""
        return Batch(*(part.to(device, non_blocking=True) for part in vars(self).values()))


class WritingCorpus:
    """The prepared folder ``writing``, read for one recipe."""

    def __init__(self, folder: Path, recipe: Recipe, tokens: Tokens | None = None) -> None:
        """Open what ``prepare_writing`` wrote; raises DataError where it is not there.

        ``tokens`` are those of a writer that goes on, in place of those of the folder.
        """
        own = folder / FOLDER
        if not (own / FACTS).exists():
            raise DataError(
                f"{folder} holds no prepared texts to learn writing from.",
                "Run `python -m textmol prepare` first.",
            )
        self.recipe = recipe
        self.captions = recipe.task == CAPTION
        self.facts = json.loads((own / FACTS).read_text("utf-8"))
        self.tokens = tokens or Tokens.from_json((own / "tokens.json").read_text("utf-8"))
        self.molecules = json.loads((own / "molecules.json").read_text("utf-8"))
        self.references = json.loads((own / "references.json").read_text("utf-8"))
        if self.captions:
            self.terms = json.loads((own / TERMS).read_text("utf-8"))
            self.term_weights = load_file(own / TERM_WEIGHTS)
        texts = json.loads((own / "texts.json").read_text("utf-8"))
        names, near = ["descriptors", "text_vectors"], "near" if self.captions else "text_near"
        read_of, written_of = names if self.captions else names[::-1]
        self._vectors = np.load(own / f"{read_of}.npy")
        self._features = np.load(own / f"{written_of}.npy")
        self._near = np.load(own / f"{near}.npy")
        read: dict[str, list[Example]] = {"train": [], "dev": []}
        for row, text in enumerate(texts):
            example = Example(row, text["molecule"], text["style"], text["text"])
            read[text["split"]].append(example)
        self.train = [one for one in read["train"] if recipe.repeats.get(one.style)]
        self.dev = [one for one in read["dev"] if one.style == DEV_STYLE]
        self._words = cache(lambda text: tuple(self.tokens.read_words(text)))

    @property
    def dim(self) -> int:
        """Length of the dense features that are read."""
        return int(self._vectors.shape[1])

    @property
    def written_dim(self) -> int:
        """Length of the dense features of what is written."""
        return int(self._features.shape[1])

    @property
    def outputs(self) -> tuple[int, int]:
        """Return the first token that may be written, and one after the last."""
        return self.tokens.word_range if self.captions else self.tokens.structure_range

    def list_words(self) -> list[str]:
        """Return the words of the texts in the manner that captions are written in."""
        plain = (one.text for one in self.train if one.manner == PLAIN)
        words = {word for text in plain for word in list_words(text)}
        return sorted(filter(str.isascii, words))  # others are accidents of encoding

    def count_batches(self) -> int:
        """Return how many batches an epoch has."""
        size = sum(self.recipe.repeats[one.style] for one in self.train)
        return max(int(size) // self.recipe.training.batch, 1)

    def draw_epoch(self, rng: Generator) -> Iterator[Batch]:
        """Yield the batches of an epoch: texts of about one length together, in random order."""
        shares = np.asarray([self.recipe.repeats[one.style] for one in self.train])
        times = shares.astype(int) + (rng.random(len(shares)) < shares % 1)
        rows = rng.permutation(np.repeat(np.arange(len(shares)), times))
        size = self.recipe.training.batch
        lengths = np.asarray([len(one.text) for one in self.train])
        for start in range(0, len(rows), size * POOL):
            some = rows[start : start + size * POOL]
            some = some[np.argsort(lengths[some], kind="stable")]
            parts = [some[at : at + size] for at in range(0, len(some), size)]
            for place in rng.permutation(len(parts)):
                yield self.make_batch([self.train[row] for row in parts[place]], rng)

    def make_batch(self, examples: list[Example], rng: Generator | None = None) -> Batch:
        """Return a batch; with ``rng`` parts of the prompts are left out, as in training."""
        prompts = [self._write_prompt(one, rng) for one in examples]
        room = self.recipe.model["longest_prompt"] - self.recipe.model["vector_tokens"]
        return Batch(
            _pad([prompt[: room - room % STRIDE] for prompt in prompts]),
            self._take_vectors(examples, rng),
            _pad([self._write_output(one, rng) for one in examples]),
            torch.from_numpy(self._features[self._list_rows(examples, not self.captions)]).float(),
            torch.tensor([one.molecule for one in examples]),
        )

    def _list_rows(self, examples: list[Example], of_molecules: bool) -> list[int]:
        return [one.molecule if of_molecules else one.row for one in examples]

    def _take_vectors(self, examples: list[Example], rng: Generator | None) -> Tensor:
        rows = self._list_rows(examples, self.captions)
        vectors = self._vectors[rows].astype(np.float32)
        if rng is not None:
            noise = self.recipe.training.vector_noise
            vectors = vectors + rng.normal(0, noise, vectors.shape).astype(np.float32)
            vectors[rng.random(len(rows)) < self.recipe.training.drop_vector] = 0
        return torch.from_numpy(vectors)

    def _write_prompt(self, example: Example, rng: Generator | None) -> list[int]:
        near = self._pick_near(example, rng)
        if not self.captions:
            return write_request(self.tokens, example.text, [self.references[n][1] for n in near])
        molecule = self.molecules[example.molecule]
        relatives = [(kind, name) for kind, name in molecule["relatives"]]
        if rng is not None and rng.random() < self.recipe.training.drop_near:
            relatives = []
        names = [self.references[number][2] for number in near]
        terms = [(term, value) for term, value in molecule["terms"]]
        if rng is not None:
            kept = rng.random(len(terms)) >= self.recipe.training.drop_terms
            terms = [term for term, stays in zip(terms, kept, strict=True) if stays]
        subject = Subject(molecule["smiles"], relatives, [name for name in names if name], terms)
        return write_subject(self.tokens, subject, smiles=self._spell(molecule["spellings"], rng))

    def _spell(self, spellings: list[str], rng: Generator | None) -> str | None:
        """Return another SMILES for some prompts of a training, None for the canonical one."""
        if rng is None or not spellings or rng.random() >= self.recipe.training.random_smiles:
            return None
        return str(rng.choice(spellings))

    def _pick_near(self, example: Example, rng: Generator | None) -> list[int]:
        """Return references: the nearest, or in training some of the nearest in their order."""
        row = example.molecule if self.captions else example.row
        near = self._near[row][self._near[row] >= 0]
        most = self.recipe.training.near
        if rng is None:
            return [int(number) for number in near[:most]]
        if rng.random() < self.recipe.training.drop_near:
            return []
        kept = np.sort(rng.choice(len(near), min(most, len(near)), replace=False))
        return [int(number) for number in near[kept]]

    def _write_output(self, example: Example, rng: Generator | None) -> list[int]:
        if self.captions:
            body = list(self._words(example.text))
            head = begin(self.tokens, example.manner)
        else:
            molecule = self.molecules[example.molecule]
            smiles = self._spell(molecule["spellings"], rng) or molecule["smiles"]
            body = self.tokens.read_structure(smiles)
            head = begin(self.tokens)
        longest = self.recipe.model["longest_output"]
        room = longest - longest % STRIDE - len(head) - 2
        return [START, *head, *body[:room], END]


def _pad(rows: list[list[int]]) -> Tensor:
    longest = max(map(len, rows))
    padded = torch.zeros(len(rows), longest + -longest % STRIDE, dtype=torch.long)
    for place, row in enumerate(rows):
        padded[place, : len(row)] = torch.tensor(row)
    return padded
