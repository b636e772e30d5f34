"""What a chemist should know about a structure as typed: salts, charge, stereo, isotopes."""

from __future__ import annotations

from collections import Counter

from rdkit import Chem
from rdkit.Chem import rdMolDescriptors

from textmol.molecules.properties import format_formula

MOST_COMPONENTS_NAMED = 6
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def write_notes(mol: Chem.Mol) -> tuple[str, ...]:
    """Return the notes on a sanitised molecule, most important first; () for a plain one."""
    notes = (
        _note_components(mol),
        _note_charge(mol),
        *_note_stereo(mol),
        _note_isotopes(mol),
        _note_radicals(mol),
        _note_wildcards(mol),
    )
    return tuple(note for note in notes if note)


def _note_components(mol: Chem.Mol) -> str:
    parts = Chem.GetMolFrags(mol, asMols=True, sanitizeFrags=False)
    if len(parts) < 2:
        return ""
    formulas = Counter(format_formula(rdMolDescriptors.CalcMolFormula(part)) for part in parts)
    named = [
        formula if count == 1 else f"{count} {formula}"
        for formula, count in list(formulas.items())[:MOST_COMPONENTS_NAMED]
    ]
    more = " + …" if len(formulas) > MOST_COMPONENTS_NAMED else ""
    return f"{len(parts)} components: {' + '.join(named)}{more}"


def _note_charge(mol: Chem.Mol) -> str:
    charge = Chem.GetFormalCharge(mol)
    return f"charge {charge:+d}" if charge else ""


def _note_stereo(mol: Chem.Mol) -> tuple[str, str]:
    centres: list[bool] = []
    double_bonds: list[bool] = []
    # RDKit writes its findings into the molecule it is given.
    for found in Chem.FindPotentialStereo(Chem.Mol(mol), cleanIt=False, flagPossible=True):
        defined = found.specified == Chem.StereoSpecified.Specified
        if found.type == Chem.StereoType.Atom_Tetrahedral:
            centres.append(defined)
        elif found.type == Chem.StereoType.Bond_Double:
            bond = mol.GetBondWithIdx(found.centeredOn)
            if defined or not _flips_freely(bond):
                double_bonds.append(defined)
    return _count_defined(centres, "stereocentre"), _count_defined(double_bonds, "double bond")


def _flips_freely(bond: Chem.Bond) -> bool:
    """Return whether a chemist would call E/Z meaningless: C=NH, or a bond of an allene."""
    return any(
        (atom.GetAtomicNum() == 7 and atom.GetTotalNumHs() > 0)
        or atom.GetHybridization() == Chem.HybridizationType.SP
        for atom in (bond.GetBeginAtom(), bond.GetEndAtom())
    )


def _count_defined(defined: list[bool], noun: str) -> str:
    if not defined:
        return ""
    plural = "" if len(defined) == 1 else "s"
    return f"{sum(defined)} of {len(defined)} {noun}{plural} defined"


def _note_isotopes(mol: Chem.Mol) -> str:
    labels = Counter(
        f"{str(atom.GetIsotope()).translate(_SUPERSCRIPT)}{atom.GetSymbol()}"
        for atom in mol.GetAtoms()
        if atom.GetIsotope() and atom.GetAtomicNum()
    )
    if not labels:
        return ""
    named = ", ".join(label if n == 1 else f"{n} × {label}" for label, n in labels.items())
    return f"isotope-labelled: {named}"


def _note_radicals(mol: Chem.Mol) -> str:
    # Bare metal atoms count as radicals in RDKit, which no chemist would call them.
    count = sum(a.GetNumRadicalElectrons() for a in mol.GetAtoms() if a.GetAtomicNum() in _NONMETAL)
    if not count:
        return ""
    return f"radical: {count} unpaired electron{'' if count == 1 else 's'}"


_NONMETAL = frozenset([1, 5, 6, 7, 8, 9, 14, 15, 16, 17, 34, 35, 53])


def _note_wildcards(mol: Chem.Mol) -> str:
    count = sum(atom.GetAtomicNum() == 0 for atom in mol.GetAtoms())
    if not count:
        return ""
    return f"{count} wildcard atom{'' if count == 1 else 's'} (*), so there is no InChIKey"
