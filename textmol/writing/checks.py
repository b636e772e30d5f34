"""What of a description can be checked on a molecule that was written for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from textmol.molecules import Molecule, parse_molecule
from textmol.molecules.claims import VERIFIED, read_claims
from textmol.molecules.demands import read_requirements
from textmol.molecules.properties import compute_properties
from textmol.molecules.requirements import PROPERTIES, Condition
from textmol.molecules.traits import count_traits


@dataclass(frozen=True)
class Check:
    """One thing that a description says of the structure, and whether a molecule has it."""

    wording: str
    holds: bool


@lru_cache(maxsize=512)
def check_description(description: str, smiles: str) -> tuple[Check, ...]:
    """Return what can be checked of ``description`` on a molecule, in the order of the text.

    Short descriptions are read as a search reads them (``read_requirements``), formal ones as
    captions are (``read_claims``). Raises MoleculeError for a broken SMILES.
    """
    molecule = parse_molecule(smiles)
    read = [item for item in read_requirements(description) if item.conditions]
    if not read:
        claims = read_claims(description, molecule)
        checks = (Check(claim.text, claim.verdict == VERIFIED) for claim in claims)
        return tuple(dict.fromkeys(checks))  # what is said twice is shown once
    values = _measure(molecule)
    return tuple(
        Check(item.wording, all(_meets(values, condition) for condition in item.conditions))
        for item in read
    )


def count_missed(description: str, molecule: Molecule) -> int:
    """Return how much of what can be checked of a description a molecule does not have."""
    return sum(not check.holds for check in check_description(description, molecule.smiles))


def _measure(molecule: Molecule) -> dict[str, float]:
    properties = compute_properties(molecule.mol)
    numbers = {name: float(getattr(properties, name)) for name in PROPERTIES}
    return {**count_traits(molecule.mol), **numbers}


def _meets(values: dict[str, float], condition: Condition) -> bool:
    value = sum(values.get(measure, 0) for measure in condition.measures)
    return (condition.low is None or value >= condition.low) and (
        condition.high is None or value <= condition.high
    )
