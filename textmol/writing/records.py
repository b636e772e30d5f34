"""What captioner and generator return."""

from __future__ import annotations

from dataclasses import dataclass

from textmol.library.records import Record
from textmol.molecules.claims import Claim

DONE, FAILED = "ok", "error"
# How a generated molecule came up.
WRITTEN, DERIVED, KNOWN, CHANGED = "written", "derived", "known", "changed"


@dataclass(frozen=True)
class Caption:
    """A description that was written for a molecule.

    Attributes:
        text: the description.
        score: log-probability in nats over a power of the length; it ranks, it is no probability.
        rank_when_searched: 1-based place of the molecule among all of the library when the
            library is searched with the text; a molecule that is not in the library is placed
            as if it were.
        claims: what RDKit, or the reading of names, can check of the text; all else is the
            model's opinion.
    """

    text: str
    score: float
    rank_when_searched: int
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Captioned:
    """One row that captions were asked for.

    Attributes:
        input: as given.
        smiles: canonical SMILES, "" where the input could not be read.
        inchikey: standard InChIKey, "" where there is none.
        status: "ok" or "error".
        error: a sentence that says why there are no captions, "" where there are some.
        candidates: captions, best first: by their likelihood, and by what of them holds.
        known: the molecule in the library, None where it is not there.
        notes: what the chemist should know of this molecule.
    """

    input: str
    smiles: str
    inchikey: str
    status: str
    error: str
    candidates: tuple[Caption, ...]
    known: Record | None
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Generated:
    """A molecule that was written for a description.

    Attributes:
        rank: 1-based place by ``score``.
        score: cosine of description and molecule; it ranks, it is no probability.
        smiles: canonical SMILES.
        inchikey: standard InChIKey.
        known: the molecule in the library, None for a new one.
        nearest: the molecule of the library that is most similar, itself where it is known.
        nearest_similarity: Tanimoto similarity to that, see ``Library.compare``.
        origin: "written" by the model, "derived" from molecules that the description names, a
            "known" molecule that fits, or a protomer or stereoisomer of those ("changed").
    """

    rank: int
    score: float
    smiles: str
    inchikey: str
    known: Record | None
    nearest: Record | None
    nearest_similarity: float
    origin: str = WRITTEN


@dataclass(frozen=True)
class Generation:
    """What was written for a description.

    Attributes:
        query: as typed.
        molecules: valid and distinct ones, best first.
        drawn: how many structures were written.
        empty: how many of these were empty.
        invalid: how many were no valid structure.
        repeated: how many were valid but the same molecule as another.
        notes: what the chemist should know.
        elapsed_ms: time taken in milliseconds.
        checkpoint: identity of the generator.
        library: identity of the library.
        shown: known molecules that were ranked beside what was written.
        derived: molecules that were made of those which the description names.
        changed: protomers and stereoisomers that fit better than one of the best.
        filters: what the molecules were narrowed to afterwards, in words.
    """

    query: str
    molecules: tuple[Generated, ...]
    drawn: int
    empty: int
    invalid: int
    repeated: int
    notes: tuple[str, ...]
    elapsed_ms: float
    checkpoint: str
    library: str
    filters: str = ""
    derived: int = 0
    shown: int = 0
    changed: int = 0

    @property
    def distinct(self) -> int:
        """How many were valid and different, of which ``molecules`` are the best."""
        return self.drawn - self.empty - self.invalid - self.repeated

    @property
    def account(self) -> str:
        """One sentence on what became of all that was written."""
        said = (
            f"{self.drawn:,} structures were written: {self.distinct:,} valid and different, "
            f"{self.repeated:,} repeated, {self.invalid:,} invalid, {self.empty:,} empty."
        )
        if not self.derived and not self.shown and not self.changed:
            return said
        derived = f"{self.derived:,} made of molecules that you name, " if self.derived else ""
        return (
            f"{said} Ranked beside them: {derived}{self.shown:,} known molecules that fit, and "
            f"{self.changed:,} that fit better as another protomer or stereoisomer."
        )
