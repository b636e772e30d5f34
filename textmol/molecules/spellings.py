"""Other ways of writing a molecule: SMILES that begin at other atoms.

A model that has read many of them knows a structure however it is numbered (Bjerrum 2017, "SMILES
enumeration as data augmentation").
"""

from __future__ import annotations

from rdkit import Chem


def spell_anew(mol: Chem.Mol, count: int, seed: int) -> list[str]:
    """Return up to ``count`` distinct SMILES of a molecule, none of them the canonical one.

    Args:
        mol: a sanitised molecule.
        count: how many are drawn; small molecules have fewer.
        seed: of the chance, 0 or more.
    """
    drawn = Chem.MolToRandomSmilesVect(mol, count, randomSeed=seed + 1)  # 0 draws by the clock
    canonical = Chem.MolToSmiles(mol)
    return sorted({str(smiles) for smiles in drawn} - {canonical})
