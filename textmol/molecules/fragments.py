"""Cut a molecule into the fragments that a chemist would name: rings, groups and the rest.

Fragments may share atoms (the rings of a fused system, a carbonyl in a ring), and together they
cover every atom. Ring systems come first; functional groups follow, the most specific one where
they nest; what is left over is cut at the bonds of BRICS (Degen et al. 2008).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from rdkit import Chem
from rdkit.Chem import BRICS

from textmol.language import CYCLES, NUMBERS
from textmol.molecules.fragment_names import FUNCTIONAL_GROUPS, WITH_CARBONS, ring_names
from textmol.molecules.groups import match_groups
from textmol.molecules.identity import quiet_rdkit

LARGEST_RING = 8  # atoms; groups inside a larger unnamed ring keep rows of their own

_CENTRES = (6, 7, 15, 16)
_FAMILIES = {7: "nitrogen", 8: "oxygen", 16: "sulfur"}


@dataclass(frozen=True)
class Fragment:
    """A connected part of a molecule.

    Attributes:
        atoms: its 0-based atom indices in the molecule, ascending.
        smiles: what it looks like alone, with hydrogens in place of what was cut off.
        label: what a chemist calls it: "carboxylic acid", "β-lactam ring", "alkyl chain C8".
        kind: "ring", "group" or "piece".
    """

    atoms: tuple[int, ...]
    smiles: str
    label: str
    kind: str


@dataclass(frozen=True)
class _Part:
    atoms: frozenset[int]
    label: str
    kind: str
    named: bool = True


def split_fragments(mol: Chem.Mol) -> tuple[Fragment, ...]:
    """Return the fragments of a sanitised ``mol``, which together hold each of its atoms.

    The order and the labels do not depend on how the molecule was written.
    """
    if not mol.GetNumAtoms():
        return ()
    ranks = list(Chem.CanonicalRankAtoms(mol, breakTies=True))
    parts = list(_find_rings(mol, ranks))
    parts += _find_groups(mol, parts, ranks)
    parts += _find_pieces(mol, frozenset().union(*(part.atoms for part in parts)))
    parts.sort(key=lambda part: (_rank(part.atoms, ranks), part.label))
    return tuple(
        Fragment(tuple(sorted(part.atoms)), _write_smiles(mol, part.atoms), part.label, part.kind)
        for part in parts
    )


def _rank(atoms: Iterable[int], ranks: Sequence[int]) -> tuple[int, ...]:
    return tuple(sorted(ranks[atom] for atom in atoms))


def _find_rings(mol: Chem.Mol, ranks: Sequence[int]) -> Iterator[_Part]:
    """Yield ring systems and, unless a system is named and aromatic, their single rings."""
    rings = [frozenset(ring) for ring in mol.GetRingInfo().AtomRings()]
    if not rings:
        return
    in_rings = frozenset().union(*rings)
    names: dict[frozenset[int], list[tuple[int, frozenset[int], str]]] = {}
    for place, (name, matches) in enumerate(match_groups(mol, ring_names()).items()):
        for match in map(frozenset, matches):
            names.setdefault(match & in_rings, []).append((place, match, name))
    seen: set[frozenset[int]] = set()
    for system in _join_rings(rings):
        members = [ring for ring in rings if ring <= system]
        whole = _name_ring(mol, system, len(members), names, ranks)
        yield whole
        seen.add(system)
        aromatic = all(mol.GetAtomWithIdx(atom).GetIsAromatic() for atom in system)
        if whole.named and aromatic:
            continue
        for ring in members:
            if ring not in seen:
                seen.add(ring)
                yield _name_ring(mol, ring, 1, names, ranks)


def _join_rings(rings: Sequence[frozenset[int]]) -> list[frozenset[int]]:
    """Return the unions of rings that share bonds; spiro rings stay apart."""
    systems: list[frozenset[int]] = []
    for ring in rings:
        joined = ring
        apart = []
        for system in systems:
            if len(system & joined) > 1:
                joined |= system
            else:
                apart.append(system)
        # What was joined may now touch a system that was passed over before.
        touching = [system for system in apart if len(system & joined) > 1]
        while touching:
            joined = joined.union(*touching)
            apart = [system for system in apart if system not in touching]
            touching = [system for system in apart if len(system & joined) > 1]
        systems = [*apart, joined]
    return systems


def _name_ring(
    mol: Chem.Mol,
    ring: frozenset[int],
    count: int,
    names: dict[frozenset[int], list[tuple[int, frozenset[int], str]]],
    ranks: Sequence[int],
) -> _Part:
    """Return a ring or ring system under its most telling name."""
    found = names.get(ring, [])
    if found:
        _, atoms, name = min(found, key=lambda f: (-len(f[1]), f[0], _rank(f[1], ranks)))
        return _Part(atoms, _say_ring(name, ring), "ring")
    members = [mol.GetAtomWithIdx(atom) for atom in ring]
    aromatic = "aromatic " if all(atom.GetIsAromatic() for atom in members) else ""
    if count > 1:
        size = CYCLES[count] if count < len(CYCLES) else "polycyclic"
        return _Part(ring, f"{size} {aromatic}ring system", "ring", named=False)
    size = NUMBERS[len(ring)] if len(ring) <= LARGEST_RING else str(len(ring))
    elements = sorted({atom.GetAtomicNum() for atom in members} - {6})
    if not elements:
        label = f"{size}-membered {aromatic}carbon ring"
    elif len(elements) == 1 and elements[0] in _FAMILIES:
        label = f"{size}-membered {aromatic}{_FAMILIES[elements[0]]} ring"
    else:
        label = f"{size}-membered {aromatic}heterocycle"
    return _Part(ring, label, "ring", named=False)


def _say_ring(name: str, ring: frozenset[int]) -> str:
    """Return the name of a ring; "lactone" and "lactam" alone do not say how large it is."""
    if name in ("lactone", "lactam") and len(ring) <= LARGEST_RING:
        return f"{NUMBERS[len(ring)]}-membered {name} ring"
    return name


def _find_groups(mol: Chem.Mol, rings: Sequence[_Part], ranks: Sequence[int]) -> list[_Part]:
    """Return functional groups; one inside another, or mostly the same, gives way to it."""
    closed = [ring.atoms for ring in rings if _is_closed(ring)]
    order = {name: place for place, name in enumerate(FUNCTIONAL_GROUPS)}
    found = [
        (_trim(mol, frozenset(match), name), name)
        for name, matches in match_groups(mol, FUNCTIONAL_GROUPS).items()
        for match in matches
    ]
    found.sort(key=lambda item: (-len(item[0]), order[item[1]], _rank(item[0], ranks)))
    kept: list[_Part] = []
    taken: set[int] = set()
    for atoms, name in found:
        if any(atoms <= ring for ring in closed) or 2 * len(atoms & taken) >= len(atoms):
            continue
        kept.append(_Part(atoms, name, "group"))
        taken |= atoms
    return kept


def _is_closed(ring: _Part) -> bool:
    """Return whether a ring is read as a whole, without the groups inside it."""
    return len(ring.atoms) <= LARGEST_RING if not ring.named else True


def _trim(mol: Chem.Mol, atoms: frozenset[int], name: str) -> frozenset[int]:
    """Return a group with its own oxygens and without the carbons that it merely hangs on.

    Patterns name a nitro group by its nitrogen and an ester with the carbon beyond: what a
    chemist circles is a nitrogen with two oxygens, and C(=O)O.
    """
    carbons = name in WITH_CARBONS
    kept = atoms
    if not carbons:
        kept = frozenset(atom for atom in atoms if not _is_attachment(mol, atom, atoms))
    if len(kept) == 1:
        (centre,) = kept
        if mol.GetAtomWithIdx(centre).GetAtomicNum() in _CENTRES:
            near = mol.GetAtomWithIdx(centre).GetNeighbors()
            kept |= {atom.GetIdx() for atom in near if _belongs(mol, centre, atom, carbons)}
    return kept if kept and _is_connected(mol, kept) else atoms


def _belongs(mol: Chem.Mol, centre: int, atom: Chem.Atom, carbons: bool) -> bool:
    """Return whether a neighbour is an end of the group around ``centre``: =O, -O⁻ or a methyl."""
    if atom.GetAtomicNum() == 6:
        return carbons and atom.GetTotalNumHs() == 3
    bond = mol.GetBondBetweenAtoms(centre, atom.GetIdx())
    end = atom.GetAtomicNum() in (7, 8, 16) and atom.GetDegree() == 1
    return end and (bond.GetBondTypeAsDouble() > 1 or atom.GetFormalCharge() < 0)


def _is_attachment(mol: Chem.Mol, index: int, atoms: frozenset[int]) -> bool:
    """Return whether an atom is a carbon that hangs in the group by one single bond."""
    atom = mol.GetAtomWithIdx(index)
    bonds = [bond for bond in atom.GetBonds() if bond.GetOtherAtomIdx(index) in atoms]
    return (
        atom.GetAtomicNum() == 6
        and len(bonds) == 1
        and bonds[0].GetBondType() == Chem.BondType.SINGLE
    )


def _is_connected(mol: Chem.Mol, atoms: Set[int]) -> bool:
    return len(_components(mol, atoms, frozenset())) == 1


def _find_pieces(mol: Chem.Mol, covered: frozenset[int]) -> list[_Part]:
    """Return what rings and groups leave over, cut at BRICS bonds."""
    left = set(range(mol.GetNumAtoms())) - covered
    if not left:
        return []
    cuts = frozenset(frozenset(ends) for ends, _ in BRICS.FindBRICSBonds(mol))
    return [
        _Part(atoms, _name_piece(mol, atoms), "piece") for atoms in _components(mol, left, cuts)
    ]


def _components(
    mol: Chem.Mol, atoms: Set[int], cuts: frozenset[frozenset[int]]
) -> list[frozenset[int]]:
    """Return the connected components of some atoms, in which ``cuts`` are no bonds."""
    left, found = set(atoms), []
    while left:
        start = min(left)
        left.discard(start)
        part, open_ends = {start}, [start]
        while open_ends:
            atom = open_ends.pop()
            for near in mol.GetAtomWithIdx(atom).GetNeighbors():
                index = near.GetIdx()
                if index in left and frozenset((atom, index)) not in cuts:
                    left.discard(index)
                    part.add(index)
                    open_ends.append(index)
        found.append(frozenset(part))
    return found


def _name_piece(mol: Chem.Mol, indices: frozenset[int]) -> str:
    """Return a name made of what the piece holds."""
    atoms = [mol.GetAtomWithIdx(index) for index in indices]
    carbons = sum(atom.GetAtomicNum() == 6 for atom in atoms)
    if len(atoms) == 1:
        return _name_atom(atoms[0])
    if carbons < len(atoms):
        return f"{_write_formula(atoms)} unit"
    inner = [sum(near.GetIdx() in indices for near in atom.GetNeighbors()) for atom in atoms]
    saturated = all(atom.GetHybridization() == Chem.HybridizationType.SP3 for atom in atoms)
    form = "alkyl" if saturated else "alkenyl"
    return f"branched {form} C{carbons}" if max(inner) > 2 else f"{form} chain C{carbons}"


def _name_atom(atom: Chem.Atom) -> str:
    element = Chem.GetPeriodicTable().GetElementName(atom.GetAtomicNum()).lower()
    if atom.GetDegree() == 0:
        if atom.GetFormalCharge():
            return f"{element} ion"
        return _ALONE.get((atom.GetSymbol(), atom.GetTotalNumHs()), f"{element} atom")
    if atom.GetAtomicNum() == 6 and not atom.GetFormalCharge():
        return _CARBONS.get(atom.GetTotalNumHs(), "carbon atom")
    return f"{element} atom" if atom.GetAtomicNum() else "any atom"


_ALONE = {("O", 2): "water", ("N", 3): "ammonia", ("C", 4): "methane", ("S", 2): "hydrogen sulfide"}
_CARBONS = {3: "methyl group", 2: "methylene group", 1: "methine carbon", 0: "quaternary carbon"}


def _write_formula(atoms: Iterable[Chem.Atom]) -> str:
    """Return the heavy atoms as in "C2NO": carbon first, then by the alphabet."""
    counts: dict[str, int] = {}
    for atom in atoms:
        counts[atom.GetSymbol()] = counts.get(atom.GetSymbol(), 0) + 1
    symbols = sorted(counts, key=lambda symbol: (symbol != "C", symbol))
    return "".join(s if counts[s] == 1 else f"{s}{counts[s]}" for s in symbols)


def _write_smiles(mol: Chem.Mol, atoms: Iterable[int]) -> str:
    """Return a SMILES that can be read again; part of an aromatic ring is written as bonds."""
    chosen = sorted(atoms)
    smiles = str(Chem.MolFragmentToSmiles(mol, chosen))
    if not any(mol.GetAtomWithIdx(atom).GetIsAromatic() for atom in chosen):
        return smiles
    with quiet_rdkit():
        if Chem.MolFromSmiles(smiles) is not None:
            return smiles
        plain = Chem.Mol(mol)
        Chem.Kekulize(plain, clearAromaticFlags=True)
        return str(Chem.MolFragmentToSmiles(plain, chosen))
