"""Facts about formula, size and the plain classes that follow from the elements present."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rdkit import Chem
from rdkit.Chem import Descriptors, rdMolDescriptors

from textmol.training.sentences import Fact

SMALL_DA, LARGE_DA = 150.0, 1000.0


def list_composition_facts(mol: Chem.Mol) -> Iterator[Fact]:
    """Yield facts about the formula, the mass, the carbon count and hydrocarbon classes."""
    formula = rdMolDescriptors.CalcMolFormula(mol)
    texts = (f"formula {formula}", f"molecular formula {formula}", f"the formula {formula}")
    yield Fact("formula", 1.0, nouns=(formula,), attributes=texts)
    yield from _list_size_facts(Descriptors.MolWt(mol))
    symbols = Counter(atom.GetSymbol() for atom in mol.GetAtoms() if atom.GetAtomicNum() > 1)
    yield _state_carbons(symbols.get("C", 0))
    if mol.GetNumAtoms() == 1:
        yield Fact("one atom", 4.0, nouns=("single atom or ion",), adjectives=("monoatomic",))
    if set(symbols) == {"C"} and not Chem.GetFormalCharge(mol):
        yield _state_hydrocarbon(mol)


def _list_size_facts(weight: float) -> Iterator[Fact]:
    rounded = f"{weight:.0f}"
    attributes = (
        f"molecular weight {rounded}",
        f"MW {rounded}",
        f"MW about {rounded}",
        f"a mass of about {rounded} Da",
        f"a molecular weight of {rounded}",
    )
    nouns: tuple[str, ...] = ()
    if weight < SMALL_DA:
        nouns = ("very small molecule", f"small molecule with molecular weight {rounded}")
    elif weight > LARGE_DA:
        nouns = ("large molecule", "large molecule with MW over 1000")
    yield Fact("weight", 1.0, nouns=nouns, attributes=attributes)


def _state_carbons(count: int) -> Fact:
    if not count:
        return Fact("carbon", 3.0, ("inorganic compound",), ("carbon-free", "inorganic"))
    if count == 1:
        return Fact("carbon", 1.0, ("C1 compound",), features=("one carbon atom", "1 carbon"))
    features = (f"{count} carbon atoms", f"{count} carbons")
    return Fact("carbon", 0.7, (f"C{count} compound",), features=features)


def _state_hydrocarbon(mol: Chem.Mol) -> Fact:
    nouns = ["hydrocarbon", "hydrocarbon"]
    rings = mol.GetRingInfo().NumRings()
    orders = {bond.GetBondType() for bond in mol.GetBonds()}
    if Chem.BondType.AROMATIC in orders:
        nouns += ["aromatic hydrocarbon", "arene"]
        if rings > 1 and all(atom.GetIsAromatic() for atom in mol.GetAtoms()):
            nouns += ["polycyclic aromatic hydrocarbon", "PAH"]
    elif not orders <= {Chem.BondType.SINGLE}:
        nouns.append("unsaturated hydrocarbon")
    elif rings:
        nouns += ["cycloalkane", "saturated cyclic hydrocarbon"]
    else:
        branched = any(atom.GetDegree() > 2 for atom in mol.GetAtoms())
        nouns += ["alkane", f"{'branched' if branched else 'straight-chain'} alkane"]
    return Fact("hydrocarbon", 8.0, nouns=tuple(nouns))
