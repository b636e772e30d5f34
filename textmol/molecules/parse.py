"""The one parser of structures: SMILES, "SMILES name", InChI and MOL blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from rdkit import Chem

from textmol.errors import MoleculeError
from textmol.molecules.explain import explain_chemistry, explain_smiles
from textmol.molecules.identity import compute_inchikey, quiet_rdkit
from textmol.molecules.molblock import find_block_fault, is_mol_block, tidy_mol_block
from textmol.molecules.notes import write_notes
from textmol.molecules.scan import describe_place

MOST_HEAVY_ATOMS = 1_000
MOST_RING_ATOMS = 2_000  # of all rings together
LONGEST_TEXT = 20_000
LONGEST_BLOCK = 500_000
INCHIKEY = re.compile(r"(?:InChIKey=)?([A-Z]{14}-[A-Z]{10}-[A-Z])", re.IGNORECASE)

_LABEL = re.compile(r"(?:canonical\s+|isomeric\s+)?smiles\s*[:=]\s*", re.IGNORECASE)
_INCHI = re.compile(r"InChI=|1S?/", re.IGNORECASE)
_INCHI_PREFIX = re.compile(r"InChI=", re.IGNORECASE)
_CXSMILES = re.compile(r"\|[^|]*\|\s*")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\0]")
_DASHES = str.maketrans("‐‑‒–—−", "------")
_QUOTES = ('"', "'", "`", "“", "”")


@dataclass(frozen=True)
class Molecule:
    """One structure, kept as typed: salts, charges, stereo and isotopes stay."""

    mol: Chem.Mol = field(compare=False, repr=False)
    smiles: str
    inchikey: str
    typed: str
    format: str
    name: str | None
    notes: tuple[str, ...]


def parse_molecule(text: str) -> Molecule:
    """Return the molecule written in ``text``.

    Raises MoleculeError, with the character or atom where it is known, if it cannot be read.
    """
    if is_mol_block(text):
        return _parse_block(text)
    cleaned = unwrap(text)
    if not cleaned:
        raise MoleculeError("No structure was entered.", "Enter a SMILES, an InChI or a MOL block.")
    lines = [line.strip() for line in cleaned.splitlines() if line.strip()]
    if len(lines) > 1:
        return _parse_lines(lines)
    return _parse_line(cleaned)


def unwrap(text: str) -> str:
    """Return ``text`` without invisible signs, quotes and a "SMILES:" label around it."""
    return _LABEL.sub("", _unquote(_INVISIBLE.sub("", text).strip()), count=1).strip()


def read_smiles(smiles: str) -> Chem.Mol:
    """Return the sanitised RDKit molecule of one bare SMILES, atoms in the order written.

    Hydrogens written as atoms are merged into their neighbours. Raises MoleculeError.
    """
    if not smiles:
        raise MoleculeError("No structure was entered.", "Enter a SMILES.")
    _refuse_length(smiles, LONGEST_TEXT)
    stranger = next((n for n, sign in enumerate(smiles) if not "!" <= sign <= "~"), None)
    if stranger is not None:
        raise MoleculeError(
            f"{smiles[stranger]!r} at {describe_place(stranger)} is not part of a SMILES.",
            "Remove it, or check how the SMILES was copied.",
            text=smiles,
            position=stranger,
        )
    with quiet_rdkit():
        if len(smiles) > MOST_HEAVY_ATOMS:
            # Counting first keeps ring perception away from structures of any size.
            _refuse_size(Chem.MolFromSmiles(smiles, sanitize=False), smiles)
        mol = Chem.MolFromSmiles(smiles)
    if mol is None:
        raise explain_smiles(smiles)
    return mol


def _parse_line(line: str) -> Molecule:
    # Lists write SMILES<tab>name<tab>more columns, or SMILES and a name of several words.
    columns: list[str] = re.split(r"\s*\t\s*", line, maxsplit=2)
    structure, *words = [*columns[0].split(), *columns[1:2]]
    structure, name = structure.rstrip(",;"), " ".join(words)
    if INCHIKEY.fullmatch(structure):
        raise MoleculeError(
            "This is an InChIKey, which cannot be turned back into a structure.",
            "Enter a SMILES, an InChI or a MOL block, or search the library for the key.",
            text=structure,
        )
    if _INCHI.match(structure):
        return _finish(read_inchi(structure), line, "inchi", name, [])
    notes = []
    if name.startswith("|"):
        name = _CXSMILES.sub("", name, count=1)
        notes.append("CXSMILES extension ignored")
    if "\\\\" in structure:
        structure = structure.replace("\\\\", "\\")
        notes.append("doubled backslashes read as single ones")
    if (plain := structure.translate(_DASHES)) != structure:
        structure = plain
        notes.append("typographic dashes read as -")
    mol = read_smiles(structure)
    return _finish(mol, line, "smiles", name, notes)


def _parse_lines(lines: list[str]) -> Molecule:
    """Return the molecule of a line-wrapped SMILES; several structures are an error."""
    try:
        _parse_line(lines[0])
    except MoleculeError as error:
        joined = "".join(lines)
        try:
            molecule = _parse_line(joined)
        except MoleculeError:
            raise error from None
        return replace(molecule, notes=("line breaks removed", *molecule.notes))
    raise MoleculeError(
        f"{len(lines)} lines were read where one structure is expected.",
        "Enter one structure at a time.",
        text="\n".join(lines),
        position=len(lines[0]) + 1,
    )


def read_inchi(text: str) -> Chem.Mol:
    """Return the sanitised RDKit molecule of an InChI. Raises MoleculeError."""
    _refuse_length(text, LONGEST_TEXT)
    inchi = "InChI=" + _INCHI_PREFIX.sub("", text, count=1)
    layers = inchi.split("/")
    with quiet_rdkit():
        mol = Chem.MolFromInchi(inchi) if inchi.isascii() else None
        rebuilt = Chem.MolToInchi(mol).split("/") if mol is not None else []
    if mol is not None:
        _refuse_size(mol, text)
    # RDKit fills in for missing layers: an InChI cut off before /h gives another molecule.
    if mol is None or (rebuilt[1:2] != layers[1:2] and layers[1][:1] not in "pq"):
        raise MoleculeError(
            "This InChI cannot be read." if mol is None else "This InChI is incomplete.",
            "Copy it whole, from InChI=1S/ to its last layer, or enter a SMILES.",
            text=text,
            position=None if mol is None else len(text),
        )
    return mol


def _parse_block(text: str) -> Molecule:
    _refuse_length(text, LONGEST_BLOCK)
    block = tidy_mol_block(text).encode("utf-8", "replace").decode()
    fault = find_block_fault(block)
    if fault is not None:
        raise MoleculeError(fault.message, fault.remedy, text=block, position=fault.position)
    mol = _read_block(block)
    title = " ".join(block.split("\n", 1)[0].split())
    return _finish(mol, text.strip(), "mol block", title, [])


def _read_block(block: str) -> Chem.Mol:
    raw = None
    with quiet_rdkit():
        for strict in (True, False):
            try:
                raw = Chem.MolFromMolBlock(block, sanitize=False, strictParsing=strict)
            except RuntimeError:
                # RDKit's checks of its own invariants reach Python for some broken blocks.
                continue
            if raw is not None:
                break
        if raw is not None:
            _refuse_size(raw, block)
        mol = raw and Chem.MolFromMolBlock(block, strictParsing=strict)
    if mol is not None:
        return mol
    error = None if raw is None else explain_chemistry(raw, block)
    raise error or MoleculeError(
        "This MOL block cannot be read.",
        "Save it again as V2000 from your drawing program, or enter a SMILES.",
        text=block,
    )


def _finish(mol: Chem.Mol, typed: str, kind: str, name: str, repairs: list[str]) -> Molecule:
    if not mol.GetNumAtoms():
        raise MoleculeError("This structure has no atoms.", "Draw or enter one.", text=typed)
    _refuse_size(mol, typed)
    _leave_equal_rings(mol)
    notes = list(repairs)
    if any(atom.GetAtomMapNum() for atom in mol.GetAtoms()):
        for atom in mol.GetAtoms():
            atom.SetAtomMapNum(0)
        notes.append("atom-map numbers ignored")
    return Molecule(
        mol=mol,
        smiles=Chem.MolToSmiles(mol),
        inchikey=compute_inchikey(mol),
        typed=typed,
        format=kind,
        name=name or None,
        notes=(*notes, *write_notes(mol)),
    )


def _leave_equal_rings(mol: Chem.Mol) -> None:
    """Leave a molecule the smallest set of its rings, where equal ones would be too many.

    RDKit lists every way round of the same length: thousands in a macrocycle of para-linked
    rings, of which bridgeheads are counted for minutes.
    """
    if sum(map(len, mol.GetRingInfo().AtomRings())) > MOST_RING_ATOMS:
        Chem.GetSSSR(mol)


def _unquote(text: str) -> str:
    while len(text) > 1 and text[0] in _QUOTES and text[-1] in _QUOTES:
        text = text[1:-1].strip()
    return text


def _refuse_length(text: str, limit: int) -> None:
    if len(text) > limit:
        raise MoleculeError(
            f"This structure is {len(text):,} characters long; TextMol reads up to {limit:,}.",
            "Enter a smaller molecule, or one repeat unit of a polymer.",
            text=text[:limit],
            position=limit,
        )


def _refuse_size(mol: Chem.Mol | None, text: str) -> None:
    if mol is not None and mol.GetNumHeavyAtoms() > MOST_HEAVY_ATOMS:
        raise MoleculeError(
            f"This structure has {mol.GetNumHeavyAtoms():,} heavy atoms; "
            f"TextMol reads up to {MOST_HEAVY_ATOMS:,}.",
            "Enter a smaller molecule, or one repeat unit of a polymer.",
            text=text,
        )
