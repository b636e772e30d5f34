"""Why RDKit refused a structure, in a chemist's words and with the atom or character."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rdkit import Chem, rdBase

from textmol.errors import MoleculeError
from textmol.molecules.identity import RDKIT_LOG_LOCK, quiet_rdkit
from textmol.molecules.scan import SmilesScanner, describe_place

MOST_ATOMS_NAMED = 8
_PERIODIC = Chem.GetPeriodicTable()
_LOG_POSITION = re.compile(r"around position (\d+)")
_ONIUM = {"N": "[N+]", "O": "[O+]", "P": "[P+]", "S": "[S+]", "B": "[B-]"}


def explain_smiles(smiles: str) -> MoleculeError:
    """Return the error that says why RDKit cannot read ``smiles`` and where."""
    scanner = SmilesScanner(smiles)
    fault = scanner.find_fault()
    if fault is not None:
        return MoleculeError(fault.message, fault.remedy, text=smiles, position=fault.position)
    with quiet_rdkit():
        mol = Chem.MolFromSmiles(smiles, sanitize=False)
    error = None if mol is None else explain_chemistry(mol, smiles, scanner.atoms)
    return error or MoleculeError(
        "This SMILES cannot be read.",
        "Check it against a drawing, or paste a MOL block instead.",
        text=smiles,
        position=_ask_rdkit(smiles),
    )


def explain_chemistry(mol: Chem.Mol, text: str, places: Sequence[int] = ()) -> MoleculeError | None:
    """Return the error for the first chemical problem of an unsanitised ``mol``, if there is one.

    ``places`` (one per atom) are the 0-based characters of ``text`` where the atoms are written;
    empty where the text is no SMILES.
    """
    with quiet_rdkit():
        problems = Chem.DetectChemistryProblems(mol)
    if not problems:
        return None
    problem = problems[0]
    kind = problem.GetType()
    if kind == "KekulizeException":
        atoms = list(problem.GetAtomIndices())
        message, remedy = _explain_kekule(mol, atoms, places)
    else:
        atoms = [problem.GetAtomIdx()] if hasattr(problem, "GetAtomIdx") else []
        if kind == "AtomValenceException":
            message, remedy = _explain_valence(mol, atoms[0], places)
        elif kind == "AtomKekulizeException":
            message, remedy = _explain_aromatic(mol, atoms[0], places)
        else:
            message, remedy = f"RDKit refuses this structure: {problem.Message()}.", ""
    position = places[atoms[0]] if atoms and places else None
    return MoleculeError(
        message, remedy, text=text, position=position, atom=atoms[0] if atoms else None
    )


def _ask_rdkit(smiles: str) -> int | None:
    """Return the 0-based position that RDKit's log gives for a refused SMILES, if any."""
    with RDKIT_LOG_LOCK, rdBase.CaptureErrorLog() as capture:
        Chem.MolFromSmiles(smiles)
    match = _LOG_POSITION.search(str(capture.messages))
    return int(match[1]) - 1 if match else None


def _name_atom(mol: Chem.Mol, index: int, places: Sequence[int]) -> str:
    number = mol.GetAtomWithIdx(index).GetAtomicNum()
    element = _PERIODIC.GetElementName(number).lower() if number else "wildcard"
    place = describe_place(places[index]) if places else f"atom {index + 1}"
    return f"the {element} at {place}" if places else f"the {element} ({place})"


def _explain_valence(mol: Chem.Mol, index: int, places: Sequence[int]) -> tuple[str, str]:
    atom = mol.GetAtomWithIdx(index)
    bonds = round(sum(bond.GetValenceContrib(atom) for bond in atom.GetBonds()))
    bonds += atom.GetNumExplicitHs()
    name = _name_atom(mol, index, places)
    message = f"{name[0].upper()}{name[1:]} has {bonds} bonds, more than it can form."
    symbol = atom.GetSymbol()
    if symbol in _ONIUM and not atom.GetFormalCharge() and bonds == _highest_valence(atom) + 1:
        return message, f"If it carries a charge, write {_ONIUM[symbol]}; else remove a bond."
    if symbol in ("F", "Cl", "Br", "I"):
        return message, "A halogen ends a chain: put it in a branch, as in C(Cl)C."
    return message, "Remove a bond or a hydrogen, or give the atom its charge in brackets."


def _highest_valence(atom: Chem.Atom) -> int:
    return int(max(_PERIODIC.GetValenceList(atom.GetAtomicNum())))


def _explain_aromatic(mol: Chem.Mol, index: int, places: Sequence[int]) -> tuple[str, str]:
    name = _name_atom(mol, index, places)
    message = f"{name[0].upper()}{name[1:]} is written as aromatic but is in no ring."
    return message, "Write it in upper case, or close its ring."


def _explain_kekule(mol: Chem.Mol, atoms: list[int], places: Sequence[int]) -> tuple[str, str]:
    numbers = [str((places[index] if places else index) + 1) for index in atoms]
    listed = ", ".join(numbers[:MOST_ATOMS_NAMED]) + (", …" if atoms[MOST_ATOMS_NAMED:] else "")
    where = f"{'characters' if places else 'atoms'} {listed}"
    message = f"The aromatic atoms at {where} cannot be given alternating double bonds."
    if any(mol.GetAtomWithIdx(index).GetSymbol() == "N" for index in atoms):
        return message, "If a ring nitrogen carries a hydrogen, write [nH], as in c1cc[nH]c1."
    return message, "Check for a missing ring atom, hydrogen or charge, as in c1cc[cH-]c1."
