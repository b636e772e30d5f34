"""What did the person type: a structure, an identifier, or a description?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass

from textmol.errors import MoleculeError, QueryError
from textmol.molecules.molblock import is_mol_block
from textmol.molecules.parse import INCHIKEY, Molecule, parse_molecule, unwrap
from textmol.molecules.properties import compute_properties, format_formula
from textmol.molecules.smarts import compile_smarts

# What a chemist may say that the text is, where it was taken for something else.
READINGS = ("description", "name", "structure", "smarts", "identifier")
_WORDS = ("description", "name")
LONGEST_NAME = 200  # characters without a blank that may be a name and no broken structure
LONGEST_DESCRIPTION = 2_000  # characters; training texts end far below

_CID = re.compile(r"(?:CID[\s:]*)?(\d{1,9})", re.IGNORECASE)
_SKELETON = re.compile(r"[A-Z]{14}")  # what an InChIKey says without stereochemistry
_INCHI = re.compile(r"InChI=", re.IGNORECASE)
_CAS = re.compile(r"(?:CAS(?:\s*RN)?[\s:#]*)?(\d{2,7})-(\d\d)-(\d)", re.IGNORECASE)
# Registries of which a library may carry numbers among its names.
_REGISTRY = re.compile(
    r"(ChEBI|ChEMBL|HMDB|DTXSID|DTXCID|ZINC|DrugBank|DB(?=\d{5}))[\s:_-]*(\w?\d{1,12})",
    re.IGNORECASE,
)
_REACTION = re.compile(r"[^\s>]+>[^\s>]*>[^\s>]+")
_PATTERN_MARK = re.compile(r"SMARTS\s*[:=]\s*", re.IGNORECASE)
# What SMARTS has and SMILES has not: any bond, wildcards, and in brackets an element by its
# number, "not", "or", "and", degrees, ring sizes and environments. [Rb] and [Dy] are elements.
_PATTERN = re.compile(
    r"~|\[[^\]]*(?:#\d|[!&;,$^]"
    r"|[XDRrvxh]\d|(?<![A-Z])(?:[Rrx](?![a-z])|[Aa](?=[\];,&])))"
)
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
# A chain of C, N and O before a word that ends as names do: "CCO ethanol". Other letters make
# acronyms too ("PBS", "NBS").
_CHAIN = re.compile(r"[CNO=#()]{3,}")
_NAMED = re.compile(
    r"\S*(?:ane|ene|yne|ol|one|al|ine|ide|ate|ile|acid|ether|glycol|amine)", re.IGNORECASE
)
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
        kind: "description", "name", "smiles", "inchi", "mol block", "smarts", "inchikey", "cid"
            or "registry" (a number of CAS, ChEBI and the like).
        value: the query in normal form: digits of a CID, upper-case InChIKey or its first block,
            trimmed text.
        molecule: the structure, where one was typed, or the name of one by nomenclature.
        sentence: says to the chemist how the query was read.
    """

    kind: str
    value: str
    molecule: Molecule | None
    sentence: str

    @property
    def in_words(self) -> bool:
        """Whether there are but words: a description, or a name that only a library may know."""
        return self.kind in _WORDS and self.molecule is None


def recognise(
    text: str,
    read_as: str | None = None,
    *,
    structures_named: Callable[[str], Collection[str]] | None = None,
) -> Reading:
    """Return how ``text`` is read.

    A single token in the alphabet of SMILES is a structure when RDKit reads it; it is a broken
    structure, and an error, when it also has the signs of one (brackets, bond signs, ring
    digits) or is a reaction. A token with signs that SMARTS alone has is a pattern. Everything
    else is a description, chemical names among them.

    Args:
        text: as typed.
        read_as: one of ``READINGS``, where the chemist says what it is.
        structures_named: returns the canonical SMILES of molecules with a name; with it, a short
            SMILES before its own name ("CO methanol") is told from the words of a sentence.

    Raises QueryError for an empty query, an unknown ``read_as`` or a text that cannot be read so,
    and MoleculeError for a broken structure.
    """
    typed = text.strip()
    bare = unwrap(text)
    if not bare:
        raise QueryError("The query is empty.", "Type what the molecule is, does or smells like.")
    if read_as is not None:
        return _read_as(read_as, text, bare)
    if is_mol_block(text):
        return _read_structure(text)
    if _INCHI.match(bare) or _REACTION.fullmatch(bare):
        return _read_structure(bare)
    found = _read_identifier(bare) or _read_pattern(bare) or _read_smiles(bare, structures_named)
    return found or _describe(typed)


