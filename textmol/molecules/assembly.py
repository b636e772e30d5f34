"""Molecules made of others: condensed with loss of water, or with a proton more or less."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from rdkit import Chem
from rdkit.Chem.MolStandardize import rdMolStandardize

from textmol.molecules.identity import quiet_rdkit

MOST = 24  # products of one call
_ACID = ("[C,P,S;$(*=[OX1,SX1])]-[OX2H]",)  # what gives its hydroxy group away
# What gives a hydrogen away: alcohols, phenols, thiols, amines; acids of phosphorus last.
_PARTNERS = (
    "[OX2H,SX2H,NX3;H1,H2,H3;!$([O,S,N]-[C,P,S]=[OX1])]",
    "[OX2H;$(O-P=O)]",
)
# Groups that a molecule is said to react by: as an acid, and as what gives a hydrogen away.
_ACIDS = {
    "carboxy": "[C;$(*=[OX1,SX1])]-[OX2H]",
    "phosph": "[P;$(*=[OX1,SX1])]-[OX2H]",
    "sulfo": "[S;$(*=[OX1])]-[OX2H]",
}
_GIVERS = {
    "hydroxy": "[OX2H;!$(O-[C,P,S]=[OX1])]",
    "OH": "[OX2H;!$(O-[C,P,S]=[OX1])]",
    "amino": "[NX3;H1,H2,H3;!$(N-[C,P,S]=[OX1])]",
    "anilino": "[NX3;H1,H2;$(N-c)]",
    "thiol": "[SX2H]",
    "sulfanyl": "[SX2H]",
    "phosph": "[OX2H;$(O-P=O)]",
}
_LOSES = "[O,S;H1;$(*-[C,P,S]=[O,S]),$(O-c),$(O-C=C),$(S-[#6])]"  # protons of acids
_STRONG = "[OX2H;$(O-[C,P,S]=[O,S])]"  # those that are lost where a nitrogen gains one
_GAINS = "[NX3,NX2,nX2;!$(N-[C,S,P]=[O,S]);!$(N-a);!$(N-C=[N+])]"  # nitrogen that is basic


def condense(first: Chem.Mol, second: Chem.Mol, groups: tuple[str, ...] = ("", "")) -> list[str]:
    """Return canonical SMILES of what two molecules become when they set water free.

    Either may be the acid: esters, thioesters, amides, phosphates, anhydrides of phosphoric acids.
    Ions react as the neutral molecules. Each product of one water is there once, at most ``MOST``.
    ``groups`` are those by which they react, such as "carboxy" and "amino", "" for any.
    """
    with quiet_rdkit():
        neutral = [rdMolStandardize.Uncharger().uncharge(mol) for mol in (first, second)]
        sides = list(zip(neutral, groups, strict=True))
        pairs = (sides, sides[::-1])
        found = (
            product
            for (acid, loses), (other, gives) in pairs
            for product in _join(
                acid, other, _choose(_ACIDS, loses, _ACID), _choose(_GIVERS, gives, _PARTNERS)
            )
        )
        return _list_first(found)


def _choose(patterns: Mapping[str, str], group: str, every: tuple[str, ...]) -> tuple[str, ...]:
    """Return the pattern of a group, ``every`` for any, none where it takes no such part."""
    if not group:
        return every
    return tuple(smarts for begin, smarts in patterns.items() if group.startswith(begin))


def list_states(mol: Chem.Mol) -> list[str]:
    """Return canonical SMILES without a charge, with one proton less or more, all, or moved.

    Protons are those of acids, phenols, enols and thiols, and of basic nitrogen; at most ``MOST``.
    """
    with quiet_rdkit():
        neutral = rdMolStandardize.Uncharger().uncharge(mol)
        return _list_first(_charge(neutral))


def _join(
    acid: Chem.Mol, other: Chem.Mol, acids: tuple[str, ...], givers: tuple[str, ...]
) -> Iterator[str]:
    size = acid.GetNumAtoms()
    partners = [match[0] for smarts in givers for match in _match(other, smarts)]
    for centre, leaving in (match for smarts in acids for match in _match(acid, smarts)):
        for partner in partners:
            joined = Chem.RWMol(Chem.CombineMols(acid, other))
            joined.AddBond(centre, size + partner, Chem.BondType.SINGLE)
            atom = joined.GetAtomWithIdx(size + partner)
            atom.SetNumExplicitHs(max(atom.GetNumExplicitHs() - 1, 0))
            joined.RemoveAtom(leaving)
            yield from _write(joined)


def _charge(neutral: Chem.Mol) -> Iterator[str]:
    yield Chem.MolToSmiles(neutral)
    losing = [match[0] for match in _match(neutral, _LOSES)]
    gaining = [match[0] for match in _match(neutral, _GAINS)]
    for places, change in ((losing, -1), (gaining, 1)):
        for place in places:
            yield from _shift(neutral, {place: change})
        yield from _shift(neutral, dict.fromkeys(places, change))
    strong = [match[0] for match in _match(neutral, _STRONG)]
    yield from _shift(neutral, dict.fromkeys(strong, -1))
    for lost, gained in ((losing[:1], gaining[:1]), (strong, gaining), (strong, gaining[:1])):
        if lost and gained:
            yield from _shift(neutral, dict.fromkeys(lost, -1) | dict.fromkeys(gained, 1))


def _shift(mol: Chem.Mol, protons: dict[int, int]) -> Iterator[str]:
    """Yield the molecule with protons more (1) or less (-1) at some atoms."""
    changed = Chem.RWMol(mol)
    for place, change in protons.items():
        atom = changed.GetAtomWithIdx(place)
        hydrogens = atom.GetTotalNumHs() + change
        atom.SetFormalCharge(atom.GetFormalCharge() + change)
        atom.SetNoImplicit(True)
        atom.SetNumExplicitHs(hydrogens)
    if protons:
        yield from _write(changed)


def _write(mol: Chem.RWMol) -> Iterator[str]:
    try:
        Chem.SanitizeMol(mol)
    except Chem.MolSanitizeException:
        return
    smiles = Chem.MolToSmiles(mol)
    if Chem.MolFromSmiles(smiles) is not None:
        yield smiles


def _list_first(found: Iterator[str]) -> list[str]:
    kept: dict[str, None] = {}
    for smiles in found:
        kept[smiles] = None
        if len(kept) == MOST:
            break
    return list(kept)


def _match(mol: Chem.Mol, smarts: str) -> Sequence[tuple[int, ...]]:
    matches: Sequence[tuple[int, ...]] = mol.GetSubstructMatches(_read(smarts), maxMatches=MOST)
    return matches


@cache
def _read(smarts: str) -> Chem.Mol:
    return Chem.MolFromSmarts(smarts)
