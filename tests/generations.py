"""Generations made by hand, for tests that need no generator."""

from __future__ import annotations

from collections.abc import Mapping

from textmol.library import Record
from textmol.molecules import compute_properties, parse_molecule
from textmol.writing.records import Generated, Generation

# CID of a known molecule, None for a new one.
MOLECULES: dict[str, int | None] = {
    "CC(=O)Oc1ccccc1C(=O)O": 2244,
    "O=C(O)c1ccccc1Cl": None,
    "CCCC(=O)OCC": 7762,
    "O=[N+]([O-])c1ccc(N=Nc2ccc(O)cc2)cc1": None,
}


def make_generation(
    molecules: Mapping[str, int | None] = MOLECULES, query: str = "an acid"
) -> Generation:
    """Return a generation of these molecules in their order."""
    return Generation(
        query=query,
        molecules=tuple(
            _make(rank, smiles, cid) for rank, (smiles, cid) in enumerate(molecules.items(), 1)
        ),
        drawn=len(molecules) + 9,
        empty=1,
        invalid=2,
        repeated=3,
        notes=(),
        elapsed_ms=12.345,
        checkpoint="generator@12345678",
        library="test@87654321",
    )


def _make(rank: int, smiles: str, cid: int | None) -> Generated:
    molecule = parse_molecule(smiles)
    known = None if cid is None else _record(smiles, cid, f"known {cid}")
    return Generated(
        rank=rank,
        score=0.9 / rank,
        smiles=molecule.smiles,
        inchikey=molecule.inchikey,
        known=known,
        nearest=known or _record("O=C(O)c1ccccc1", 243, "benzoic acid"),
        nearest_similarity=1.0 if known else 0.25,
    )


def _record(smiles: str, cid: int, name: str) -> Record:
    molecule = parse_molecule(smiles)
    properties = compute_properties(molecule.mol)
    return Record(cid, cid, molecule.inchikey, molecule.smiles, name, properties)
