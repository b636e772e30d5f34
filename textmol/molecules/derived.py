"""Molecules that a description derives from others which it names.

"The ethyl ester of ferulic acid", "a conjugate base of malic acid": where the names are those of
known molecules in any state of charge, what is meant is one of a few structures that can be made
of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rdkit import Chem

from textmol.molecules.assembly import MOST as MOST_PRODUCTS
from textmol.molecules.assembly import condense, list_states
from textmol.molecules.chains import STEMS
from textmol.molecules.claims.composed import list_spellings
from textmol.molecules.claims.relations import list_condensed, list_esters, list_same
from textmol.molecules.claims.salts import list_salts
from textmol.molecules.protomers import list_forms
from textmol.molecules.salts import add_simple, combine, is_simple
from textmol.molecules.variants import invert, list_variants

MOST = 40  # structures for one statement
LARGEST = 100  # heavy atoms of a parent: larger ones take long and are hardly what is meant
_PROTONS = {"conjugate base": -1, "conjugate acid": 1}
_BRANCHED = {"isopropyl": "CC(C)O", "isobutyl": "CC(C)CO", "tert-butyl": "CC(C)(C)O"}

Find = Callable[[str], list[str]]  # SMILES of the known molecules that have a name


@dataclass(frozen=True)
class Derived:
    """What one statement of a description leaves for its molecule.

    Attributes:
        words: the statement.
        smiles: canonical ones, each once, the likelier first.
        complete: whether the molecule has to be one of these.
    """

    words: str
    smiles: tuple[str, ...]
    complete: bool


@dataclass(frozen=True)
class _Parent:
    """A molecule that is named; ``charge`` is that of what the name says, None where not told."""

    mol: Chem.Mol
    charge: int | None
    exact: bool  # found under the very name


def derive_molecules(description: str, find: Find) -> list[Derived]:
    """Return what each statement leaves that names molecules which are known.

    Args:
        description: in words.
        find: what looks names up.
    """
    found = (
        *_spell_out(description, find),
        *_join_parents(description, find),
        *_change_parents(description, find),
        *_make_salts(description, find),
    )
    return [one for one in dict.fromkeys(found) if one.smiles]


def _spell_out(description: str, find: Find) -> Iterator[Derived]:
    """Yield the molecules that have the names which a description puts together of parts."""
    for one in list_spellings(description):
        found = next((smiles for name in one.names if (smiles := find(name))), [])
        yield _gather(one.words, found, complete=True)


def _join_parents(description: str, find: Find) -> Iterator[Derived]:
    for one in list_condensed(description):
        first, second = (_find(name, find) for name in one.names)
        yield _join(one.words, first, second, one.groups)
    for one in list_esters(description):
        yield _join(one.words, _find(one.names[0], find), _find_alcohols(one.kind, find))


def _join(
    words: str, acids: list[_Parent], others: list[_Parent], groups: tuple[str, ...] = ("", "")
) -> Derived:
    products = [condense(acid.mol, other.mol, groups) for acid in acids for other in others]
    complete = all(len(some) < MOST_PRODUCTS for some in products)
    return _gather(words, (one for some in products for one in some), complete=complete)


def _change_parents(description: str, find: Find) -> Iterator[Derived]:
    shifted = "zwitterion" in description  # then a tautomer differs in where protons sit
    for one in list_same(description):
        parents = _find(one.names[0], find)
        relation = "zwitterion" if shifted and one.kind == "tautomer" else one.kind
        strict = [smiles for parent in parents for smiles in _keep_to(relation, parent)]
        yield _gather(one.words, strict or _change(parents), complete=bool(strict))


def _make_salts(description: str, find: Find) -> Iterator[Derived]:
    for one in list_salts(description):
        simple, other = one.partner, one.parent
        if is_simple(other):
            simple, other = other, simple
        parents = _find(other, find)
        if is_simple(simple):
            made = [add_simple(parent.mol, simple, one.times) for parent in parents]
        else:
            acids = _find(simple, find)
            made = [
                combine(parent.mol, acid.mol, one.times) for parent in parents for acid in acids
            ]
        yield _gather(one.words, (smiles for some in made for smiles in some), complete=True)


def _keep_to(relation: str, parent: _Parent) -> list[str]:
    """Return all that a relation leaves, nothing where it leaves more than can be told."""
    if relation == "enantiomer":
        return [invert(parent.mol)] if parent.exact else []
    if relation.startswith("zwitterion"):
        states = list_states(parent.mol)
        return [one for one in states if _charge(one) == Chem.GetFormalCharge(parent.mol)]
    if relation not in _PROTONS or parent.charge is None:
        return []
    sign = _PROTONS[relation]
    every = (Chem.MolToSmiles(parent.mol), *list_states(parent.mol))
    # ChEBI's conjugates may lie several protons apart.
    return [one for one in every if (_charge(one) - parent.charge) * sign > 0]


def _change(parents: list[_Parent]) -> Iterator[str]:
    for parent in parents:
        yield Chem.MolToSmiles(parent.mol)
        yield from list_variants(parent.mol)
        yield from list_states(parent.mol)


def _charge(smiles: str) -> int:
    return int(Chem.GetFormalCharge(Chem.MolFromSmiles(smiles)))


def _gather(words: str, smiles: Iterable[str], *, complete: bool) -> Derived:
    every = tuple(dict.fromkeys(smiles))
    return Derived(words, every[:MOST], complete and len(every) <= MOST)


def _find(name: str, find: Find) -> list[_Parent]:
    for form in list_forms(name):
        found = list(map(Chem.MolFromSmiles, find(form.name)))
        if found:
            small = [mol for mol in found if mol.GetNumHeavyAtoms() <= LARGEST][:2]
            return [_Parent(mol, form.tell_charge(mol), form.is_given) for mol in small]
    return []


def _find_alcohols(group: str, find: Find) -> list[_Parent]:
    """Return the alcohols of a group: of "ethyl" ethanol, of "benzyl" benzyl alcohol."""
    stem = group.removesuffix("yl")
    smiles = _BRANCHED.get(group, "")
    if stem in STEMS:
        smiles = "C" * (STEMS.index(stem) + 1) + "O"
    if smiles:
        return [_Parent(Chem.MolFromSmiles(smiles), 0, exact=True)]
    names = (f"{group} alcohol", f"{stem}anol", f"{stem}an-1-ol", f"{stem}ol")
    return next((found for name in names if (found := _find(name, find))), [])
