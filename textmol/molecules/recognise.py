"""What did the person type: a structure, an identifier, or a description?"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from textmol.errors import MoleculeError, QueryError
from textmol.molecules.molblock import is_mol_block
from textmol.molecules.parse import INCHIKEY, Molecule, parse_molecule, unwrap
from textmol.molecules.properties import compute_properties, format_formula

LONGEST_DESCRIPTION = 2_000  # characters; training texts end far below

_CID = re.compile(r"(?:CID[\s:]*)?(\d{1,9})", re.IGNORECASE)
_INCHI = re.compile(r"InChI=", re.IGNORECASE)
# A token in the alphabet of SMILES: organic-subset and aromatic atoms, bracket atoms, signs.
_SMILES = re.compile(r"(?:\[[^\[\]\s]*\]?|Cl|Br|[BCNOPSFIbcnops*]|[-=#$:/\\~.()%\d@+\]])+")
_ATOM = re.compile(r"\[[^\]]*\]|Cl|Br|[BCNOPSFIbcnops*]")
# Names in letters and digits: the formulas CO2, PbSO4, NO3- and PO4(3-), which never count 1;
# P450; C12-C14; the receptor CB1; the fatty acid C18:1 and the lipid PC(16:0/18:1).
_PART = r"(?:[A-Z][a-z]?(?:[2-9]|[1-9]\d+)?)+"
_NAME = re.compile(
    rf"{_PART}(?:-{_PART})*(?:\d?[-+]|\(\d?[-+]\))?|[A-Za-z]{{1,4}}\d{{1,3}}|\w{{1,3}}|.*\d:\d.*"
)
_BOND_SIGNS = re.compile(r"[=#\[\]()@\\/]|[A-Za-z]\d")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ufeff]")
_FOREIGN = {
    "German": {"der", "die", "das", "und", "eine", "ein", "mit", "nach", "riecht", "säure", "ist"},
    "French": {"le", "la", "les", "une", "un", "avec", "et", "qui", "du", "des", "est", "acide"},
    "Spanish": {"el", "los", "una", "un", "con", "y", "que", "del", "es", "ácido", "huele"},
}
# Words of English alone: "a", "an" and "in" are Spanish or German as well.
_ENGLISH = {"the", "of", "with", "and", "that", "which", "is", "it", "from", "for", "has", "by"}


@dataclass(frozen=True)
class Reading:
    """How a query was read.

    Attributes:
        kind: "description", "smiles", "inchi", "mol block", "inchikey" or "cid".
        value: the query in normal form: digits of a CID, upper-case InChIKey, trimmed text.
        molecule: the structure, where one was typed.
        sentence: says to the chemist how the query was read.
    """

    kind: str
    value: str
    molecule: Molecule | None
    sentence: str


def recognise(text: str) -> Reading:
    """Return how ``text`` is read.

    A single token in the alphabet of SMILES is a structure when RDKit reads it; it is a broken
    structure, and an error, when it also has the signs of one (brackets, bond signs, ring
    digits). Everything else is a description, chemical names among them.

    Raises QueryError for an empty query and MoleculeError for a broken structure.
    """
    typed = text.strip()
    bare = unwrap(text)
    if not bare:
        raise QueryError("The query is empty.", "Type what the molecule is, does or smells like.")
    if is_mol_block(text):
        return _read_structure(text, "MOL block")
    if _INCHI.match(bare):
        return _read_structure(bare, "InChI")
    if match := INCHIKEY.fullmatch(bare):
        key = match[1].upper()
        return Reading("inchikey", key, None, f"Read as the InChIKey {key}.")
    if match := _CID.fullmatch(bare):
        cid = str(int(match[1]))
        return Reading("cid", cid, None, f"Read as the PubChem CID {cid}.")
    return _read_smiles(bare) or Reading("description", typed, None, "Read as a description.")


def _read_smiles(bare: str) -> Reading | None:
    """Return the reading of a SMILES, or None where the text is none."""
    first = bare.split(maxsplit=1)[0]
    alone, token = first == bare, first.rstrip(",;")
    if not _SMILES.fullmatch(token):
        return None
    # "SMILES name" needs a structure beyond doubt: "I" and "no" begin English sentences.
    if not alone and (len(token) < 4 or not _BOND_SIGNS.search(token)):
        return None
    if token.islower() and token.isalpha():
        return None  # "no", "icons", "bison"
    try:
        return _read_structure(bare, "SMILES")
    except MoleculeError:
        if _NAME.fullmatch(token) or token[0].isdigit() or not _ATOM.search(token):
            return None
        if _BOND_SIGNS.search(token):
            raise
        return None


def _read_structure(text: str, label: str) -> Reading:
    molecule = parse_molecule(text)
    formula = format_formula(compute_properties(molecule.mol).formula)
    return Reading(molecule.format, molecule.smiles, molecule, f"Read as {label}: {formula}.")


def clean_description(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text that is encoded, and notes on what was changed or is doubtful.

    Control characters go, white space is folded, and everything after 2,000 characters is cut
    at a word. A text that does not look English is kept and the doubt is noted.
    """
    notes = []
    plain = unicodedata.normalize("NFC", text)
    visible = _CONTROL.sub("", plain)
    if visible != plain:
        notes.append("Invisible control characters were left out.")
    folded = " ".join(visible.split())
    if len(folded) > LONGEST_DESCRIPTION:
        folded = folded[: LONGEST_DESCRIPTION + 1].rsplit(" ", 1)[0][:LONGEST_DESCRIPTION]
        notes.append(f"Only the first {len(folded):,} of {len(plain):,} characters were read.")
    doubt = _doubt_english(folded)
    return folded, (*notes, doubt) if doubt else tuple(notes)


def _doubt_english(text: str) -> str:
    letters = [sign for sign in text if sign.isalpha()]
    latin = [
        s
        for s in letters
        if "LATIN" in unicodedata.name(s, "") or "GREEK" in unicodedata.name(s, "")
    ]
    remedy = "TextMol learnt from English texts: describe the molecule in English."
    if not letters:
        return f"This has no words in it. {remedy}"
    if len(latin) < len(letters) / 2:
        return f"This is not written in Latin letters. {remedy}"
    words = set(re.findall(r"\w+", text.lower()))
    for language, common in _FOREIGN.items():
        if len(words & common) >= 2 and not words & _ENGLISH:
            return f"This looks like {language}. {remedy}"
    return ""
