"""What is aligned: a molecule, a description and a level, which the URL holds."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

PAGE = "pages/align.py"
# What each level sets against what, as the page says it.
LEVELS = {
    "fragment": "Fragments × phrases",
    "atom": "Atoms × words",
    "molecule": "Molecule × sentences",
}
EXAMPLES = {
    "aspirin": ("CC(=O)Oc1ccccc1C(=O)O", "a benzoic acid that carries an acetate ester"),
    "penicillin G": (
        "CC1(C)S[C@@H]2[C@H](NC(=O)Cc3ccccc3)C(=O)N2[C@H]1C(=O)O",
        "A penicillin: a β-lactam ring fused to a thiazolidine, with a carboxylic acid. "
        "The side chain is a phenylacetamide.",
    ),
    "capsaicin": (
        "COc1cc(CNC(=O)CCCC/C=C/C(C)C)ccc1O",
        "a pungent phenol with a methoxy group and the amide of an unsaturated fatty acid",
    ),
}


@dataclass(frozen=True)
class Question:
    """What the page is asked.

    Attributes:
        molecule: structure, identifier or name, as typed.
        text: the description as typed.
        level: one of ``LEVELS``.
    """

    molecule: str
    text: str
    level: str

    @property
    def is_complete(self) -> bool:
        """Whether there is something to align with something."""
        return bool(self.molecule.strip() and self.text.strip())


def write_address(smiles: str, text: str, level: str = "fragment") -> dict[str, str]:
    """Return the parameters of the URL of an alignment, for links from hits and captions."""
    return {"smiles": smiles, "text": text, "level": level}


def read_address() -> Question:
    """Return what the URL of the page asks."""
    values = st.query_params
    level = values.get("level", "")
    return Question(
        molecule=values.get("smiles") or values.get("id", ""),
        text=values.get("text", ""),
        level=level if level in LEVELS else "fragment",
    )


def go_to(parameters: dict[str, str]) -> None:
    """Put another question into the URL; what is empty is left out."""
    st.query_params.from_dict({name: value for name, value in parameters.items() if value.strip()})
