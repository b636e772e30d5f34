"""How many bonds an atom may have, as RDKit reads it."""

from __future__ import annotations

from functools import cache

from rdkit import Chem

from textmol.molecules.identity import quiet_rdkit

MOST_BONDS = 9  # of an atom that RDKit sets no limit to, such as a metal


@cache
def find_most_bonds(symbol: str, charge: int) -> int:
    """Return the largest sum of bond orders, hydrogens included, that RDKit reads.

    ``symbol`` is that of an element. An atom that may not even stand alone has -1.
    """
    if symbol == "H":
        return 0 if charge else 1  # RDKit lets hydrides and protons have bonds
    sign = f"{charge:+d}" if charge else ""
    with quiet_rdkit():
        for bonds in range(MOST_BONDS, 0, -1):
            if Chem.MolFromSmiles(f"[{symbol}H{bonds}{sign}]") is not None:
                return bonds
        return 0 if Chem.MolFromSmiles(f"[{symbol}{sign}]") is not None else -1


@cache
def list_elements() -> frozenset[str]:
    """Return the symbols of all elements that RDKit knows."""
    table = Chem.GetPeriodicTable()
    return frozenset(table.GetElementSymbol(number) for number in range(1, 119))