def _read_as(kind: str, text: str, bare: str) -> Reading:
    """Return the reading that the chemist asks for."""
    if kind == "description":
        return _describe(text.strip())
    if kind == "name":
        return Reading("name", text.strip(), None, "Read as a name.")
    if kind == "structure":
        return _read_structure(text if is_mol_block(text) else bare)
    if kind == "smarts":
        return _pattern(_PATTERN_MARK.sub("", bare, count=1))
    if kind == "identifier":
        found = _read_identifier(bare)
        return found or Reading("registry", bare, None, f"Read as the identifier {bare[:80]}.")
    raise QueryError(
        f'A query cannot be read as "{kind[:40]}".', f"Choose one of: {', '.join(READINGS)}."
    )


def _describe(typed: str) -> Reading:
    return Reading("description", typed, None, "Read as a description.")


def _read_identifier(bare: str) -> Reading | None:
    if match := INCHIKEY.fullmatch(bare):
        key = match[1].upper()
        return Reading("inchikey", key, None, f"Read as the InChIKey {key}.")
    if _SKELETON.fullmatch(bare):
        sentence = f"Read as the first block of an InChIKey, {bare}: of any stereochemistry."
        return Reading("inchikey", bare, None, sentence)
    if match := _CID.fullmatch(bare):
        cid = str(int(match[1]))
        return Reading("cid", cid, None, f"Read as the PubChem CID {cid}.")
    if (match := _CAS.fullmatch(bare)) and _is_cas(match[1] + match[2], match[3]):
        number = "-".join(match.groups())
        return Reading("registry", number, None, f"Read as the CAS number {number}.")
    if match := _REGISTRY.fullmatch(bare):
        value = f"{match[1].upper()}{':' if match[1].upper() == 'CHEBI' else ''}{match[2].upper()}"
        return Reading("registry", value, None, f"Read as the identifier {value}.")
    return None


def _is_cas(digits: str, check: str) -> bool:
    """Return whether the last digit of a CAS number is the sum that it has to be."""
    return sum(n * int(d) for n, d in enumerate(reversed(digits), 1)) % 10 == int(check)


def _read_pattern(bare: str) -> Reading | None:
    """Return the reading of a SMARTS pattern, or None where the text has no sign of one."""
    if mark := _PATTERN_MARK.match(bare):
        return _pattern(bare[mark.end() :])
    if any(sign.isspace() for sign in bare) or not _PATTERN.search(bare):
        return None
    try:
        return _pattern(bare)
    except QueryError:
        if "[#" in bare:  # no name and no SMILES writes an atom by its number
            raise
        return None


def _pattern(text: str) -> Reading:
    if any(sign.isspace() for sign in text.strip()):
        # RDKit would take what follows a blank for a name.
        raise QueryError(
            f"The SMARTS pattern {text.strip()[:60]!r} cannot be read.",
            "Write it without blanks, as in [OX2H]c1ccccc1.",
        )
    compile_smarts(text)
    sentence = "Read as a SMARTS pattern: molecules that contain it, the smallest first."
    return Reading("smarts", text.strip(), None, sentence)


def _read_smiles(
    bare: str, structures_named: Callable[[str], Collection[str]] | None
) -> Reading | None:
    """Return the reading of a SMILES, or None where the text is none."""
    first, *rest = bare.split(maxsplit=1)
    alone, token = first == bare, first.rstrip(",;")
    if not _SMILES.fullmatch(token):
        return None
    # "SMILES name" needs a structure beyond doubt: "I" and "no" begin English sentences.
    if not alone and (len(token) < 4 or not _BOND_SIGNS.search(token)):
        return _read_named(token, "".join(rest), structures_named)
    if token.islower() and token.isalpha():
        return None  # "no", "icons", "bison"
    try:
        return _read_structure(bare)
    except MoleculeError:
        if len(token) > LONGEST_NAME:
            raise
        if _NAME.fullmatch(token) or token[0].isdigit() or not _ATOM.search(token):
            return None
        if _BOND_SIGNS.search(token):
            raise
        return None


def _read_named(
    token: str, name: str, structures_named: Callable[[str], Collection[str]] | None
) -> Reading | None:
    """Return the reading of a short SMILES if the words after it are a name of its molecule."""
    named = structures_named(name) if structures_named is not None and name else ()
    certain = _CHAIN.fullmatch(token) and _NAMED.fullmatch(name)
    if not (named or certain):
        return None
    try:
        reading = _read_structure(token)
    except MoleculeError:
        return None
    return reading if certain or reading.value in named else None


_LABELS = {"smiles": "SMILES", "inchi": "InChI", "mol block": "MOL block"}


def _read_structure(text: str) -> Reading:
    molecule = parse_molecule(text)
    formula = format_formula(compute_properties(molecule.mol).formula)
    sentence = f"Read as {_LABELS[molecule.format]}: {formula}."
    return Reading(molecule.format, molecule.smiles, molecule, sentence)


def read_name_of(reading: Reading, molecule: Molecule) -> Reading:
    """Return the reading of words that are the name of a structure."""
    formula = format_formula(compute_properties(molecule.mol).formula)
    sentence = f"Read as the name of {formula} (SMILES {molecule.smiles})."
    return Reading("name", reading.value, molecule, sentence)


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
