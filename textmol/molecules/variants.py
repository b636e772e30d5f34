"""Molecules that differ from one in protons or configuration alone.

What a description asks for is often the conjugate base, the mirror image or another isomer of a
molecule that was thought of: those are proposed here and judged elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from rdkit import Chem
from rdkit.Chem.MolStandardize import rdMolStandardize

from textmol.molecules.identity import quiet_rdkit

MOST_CENTRES = 4  # stereocentres that are turned over one by one

_OTHER_SIDE = {
    Chem.BondStereo.STEREOE: Chem.BondStereo.STEREOZ,
    Chem.BondStereo.STEREOZ: Chem.BondStereo.STEREOE,
}


def list_variants(mol: Chem.Mol) -> list[str]:
    """Return canonical SMILES of the variants of a sanitised molecule, each once.

    These are the neutral molecule, the one whose acids have lost all their protons, the mirror
    image, those with a stereocentre or a double bond turned, and the one without configurations.
    The molecule itself is not among them.
    """
    own = Chem.MolToSmiles(mol)
    with quiet_rdkit():
        found = dict.fromkeys((*_charge(mol), *_turn(mol)))
    found.pop(own, None)
    return list(found)


def _charge(mol: Chem.Mol) -> Iterator[str]:
    yield Chem.MolToSmiles(rdMolStandardize.Uncharger().uncharge(mol))
    acids = {match[-1] for match in mol.GetSubstructMatches(_acid())}
    if acids:
        bare = Chem.RWMol(mol)
        for place in acids:
            atom = bare.GetAtomWithIdx(place)
            atom.SetFormalCharge(-1)
            atom.SetNumExplicitHs(0)
        Chem.SanitizeMol(bare)
        yield Chem.MolToSmiles(bare)


@cache
def _acid() -> Chem.Mol:
    return Chem.MolFromSmarts("[CX3,P,S;$(*=O)]-[OX2H]")


def _turn(mol: Chem.Mol) -> Iterator[str]:
    centres = _find_centres(mol)
    if centres:
        yield _invert(mol, centres)
        yield from (_invert(mol, [centre]) for centre in centres[:MOST_CENTRES])
    for bond in mol.GetBonds():
        if bond.GetStereo() in _OTHER_SIDE:
            turned = Chem.Mol(mol)
            turned.GetBondWithIdx(bond.GetIdx()).SetStereo(_OTHER_SIDE[bond.GetStereo()])
            yield Chem.MolToSmiles(turned)
    flat = Chem.Mol(mol)
    Chem.RemoveStereochemistry(flat)
    yield Chem.MolToSmiles(flat)


def invert(mol: Chem.Mol) -> str:
    """Return the canonical SMILES of the mirror image of a sanitised molecule."""
    return _invert(mol, _find_centres(mol))


def _find_centres(mol: Chem.Mol) -> list[int]:
    return [
        atom.GetIdx()
        for atom in mol.GetAtoms()
        if atom.GetChiralTag() != Chem.ChiralType.CHI_UNSPECIFIED
    ]


def _invert(mol: Chem.Mol, centres: list[int]) -> str:
    mirrored = Chem.Mol(mol)
    for centre in centres:
        mirrored.GetAtomWithIdx(centre).InvertChirality()
    return str(Chem.MolToSmiles(mirrored))
