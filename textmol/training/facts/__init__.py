"""Facts about a structure, read off with RDKit, from which texts are made."""

from __future__ import annotations

from collections.abc import Mapping

from rdkit import Chem

from textmol.molecules.groups import find_groups
from textmol.training.facts.chains import list_chain_facts
from textmol.training.facts.charges import list_charge_facts
from textmol.training.facts.composition import list_composition_facts
from textmol.training.facts.groups import list_group_facts
from textmol.training.facts.shape import list_shape_facts
from textmol.training.sentences import Fact

__all__ = ["structure_facts"]


def structure_facts(mol: Chem.Mol, groups: Mapping[str, int] | None = None) -> list[Fact]:
    """Return what can be said of the sanitised ``mol`` in short texts.

    Every fact is true of the structure as drawn. The list is empty only where ``mol`` has no atom.
    ``groups``, the count of each named group, is looked up where it is not given.
    """
    if not mol.GetNumAtoms():
        return []
    groups = find_groups(mol) if groups is None else groups
    return [
        *list_group_facts(mol, groups),
        *list_charge_facts(mol),
        *list_shape_facts(mol),
        *list_composition_facts(mol),
        *list_chain_facts(mol, groups),
    ]
