"""One row of a file or of pasted text, before any chemistry and after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from textmol.errors import MoleculeError
from textmol.molecules.molblock import is_mol_block
from textmol.molecules.parse import Molecule

LONGEST_SHOWN = 200  # characters


@dataclass(frozen=True)
class SourceRow:
    """One row as it was read, before any chemistry.

    Attributes:
        number: line of a table or a text, or record of an SDF, from 1.
        structure: text of the structure.
        name: its name or title, empty where there is none.
        cid: PubChem compound identifier, None where there is none.
        inchikey: InChIKey as given, empty where there is none.
        kind: kind of the name ("title", "iupac"), empty where it is not told.
        pool: whether the row is marked as part of a benchmark's pool.
    """

    number: int
    structure: str
    name: str = ""
    cid: int | None = None
    inchikey: str = ""
    kind: str = ""
    pool: bool = False

    @property
    def shown(self) -> str:
        """The structure on one line, cut where it is long."""
        if is_mol_block(self.structure):
            return "MOL block"
        line = " ".join(self.structure.split())
        return line if len(line) <= LONGEST_SHOWN else f"{line[: LONGEST_SHOWN - 1]}…"


@dataclass(frozen=True)
class CheckedRow:
    """A row and whether its structure can be read.

    Attributes:
        row: as it was read.
        smiles: canonical SMILES, empty where the structure cannot be read.
        reason: a sentence that says why it cannot be read, empty where it can.
    """

    row: SourceRow
    smiles: str
    reason: str


def check_rows(rows: Iterable[SourceRow], read: Callable[[str], Molecule]) -> Iterator[CheckedRow]:
    """Yield each row with its SMILES, or with the reason why there is none.

    ``read`` returns the molecule of what stands for the structure, or raises MoleculeError.
    """
    for row in rows:
        try:
            yield CheckedRow(row, read(row.structure).smiles, "")
        except MoleculeError as error:
            yield CheckedRow(row, "", str(error))
