"""What medicinal chemists check first: rules of thumb on properties, and structural alerts.

Rules and alerts are warnings that a chemist weighs; approved drugs break many of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rdkit import Chem
from rdkit.Chem.FilterCatalog import FilterCatalog, FilterCatalogParams

from textmol.molecules.parse import read_smiles
from textmol.molecules.properties import Properties

PAINS, BRENK = "PAINS", "Brenk"


@dataclass(frozen=True)
class Limit:
    """One part of a rule: a property, its value, the most that the rule allows.

    ``unit`` is "Da", "Å²" or empty.
    """

    label: str
    value: float
    most: float
    unit: str = ""

    @property
    def kept(self) -> bool:
        """Whether the value is within the limit."""
        return self.value <= self.most


@dataclass(frozen=True)
class Verdict:
    """A rule with its numbers.

    Attributes:
        rule: its name.
        source: the paper.
        limits: its parts.
        allowed: how many parts may be broken by a molecule that passes.
    """

    rule: str
    source: str
    limits: tuple[Limit, ...]
    allowed: int

    @property
    def broken(self) -> int:
        """How many parts are broken."""
        return sum(not limit.kept for limit in self.limits)

    @property
    def passes(self) -> bool:
        """Whether the molecule passes."""
        return self.broken <= self.allowed


@dataclass(frozen=True)
class Alert:
    """A structural alert that a molecule has.

    Attributes:
        catalogue: "PAINS" or "Brenk".
        name: what the catalogue calls it.
        atoms: sorted 0-based indices of all atoms that it covers, in the order of the SMILES.
    """

    catalogue: str
    name: str
    atoms: tuple[int, ...]


def judge(values: Properties) -> tuple[Verdict, ...]:
    """Return Lipinski's (1997) and Veber's (2002) rules for oral absorption, with the numbers."""
    return (
        Verdict(
            "Lipinski",
            "Lipinski et al., Adv. Drug Deliv. Rev. 1997, 23, 3",
            (
                Limit("MW", values.mw, 500, "Da"),
                Limit("cLogP", values.clogp, 5),
                Limit("H-bond donors", values.hbd, 5),
                Limit("H-bond acceptors", values.hba, 10),
            ),
            allowed=1,
        ),
        Verdict(
            "Veber",
            "Veber et al., J. Med. Chem. 2002, 45, 2615",
            (
                Limit("rotatable bonds", values.rotatable_bonds, 10),
                Limit("TPSA", values.tpsa, 140, "Å²"),
            ),
            allowed=0,
        ),
    )


def find_alerts(smiles: str) -> tuple[Alert, ...]:
    """Return the PAINS (Baell 2010) and Brenk (2008) alerts of a molecule, as RDKit has them.

    Raises MoleculeError for a broken SMILES.
    """
    mol = read_smiles(smiles)
    return tuple(
        Alert(catalogue, _read_name(entry.GetDescription()), _list_atoms(entry, mol))
        for catalogue, entries in _load_catalogues()
        for entry in entries.GetMatches(mol)
    )


@cache
def _load_catalogues() -> tuple[tuple[str, FilterCatalog], ...]:
    kinds = FilterCatalogParams.FilterCatalogs
    chosen = ((PAINS, kinds.PAINS), (BRENK, kinds.BRENK))
    return tuple((name, FilterCatalog(FilterCatalogParams(kind))) for name, kind in chosen)


def _list_atoms(entry: object, mol: Chem.Mol) -> tuple[int, ...]:
    matches = entry.GetFilterMatches(mol)  # type: ignore[attr-defined]
    return tuple(sorted({pair.target for match in matches for pair in match.atomPairs}))


def _read_name(description: str) -> str:
    """Return a name as it reads: azo_A(324) is a kind of azo, numbered by how many were seen."""
    return " ".join(description.partition("(")[0].split("_"))
