"""Computed properties of a molecule, as chemists quote them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rdkit import Chem
from rdkit.Chem import rdMolDescriptors

_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPERSCRIPT = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_FORMULA = re.compile(r"(?P<atoms>.*?)(?:(?P<sign>[+-])(?P<size>\d*))?")


@dataclass(frozen=True)
class Properties:
    """Properties of a whole structure, counter-ions included.

    ``mw`` is the average molecular weight in Da, ``clogp`` Crippen's estimate, ``tpsa`` the
    topological polar surface area in Å², ``hbd`` and ``hba`` Lipinski's counts (N-H and O-H;
    N and O), ``rotatable_bonds`` RDKit's strict count, ``rings`` the smallest set of rings.
    """

    formula: str
    mw: float
    clogp: float
    tpsa: float
    hbd: int
    hba: int
    rotatable_bonds: int
    rings: int
    charge: int
    heavy_atoms: int


def compute_properties(mol: Chem.Mol) -> Properties:
    """Return the properties of a sanitised molecule (Crippen 1999; Ertl 2000; Lipinski 1997)."""
    return Properties(
        formula=rdMolDescriptors.CalcMolFormula(mol),
        mw=float(rdMolDescriptors._CalcMolWt(mol)),
        clogp=float(rdMolDescriptors.CalcCrippenDescriptors(mol)[0]),
        tpsa=float(rdMolDescriptors.CalcTPSA(mol)),
        hbd=int(rdMolDescriptors.CalcNumLipinskiHBD(mol)),
        hba=int(rdMolDescriptors.CalcNumLipinskiHBA(mol)),
        rotatable_bonds=int(rdMolDescriptors.CalcNumRotatableBonds(mol)),
        rings=int(rdMolDescriptors.CalcNumRings(mol)),
        charge=int(Chem.GetFormalCharge(mol)),
        heavy_atoms=int(mol.GetNumHeavyAtoms()),
    )


def format_formula(formula: str) -> str:
    """Return a formula for display: C9H8O4 as C₉H₈O₄, O4S-2 as O₄S²⁻."""
    match = _FORMULA.fullmatch(formula)
    if match is None:
        return formula
    charge = f"{match['size']}{match['sign']}" if match["sign"] else ""
    return match["atoms"].translate(_SUBSCRIPT) + charge.translate(_SUPERSCRIPT)
