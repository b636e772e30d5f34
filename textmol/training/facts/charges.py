"""Facts about charge, and about salts and other structures of several components."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rdkit import Chem

from textmol.language import MULTIPLES, NUMBERS
from textmol.molecules.groups import find_groups
from textmol.training.sentences import SPELT, Fact

COUNTER_IONS = {
    "[Na+]": "sodium salt",
    "[K+]": "potassium salt",
    "[Li+]": "lithium salt",
    "[Ca+2]": "calcium salt",
    "[Mg+2]": "magnesium salt",
    "[Zn+2]": "zinc salt",
    "[NH4+]": "ammonium salt",
    "[Cl-]": "chloride salt",
    "Cl": "hydrochloride",
    "[Br-]": "bromide salt",
    "Br": "hydrobromide",
    "[I-]": "iodide salt",
    "O": "hydrate",
    "O=S(=O)(O)O": "sulfate salt",
    "CS(=O)(=O)O": "mesylate salt",
}
MULTIPLIED = {"sodium salt", "potassium salt", "hydrochloride", "hydrate"}


def list_charge_facts(mol: Chem.Mol) -> Iterator[Fact]:
    """Yield facts about the net charge, the kind of ion or salt and the components."""
    components = Chem.GetMolFrags(mol, asMols=True, sanitizeFrags=False)
    charge = Chem.GetFormalCharge(mol)
    if charge:
        yield _state_charge(charge, single=len(components) == 1)
    elif len(components) == 1 and _is_zwitterion(mol):
        yield Fact("charge", 4.0, ("zwitterion", "inner salt"), ("zwitterionic",))
    elif not any(atom.GetFormalCharge() for atom in mol.GetAtoms()):
        yield Fact("charge", 0.15, ("neutral molecule",), ("uncharged", "neutral"))
    if len(components) > 1:
        yield from _list_component_facts(components, charge)


def _state_charge(charge: int, *, single: bool) -> Fact:
    kind, sign = ("cation", "+") if charge > 0 else ("anion", "-")
    size = abs(charge)
    nouns: list[str] = []
    adjectives: tuple[str, ...] = ()
    if single:
        nouns = [kind, f"{kind} with charge {charge:+d}", f"{kind}({size}{sign})"]
        if size < len(MULTIPLES):
            nouns += [MULTIPLES[size] + kind] * 2
        adjectives = (f"{'positively' if charge > 0 else 'negatively'} charged",)
    attributes = (f"charge {charge:+d}", f"net charge {charge:+d}", f"a {size}{sign} charge")
    return Fact("charge", 4.0 if size > 1 else 2.5, tuple(nouns), adjectives, (), attributes)


def _is_zwitterion(mol: Chem.Mol) -> bool:
    """Return whether + and - stand apart: a nitro group or a metal complex does not count."""
    if find_groups(mol, ["metal atom"]):
        return False
    lone = [
        atom.GetFormalCharge()
        for atom in mol.GetAtoms()
        if all(n.GetFormalCharge() * atom.GetFormalCharge() >= 0 for n in atom.GetNeighbors())
    ]
    return any(charge > 0 for charge in lone) and any(charge < 0 for charge in lone)


def _list_component_facts(components: tuple[Chem.Mol, ...], charge: int) -> Iterator[Fact]:
    parts = Counter(Chem.MolToSmiles(component) for component in components)
    ionic = any(Chem.GetFormalCharge(component) for component in components)
    others = len(parts) > 1
    for smiles, name in COUNTER_IONS.items():
        if others and parts[smiles]:
            many = name in MULTIPLIED and 1 < parts[smiles] < len(MULTIPLES)
            prefix = MULTIPLES[parts[smiles]] if many else ""
            yield Fact("salt", 5.0, nouns=(prefix + name,))
    if ionic and not charge:
        yield Fact("salt", 2.0, nouns=("salt", "ionic compound"), adjectives=("ionic",))
    count = len(components)
    if count <= SPELT:
        texts = (f"{NUMBERS[count]} components", f"{count} components")
        yield Fact("components", 1.0, features=texts)
