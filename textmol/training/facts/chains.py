"""Facts about carbon chains: alkyl chains by length, fatty acids and their kin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from rdkit import Chem

from textmol.language import NUMBERS
from textmol.training.sentences import SPELT, Fact

ALKYL_NAMES = {
    5: "pentyl",
    6: "hexyl",
    7: "heptyl",
    8: "octyl",
    9: "nonyl",
    10: "decyl",
    11: "undecyl",
    12: "dodecyl",
    13: "tridecyl",
    14: "tetradecyl",
    15: "pentadecyl",
    16: "hexadecyl",
    17: "heptadecyl",
    18: "octadecyl",
}
SHORTEST_FATTY_ACID, SHORTEST_FATTY_ALCOHOL = 6, 8  # carbon atoms
LENGTH_CLASSES = ((6, "medium-chain"), (13, "long-chain"), (23, "very long-chain"))
UNSATURATION = {0: "saturated", 1: "monounsaturated"}


def list_chain_facts(mol: Chem.Mol, groups: Mapping[str, int]) -> Iterator[Fact]:
    """Yield facts about the chains of ``mol``; ``groups`` counts its named groups."""
    lengths = Counter(
        _measure_chain(atom)
        for atom in mol.GetAtoms()
        if atom.GetAtomicNum() == 6 and atom.GetTotalNumHs() == 3 and atom.GetDegree() == 1
    )
    for length, name in ALKYL_NAMES.items():
        if count := lengths[length]:
            yield Fact("alkyl chain", 2.0, features=_name_chains(length, name, count))
    if not mol.GetRingInfo().NumRings() and len(Chem.GetMolFrags(mol)) == 1:
        yield from _list_fatty_facts(mol, groups)


def _name_chains(length: int, name: str, count: int) -> tuple[str, ...]:
    if count == 1:
        return (f"{name} chain", f"{name} group", f"C{length} alkyl chain")
    number = NUMBERS[count] if count <= SPELT else str(count)
    return (f"{number} {name} chains", f"{number} C{length} alkyl chains")


def _measure_chain(methyl: Chem.Atom) -> int:
    """Return the carbon atoms of the straight CH3(CH2)n- chain that ends in ``methyl``."""
    length, before, atom = 1, methyl, methyl.GetNeighbors()[0]
    while (
        atom.GetAtomicNum() == 6
        and not atom.IsInRing()
        and atom.GetTotalNumHs() == 2
        and atom.GetDegree() == 2
    ):
        length += 1
        before, atom = (
            atom,
            next(n for n in atom.GetNeighbors() if n.GetIdx() != before.GetIdx()),
        )
    return length


def _list_fatty_facts(mol: Chem.Mol, groups: Mapping[str, int]) -> Iterator[Fact]:
    symbols = Counter(atom.GetSymbol() for atom in mol.GetAtoms())
    carbons, oxygens = symbols["C"], symbols["O"]
    if not set(symbols) <= {"C", "O", "H"} or mol.GetNumAtoms() != carbons + oxygens:
        return
    heads = groups.get("carboxylic acid", 0) + groups.get("carboxylate", 0)
    bridges = groups.keys() & {"ester", "ether", "peroxide", "acid anhydride", "hydroperoxide"}
    if heads == 1 and not bridges and carbons >= SHORTEST_FATTY_ACID:
        yield _state_fatty_acid(mol, groups, carbons, oxygens)
    elif oxygens == 1 and "primary alcohol" in groups and carbons >= SHORTEST_FATTY_ALCOHOL:
        yield Fact("fatty compound", 4.0, ("fatty alcohol", f"C{carbons} fatty alcohol"))
    elif oxygens == 1 and "aldehyde" in groups and carbons >= SHORTEST_FATTY_ALCOHOL:
        yield Fact("fatty compound", 4.0, ("fatty aldehyde", f"C{carbons} fatty aldehyde"))


def _state_fatty_acid(mol: Chem.Mol, groups: Mapping[str, int], carbons: int, oxygens: int) -> Fact:
    noun = "fatty acid anion" if "carboxylate" in groups else "fatty acid"
    double, triple = groups.get("alkene", 0), groups.get("alkyne", 0)
    saturation = UNSATURATION.get(double + triple, "polyunsaturated")
    size = [name for least, name in LENGTH_CLASSES if carbons >= least][-1]
    nouns = [noun, noun, f"{size} {noun}", f"{saturation} {noun}", f"{size} {saturation} {noun}"]
    if _is_branched(mol):
        nouns.append(f"branched-chain {noun}")
    else:
        nouns += [f"C{carbons} straight chain {noun}", f"C{carbons} {noun}"]
        nouns += [f"straight-chain {noun}", f"{carbons}-carbon {noun}"]
        if oxygens == 2 and not triple:
            nouns += [f"{carbons}:{double} {noun}", f"C{carbons}:{double} {noun}"]
    if "hydroxy group" in groups:
        nouns += [f"hydroxy {noun}"] * 2
    if "ketone" in groups:
        nouns += [f"oxo {noun}"] * 2
    return Fact("fatty compound", 6.0, nouns=tuple(nouns))


def _is_branched(mol: Chem.Mol) -> bool:
    return any(
        sum(neighbour.GetAtomicNum() == 6 for neighbour in atom.GetNeighbors()) > 2
        for atom in mol.GetAtoms()
        if atom.GetAtomicNum() == 6
    )
