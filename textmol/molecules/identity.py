"""Identity of a molecule: its standard InChIKey, with or without stereochemistry."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rdkit import Chem, rdBase

if TYPE_CHECKING:
    from textmol.molecules.parse import Molecule

# RDKit's log streams belong to the process, and a web server runs many sessions in threads.
RDKIT_LOG_LOCK = threading.RLock()


@contextmanager
def quiet_rdkit() -> Iterator[None]:
    """Silence RDKit's log for the block and restore it as it was found."""
    with RDKIT_LOG_LOCK, rdBase.BlockLogs():
        yield


def compute_inchikey(mol: Chem.Mol) -> str:
    """Return the standard InChIKey, or "" where InChI has none (a wildcard atom, for one)."""
    with quiet_rdkit():
        return str(Chem.MolToInchiKey(mol))


def skeleton_key(inchikey: str) -> str:
    """Return the first block of an InChIKey: formula and connections without stereo or isotopes."""
    return inchikey.split("-", 1)[0]


def flat_key(inchikey: str) -> str:
    """Return the parts of an InChIKey that know no stereo or isotopes: connections and protons."""
    return f"{skeleton_key(inchikey)}-{inchikey[-1:]}"


def same_molecule(first: Molecule, second: Molecule, *, ignore_stereo: bool = False) -> bool:
    """Return whether two molecules are one and the same by standard InChIKey.

    Where InChI has no key the canonical SMILES decides. With ``ignore_stereo`` only the first
    block counts, so stereoisomers, isotopologues and most tautomers are the same molecule.
    """
    if first.inchikey and second.inchikey:
        if ignore_stereo:
            return skeleton_key(first.inchikey) == skeleton_key(second.inchikey)
        return first.inchikey == second.inchikey
    if ignore_stereo:
        flat = [Chem.MolToSmiles(one.mol, isomericSmiles=False) for one in (first, second)]
        return flat[0] == flat[1]
    return first.smiles == second.smiles
