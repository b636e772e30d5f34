"""SMARTS patterns: compiled once, with a sentence for a broken one."""

from __future__ import annotations

from functools import lru_cache

from rdkit import Chem

from textmol.errors import QueryError
from textmol.molecules.identity import quiet_rdkit

LONGEST_SMARTS = 1_000
MOST_MATCHES = 1_000


@lru_cache(maxsize=128)
def compile_smarts(smarts: str) -> Chem.Mol:
    """Return the query molecule of a SMARTS pattern.

    Hydrogens drawn as atoms ([H]OC) become hydrogen counts, since library molecules carry no
    hydrogen atoms. Raises QueryError.
    """
    text = smarts.strip()
    pattern = None
    if text and len(text) <= LONGEST_SMARTS and text.isascii() and "\0" not in text:
        with quiet_rdkit():
            pattern = Chem.MolFromSmarts(text)
            if pattern is not None and pattern.GetNumAtoms() > 1:
                pattern = Chem.MergeQueryHs(pattern)
    if pattern is None or not pattern.GetNumAtoms():
        raise QueryError(
            f"The SMARTS pattern {text[:60]!r} cannot be read."
            if text
            else "The SMARTS pattern is empty.",
            "Write one as in [OX2H]c1ccccc1; a SMILES fragment such as C(=O)O works too.",
        )
    return pattern


def match_atoms(mol: Chem.Mol, smarts: str) -> tuple[int, ...]:
    """Return the sorted indices of all atoms of ``mol`` that the pattern covers.

    Raises QueryError if the pattern cannot be read.
    """
    matches = mol.GetSubstructMatches(
        compile_smarts(smarts), uniquify=True, useChirality=True, maxMatches=MOST_MATCHES
    )
    return tuple(sorted({index for match in matches for index in match}))
