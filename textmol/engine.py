"""TextMol at work: what pages, the command line and notebooks call."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from textmol.checkpoints import Checkpoint
from textmol.encoder import Encoder
from textmol.library import Filters, Library, Refinement
from textmol.once import Once
from textmol.results import Hit, SearchResult
from textmol.searching import Searcher, make_settings

if TYPE_CHECKING:
    from textmol.aligning import Alignment, Mapper, Occlusion
    from textmol.molecules import Molecule
    from textmol.writing.captioner import Captioner
    from textmol.writing.generator import Generator
    from textmol.writing.records import Captioned, Generation

__all__ = ["ASSETS", "CHECKPOINT", "LIBRARY", "Hit", "SearchResult", "TextMol"]

ASSETS = Path(__file__).resolve().parent.parent / "assets"
CHECKPOINT = ASSETS / "checkpoints" / "textmol"
WRITERS = ASSETS / "checkpoints"  # holds the folders "captioner" and "generator"
LIBRARY = ASSETS / "library"


class TextMol:
    """A checkpoint and a library, opened together."""

    def __init__(self, encoder: Encoder, library: Library, writers: Path = WRITERS) -> None:
        self.encoder = encoder
        self.library = library
        self.writers = writers
        self._searcher = Searcher(encoder, library)
        self._mapper = Once(self._make_mapper)
        self._captioner = Once(self._open_captioner)
        self._generator = Once(self._open_generator)

    @classmethod
    def open(
        cls,
        checkpoint: Path | None = None,
        library: Path | None = None,
        writers: Path | None = None,
    ) -> TextMol:
        """Open the bundled checkpoint and library, or those given.

        ``writers`` is the folder with the checkpoints ``captioner`` and ``generator``, which are
        opened when they are first needed.

        Raises CheckpointError or LibraryError where a file is missing or was changed.
        """
        encoder = Encoder.open(checkpoint or CHECKPOINT)
        return cls(encoder, Library.open(library or LIBRARY), writers or WRITERS)

    @classmethod
    def open_encoder(cls, checkpoint: Path | None = None) -> Encoder:
        """Open a checkpoint alone, for measuring and for building libraries."""
        return Encoder.open(checkpoint or CHECKPOINT)

    @property
    def checkpoint(self) -> Checkpoint:
        """Return the open checkpoint with its card."""
        return self.encoder.checkpoint

    def encode_descriptions(self, texts: Sequence[str]) -> np.ndarray:
        """Return (n, dim) float32 unit rows, one for each text."""
        return self.encoder.encode_descriptions(texts)

    def encode_molecules(self, molecules: Sequence[str | Molecule]) -> np.ndarray:
        """Return (n, dim) float32 unit rows, one for each SMILES or parsed molecule.

        Raises MoleculeError for a SMILES that cannot be read.
        """
        return self.encoder.encode_molecules(molecules)

    def read_molecule(self, text: str) -> Molecule:
        """Return the molecule of a SMILES, InChI, MOL block or name.

        A name that the library knows comes before one that is read by the rules of nomenclature.
        Raises MoleculeError, with the place in a structure that cannot be read.
        """
        from textmol.library.typed import read_molecule

        return read_molecule(self.library, text)

    def warm(self) -> None:
        """Start what the first structure from outside and the first name would wait for."""
        from textmol.molecules.nomenclature import warm_up

        self.encoder.warm()
        warm_up()

    def search(
        self,
        query: str,
        *,
        top_k: int = 10,
        filters: Filters | None = None,
        plain: bool = False,
        ignore: Collection[str] = (),
        read_as: str | None = None,
        refinement: Refinement | None = None,
    ) -> SearchResult:
        """Return the ``top_k`` molecules of the library that fit ``query`` best.

        A description is compared with every molecule, of those that have what it plainly
        demands: counts, negations, named groups, charge and sizes are a filter, since a vector
        can neither count nor say no. A structure, name or identifier comes first where the
        library has it, followed by the molecules nearest to it; of a name that it does not know
        the structure is read by the rules of nomenclature. A SMARTS pattern finds the
        molecules that contain it, the smallest first.

        Args:
            query: what a person typed.
            top_k: how many hits.
            filters: ranges and a pattern that every hit has to keep to.
            plain: leave the reading of a description to the model.
            ignore: keys of requirements to take away (``SearchResult.requirements``).
            read_as: what the query is, where that is not told from it: "description", "name",
                "structure", "smarts" or "identifier".
            refinement: phrases to move towards or away from, terms to leave out, and how much
                the fingerprint counts for a structure.

        Raises QueryError (empty query, unusable filter) or MoleculeError (broken structure).
        """
        settings = make_settings(top_k, filters, plain, ignore, read_as, refinement)
        return self._searcher.search(query, settings)

    def align(self, molecule: str, description: str, *, level: str = "atom") -> Alignment:
        """Return which parts of ``molecule`` answer to which of ``description``.

        ``molecule`` is a SMILES, InChI, MOL block or name;
        ``level`` is "atom" (by words), "fragment" (by phrases) or "molecule" (by sentences).
        Raises MoleculeError, QueryError, or CheckpointError where the score has no parts.
        """
        return self._mapper().align(molecule, description, level)

    def occlude(
        self,
        molecule: str,
        description: str,
        *,
        atoms: Sequence[int] = (),
        span: tuple[int, int] | None = None,
    ) -> Occlusion:
        """Return score and rank in the library with and without ``atoms`` or characters ``span``.

        Raises MoleculeError, QueryError, or CheckpointError where the score has no parts.
        """
        return self._mapper().occlude(molecule, description, atoms=atoms, span=span)

    def caption(self, molecules: Sequence[str], *, candidates: int = 4) -> list[Captioned]:
        """Return descriptions of structures, in their order, best first.

        A structure that cannot be read has a reason instead; it never stops the others.

        Args:
            molecules: SMILES, InChI, MOL blocks or names.
            candidates: how many captions are written for each, 1 to 8.

        Raises CheckpointError where there is no captioner.
        """
        return self.captioner.caption(molecules, candidates=candidates)

    def generate(self, description: str, *, count: int = 10) -> Generation:
        """Return up to ``count`` valid, distinct molecules that fit, best first.

        Raises QueryError for an empty description, CheckpointError where there is no generator.
        """
        return self.generator.generate(description, count=count)

    @property
    def captioner(self) -> Captioner:
        """Return the captioner, opened at first use; raises CheckpointError."""
        return self._captioner()

    @property
    def generator(self) -> Generator:
        """Return the generator, opened at first use; raises CheckpointError."""
        return self._generator()

    def _open_captioner(self) -> Captioner:
        from textmol.writing.captioner import Captioner

        return Captioner(self.writers / "captioner", self.encoder, self.library)

    def _open_generator(self) -> Generator:
        from textmol.writing.generator import Generator

        return Generator(self.writers / "generator", self.encoder, self.library)

    def _make_mapper(self) -> Mapper:
        from textmol.aligning import Mapper

        return Mapper(self.encoder, self.library)
