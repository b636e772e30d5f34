"""Named relatives of a molecule: what chemists name it by.

"The conjugate base of ...", "an enantiomer of ...", "derives from ...": such phrases name another
molecule. Where the library has a name for it, the captioner may copy that name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from rdkit import Chem

from textmol.molecules.identity import compute_inchikey, quiet_rdkit, skeleton_key

# Kinds of relatives, in the order in which they are read.
BASE, ACID, MIRROR, ISOMER, PART = "base", "acid", "mirror", "isomer", "part"
MOST = {BASE: 1, ACID: 1, MIRROR: 1, ISOMER: 2, PART: 4}
LEAST_ATOMS = 3  # heavy atoms of a part; water and ammonia name nothing

# Bonds that a condensation made: each gives back its two parents when water is added.
_CONDENSED = (
    "[CX3;$(C(=O)[#6])](=O)-!@[OX2;$(O[#6])]",  # ester
    "[CX3;$(C(=O)[#6])](=O)-!@[SX2;$(S[#6])]",  # thioester
    "[CX3;$(C(=O)[#6])](=O)-!@[NX3;!$(N=*);!$(N-[!#6;!#1])]",  # amide
    "[PX4](=O)-!@[OX2;$(O[#6]),$(OP)]",  # phosphate ester or anhydride
    "[SX4](=O)(=O)-!@[OX2;$(O[#6])]",  # sulfate ester
    "[CX4;R;$(C([OX2;R])[OX2;!R])]-!@[OX2;!R;$(O[#6])]",  # glycoside
)

Names = Mapping[str, list[tuple[str, str]]]  # first block of an InChIKey -> (InChIKey, name)


def group_names(named: Mapping[str, str]) -> Names:
    """Return names by the first block of the InChIKey, from names by whole InChIKey."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for key, name in sorted(named.items()):
        groups.setdefault(skeleton_key(key), []).append((key, name))
    return groups


def find_relatives(mol: Chem.Mol, inchikey: str, names: Names) -> list[tuple[str, str]]:
    """Return (kind, name) of the named relatives of a molecule; its own name is not among them.

    Args:
        mol: a sanitised molecule.
        inchikey: its standard InChIKey; "" has no relatives but parts.
        names: of known molecules, as ``group_names`` returns them.
    """
    found = [*_find_protomers(mol, inchikey, names), *_find_parts(mol, inchikey, names)]
    kept: list[tuple[str, str]] = []
    for kind, most in MOST.items():
        own = list(dict.fromkeys(name for other, name in found if other == kind))
        kept += [(kind, name) for name in own[:most]]
    return kept


def _find_protomers(mol: Chem.Mol, inchikey: str, names: Names) -> Iterator[tuple[str, str]]:
    """Yield conjugate acids and bases, the mirror image and other stereoisomers."""
    others = [item for item in names.get(skeleton_key(inchikey), ()) if item[0] != inchikey]
    if not inchikey or not others:
        return
    mirror = cache(lambda: compute_inchikey(_reflect(mol)))
    for key, name in others:
        if key[:25] == inchikey[:25]:
            yield (ACID if _count_protons(key) > _count_protons(inchikey) else BASE), name
        elif key[-1] == inchikey[-1]:
            yield (MIRROR if key == mirror() else ISOMER), name


def _count_protons(inchikey: str) -> int:
    """Return the protons beyond the neutral molecule's."""
    letter = inchikey[-1]
    return 0 if letter == "N" else ord(letter) - ord("N")


def _reflect(mol: Chem.Mol) -> Chem.Mol:
    mirrored = Chem.Mol(mol)
    for atom in mirrored.GetAtoms():
        atom.InvertChirality()
    return mirrored


def _find_parts(mol: Chem.Mol, inchikey: str, names: Names) -> Iterator[tuple[str, str]]:
    """Yield the named parents that water would set free, the largest first."""
    for part in split_condensed(mol):
        key = compute_inchikey(part)
        known = names.get(skeleton_key(key), ()) if key else ()
        exact = next((name for other, name in known if other == key), None)
        neutral = next((name for other, name in known if other[:25] == key[:25]), None)
        name = exact or neutral
        if name and key != inchikey:
            yield PART, name


def split_condensed(mol: Chem.Mol) -> list[Chem.Mol]:
    """Return the molecules that hydrolysis gives, the largest first; none where nothing gives."""
    bonds = []
    for pattern in _patterns():
        for match in mol.GetSubstructMatches(pattern, maxMatches=64):
            bonds.append((match[0], match[-1]))
    if not bonds:
        return []
    editable = Chem.RWMol(mol)
    for electrophile, other in dict.fromkeys(bonds):
        if editable.GetBondBetweenAtoms(electrophile, other) is None:
            continue
        editable.RemoveBond(electrophile, other)
        oxygen = editable.AddAtom(Chem.Atom(8))
        editable.AddBond(electrophile, oxygen, Chem.BondType.SINGLE)
        if editable.GetAtomWithIdx(other).GetNoImplicit():
            atom = editable.GetAtomWithIdx(other)
            atom.SetNumExplicitHs(atom.GetNumExplicitHs() + 1)
    with quiet_rdkit():
        try:
            Chem.SanitizeMol(editable)
            parts = Chem.GetMolFrags(editable, asMols=True)
        except (Chem.MolSanitizeException, ValueError):
            return []
    unique = {Chem.MolToSmiles(part): part for part in parts}
    large = [part for part in unique.values() if part.GetNumHeavyAtoms() >= LEAST_ATOMS]
    return sorted(large, key=lambda part: -part.GetNumHeavyAtoms())


@cache
def _patterns() -> tuple[Chem.Mol, ...]:
    return tuple(Chem.MolFromSmarts(smarts) for smarts in _CONDENSED)
