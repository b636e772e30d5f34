"""Names of one molecule in its states of charge: of "lysinium(2+)" also lysine.

What is told of a molecule by way of its conjugate names that in any of them ("a conjugate base of
lysinium(2+)"), and a library knows most molecules in one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rdkit import Chem

_ARTICLE = re.compile(r"^(?:an?|the) ")
_SECOND = re.compile(r" and (?:an? |its ).*")  # "a hypotaurine and a hypotaurine zwitterion"
# "lauric (dodecanoic) acid", "5-oxopentanoic acid (glutaraldehydic acid)", but "malate (2-)".
_SYNONYM = re.compile(r" \([a-z]+\)(?= acid$)| \((?!\d*[+-]\))(?:[^()]|\([^()]*\))+\)$")
_STATE = re.compile(r"(?:( zwitterion)| anion| cation|\((?:(\d*)([+-])|(\d+)([+-]))\))$")
# Salts of these acids end alike, whatever is left of their protons.
_SEVERAL_PROTONS = re.compile(r"(?:phosph|phosphon|sulf|sulfon|carbon)ate$")
_ENDINGS = (
    (re.compile(r"inium$"), ("ine",), 1),
    (re.compile(r"ammonium$"), ("amine", "ammonia"), 1),
    (re.compile(r"ium$"), ("e", ""), 1),
    (re.compile(r"(?<=...)ate$"), ("ic acid", "e"), -1),
    (re.compile(r"(?<=...)ic acid$"), ("ate",), 1),
    (re.compile(r"ide$"), ("", "e"), -1),
)


@dataclass(frozen=True)
class Form:
    """A name that a molecule may have in one of its states.

    Attributes:
        name: of the molecule in that state.
        protons: how many more the name that was given says it has; None where it does not say.
        charge: that the name which was given states, None where it states none.
    """

    name: str
    protons: int | None = None
    charge: int | None = None

    @property
    def is_given(self) -> bool:
        """Whether this is the name that was given."""
        return self.protons == 0

    def tell_charge(self, mol: Chem.Mol) -> int | None:
        """Return the charge of what the given name means, where ``mol`` has this name.

        None where it cannot be told: "malate" may have lost one proton or two.
        """
        found = Chem.GetFormalCharge(mol)
        if self.charge is not None or self.protons is None:
            return self.charge
        if self.protons and (abs(found) > 1 or len(mol.GetSubstructMatches(_acid())) > 1):
            return None
        return found + self.protons


def list_forms(name: str) -> list[Form]:
    """Return a name without its article, then what its conjugates may be called, each once."""
    found: dict[str, Form] = {}
    for form in _list(name):
        found.setdefault(form.name, form)
    return list(found.values())


def _list(name: str) -> Iterator[Form]:
    given = _ARTICLE.sub("", name.strip())
    yield Form(given, protons=0)
    bare = _SYNONYM.sub("", _SECOND.sub("", given))
    state = _STATE.search(bare)
    charge = _read_charge(state) if state else None
    bare = _STATE.sub("", bare)
    yield Form(bare, None if state else 0, charge)
    if not _SEVERAL_PROTONS.search(bare):
        for ending, others, protons in _ENDINGS:
            told = None if state else protons
            for other in others if ending.search(bare) else ():
                yield Form(ending.sub(other, bare), told, charge)


def _read_charge(state: re.Match[str]) -> int | None:
    if state[1]:
        return 0
    number = state[2] or state[4] or "1"
    sign = state[3] or state[5]
    return int(f"{sign}{number}") if sign else None


@cache
def _acid() -> Chem.Mol:
    return Chem.MolFromSmarts("[OX2H,OX1-;$(O-[C,P,S]=[O,S])]")
