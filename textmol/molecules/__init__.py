"""Molecules: reading, identity, properties and drawing. RDKit lives here."""

from __future__ import annotations

from textmol.molecules.depiction import depict, describe_alt
from textmol.molecules.parse import Molecule, parse_molecule
from textmol.molecules.properties import Properties, compute_properties
from textmol.molecules.recognise import Reading, recognise

__all__ = [
    "Molecule",
    "Properties",
    "Reading",
    "compute_properties",
    "depict",
    "describe_alt",
    "parse_molecule",
    "recognise",
]
