"""Salts put together of what they are made of, as PubChem writes them.

What has lost or gained no proton for sure is written with its acid beside it: "CCN.Cl". A standard
InChI says the same of both.
"""

from __future__ import annotations

import re

from rdkit import Chem
from rdkit.Chem.MolStandardize import rdMolStandardize

from textmol.molecules.assembly import list_states
from textmol.molecules.identity import quiet_rdkit

_HALIDE = re.compile(r"(?:hydro|hydrogen )?(?P<stem>fluor|chlor|brom|iod)(?:ide|ic acid)")
_ELEMENTS = {"fluor": "F", "chlor": "Cl", "brom": "Br", "iod": "I"}
_METALS = {"lithium": "Li", "sodium": "Na", "potassium": "K", "caesium": "Cs", "silver": "Ag"}
_MOST = 3  # molecules of an acid for one of a base, where the number is not told


def is_simple(partner: str) -> bool:
    """Return whether a salt's partner is a hydrogen halide, a halide or a metal of one charge."""
    return bool(_HALIDE.fullmatch(partner)) or partner in _METALS


def add_simple(mol: Chem.Mol, partner: str, times: int | None = None) -> list[str]:
    """Return the canonical SMILES of a molecule's salts with a simple partner, the likelier first.

    Args:
        mol: a base, a cation or an acid.
        partner: "hydrochloride", "hydrobromic acid", "iodide", "sodium" ...
        times: how many ions of it there are; where that is not told, the charge of a cation, up to
            three molecules of an acid or one metal.
    """
    halide = _HALIDE.fullmatch(partner)
    if halide is None:
        number = times or 1
        acids = [one for one in list_states(mol) if _charge(one) == -number]
        return _join(acids, f"[{_METALS[partner]}+]", [number])
    element, charge = _ELEMENTS[halide["stem"]], Chem.GetFormalCharge(mol)
    if charge > 0:
        return _join([Chem.MolToSmiles(mol)], f"[{element}-]", [times or charge])
    return _join([_neutralise(mol)], element, [times] if times else list(range(1, _MOST + 1)))


def combine(mol: Chem.Mol, other: Chem.Mol, times: int | None = None) -> list[str]:
    """Return the canonical SMILES of salts of two molecules, such as a base and an acid.

    ``times`` is how many there are of ``other`` for one ``mol``; where it is not told, one for one,
    two for one and one for two.
    """
    one, second = _neutralise(mol), _neutralise(other)
    if times:
        return _join([one], second, [times])
    return [*_join([one], second, [1, 2]), *_join([second], one, [2])]


def _join(smiles: list[str], partner: str, numbers: list[int]) -> list[str]:
    joined = [".".join([one, *[partner] * number]) for number in numbers for one in smiles]
    return list(dict.fromkeys(map(Chem.CanonSmiles, joined)))


def _neutralise(mol: Chem.Mol) -> str:
    with quiet_rdkit():
        return Chem.MolToSmiles(rdMolStandardize.Uncharger().uncharge(mol))


def _charge(smiles: str) -> int:
    return int(Chem.GetFormalCharge(Chem.MolFromSmiles(smiles)))
