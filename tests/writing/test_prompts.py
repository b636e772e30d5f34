"""Prompts: every part behind its sign, long parts cut, nothing of a part that is missing."""

from __future__ import annotations

import pytest

from textmol.writing.prompts import (
    LONGEST_NAME,
    LONGEST_SMILES,
    LONGEST_TEXT,
    PLAIN,
    STYLES,
    Subject,
    all_signs,
    begin,
    write_request,
    write_subject,
)
from textmol.writing.tokens import Tokens, learn_tokens, write_kind


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return learn_tokens(all_signs(), ["acetic acid"] * 4, ["CC(=O)O"] * 4, words=300, pieces=120)


def _split(tokens: Tokens, prompt: list[int]) -> list[tuple[str, list[int]]]:
    """Return the parts of a prompt with their signs."""
    parts: list[tuple[str, list[int]]] = []
    for token in prompt:
        if token < len(tokens.signs):
            parts.append((tokens.signs[token], []))
        else:
            parts[-1][1].append(token)
    return parts


def test_a_molecule_is_told_by_relatives_neighbours_terms_and_smiles(tokens: Tokens) -> None:
    subject = Subject(
        "CC(=O)O",
        [("base", "acetate")],
        ["propionic acid"],
        [("monocarboxylic acid", 0.9), ("role: human metabolite", 0.1)],
    )
    parts = _split(tokens, write_subject(tokens, subject))
    assert [sign for sign, _ in parts] == ["<base>", "<near>", "<likely>", "<term>", "<smiles>"]
    assert [tokens.write_words(part) for _, part in parts[:2]] == ["acetate", "propionic acid"]
    assert tokens.write_structure(parts[4][1]) == "CC(=O)O"


def test_a_molecule_without_relatives_has_its_smiles(tokens: Tokens) -> None:
    parts = _split(tokens, write_subject(tokens, Subject("CC", [], [], []), smiles="C(C)"))
    assert [(sign, tokens.write_structure(part)) for sign, part in parts] == [("<smiles>", "C(C)")]


def test_a_request_is_told_by_text_and_known_structures(tokens: Tokens) -> None:
    parts = _split(tokens, write_request(tokens, "an acid", ["CC(=O)O", "OC=O"]))
    assert [sign for sign, _ in parts] == ["<text>", "<near>", "<near>"]
    assert tokens.write_words(parts[0][1]) == "an acid"
    assert [tokens.write_structure(part) for _, part in parts[1:]] == ["CC(=O)O", "OC=O"]


def test_long_parts_are_cut(tokens: Tokens) -> None:
    subject = Subject("N" * 900, [("part", "x y " * 90)], [], [])
    parts = _split(tokens, write_subject(tokens, subject))
    assert [len(part) for _, part in parts] == [LONGEST_NAME, LONGEST_SMILES]
    assert len(write_request(tokens, "x y " * 900, [])) == LONGEST_TEXT + 1


def test_outputs_begin_with_their_style(tokens: Tokens) -> None:
    assert PLAIN in STYLES
    for style in STYLES:
        assert begin(tokens, style) == [tokens.number(write_kind(f"style {style}"))]
    assert begin(tokens) == [tokens.number("<smiles>")]
