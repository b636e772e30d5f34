"""What captioner and generator are given to read, as tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textmol.molecules.relatives import MOST
from textmol.writing.terms import SURE, Told
from textmol.writing.tokens import Tokens, list_signs, write_kind

# What a text is written in the manner of: the data sets that descriptions come from.
STYLES = ("chebi", "pcdes", "pubchem", "gitmol", "title", "iupac", "labels", "facts")
PLAIN = "chebi"  # the style that captions are written in
NEAR, SMILES, TEXT, LIKELY, TERM = "near", "smiles", "text", "likely", "term"
LONGEST_NAME, LONGEST_SMILES, LONGEST_TEXT, LONGEST_TERM = 20, 56, 90, 12


@dataclass(frozen=True)
class Subject:
    """What is told of a molecule that a caption is wanted for.

    Attributes:
        smiles: canonical SMILES.
        relatives: (kind, name) of named relatives.
        near: names of the molecules nearest by vector, nearest first.
        terms: terms that its description may use, likeliest first.
    """

    smiles: str
    relatives: list[tuple[str, str]]
    near: list[str]
    terms: Told


def all_signs() -> list[str]:
    """Return every sign that a prompt or an output may hold."""
    kinds = (*MOST, NEAR, SMILES, TEXT, LIKELY, TERM)
    return list_signs([*(f"style {style}" for style in STYLES), *kinds])


def write_subject(tokens: Tokens, subject: Subject, *, smiles: str | None = None) -> list[int]:
    """Return the prompt of a molecule; ``smiles`` is another way of writing it."""
    prompt: list[int] = []
    for kind, name in (*subject.relatives, *((NEAR, name) for name in subject.near)):
        prompt.append(tokens.number(write_kind(kind)))
        prompt += tokens.read_words(name, LONGEST_NAME)
    for term, value in subject.terms:
        prompt.append(tokens.number(write_kind(LIKELY if value >= SURE else TERM)))
        prompt += tokens.read_words(term, LONGEST_TERM)
    prompt.append(tokens.number(write_kind(SMILES)))
    return prompt + tokens.read_structure(smiles or subject.smiles, LONGEST_SMILES)


def write_request(tokens: Tokens, text: str, near: Sequence[str]) -> list[int]:
    """Return the prompt of a description.

    Args:
        tokens: the numbering.
        text: what the molecule should be.
        near: SMILES of known molecules that fit it, best first.
    """
    prompt = [tokens.number(write_kind(TEXT)), *tokens.read_words(text, LONGEST_TEXT)]
    for smiles in near:
        prompt.append(tokens.number(write_kind(NEAR)))
        prompt += tokens.read_structure(smiles, LONGEST_SMILES)
    return prompt


def begin(tokens: Tokens, style: str | None = None) -> list[int]:
    """Return what an output begins with: the style of a text, or the sign of a structure."""
    return [tokens.number(write_kind(SMILES if style is None else f"style {style}"))]
