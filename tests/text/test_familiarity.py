"""Everyday texts are told from descriptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from textmol.molecules.fragment_names import structure_terms
from textmol.text.familiarity import is_chemistry, measure_familiarity
from textmol.text.phrases import has_term
from textmol.text.vocabulary import Vocabulary, learn_vocabulary

if TYPE_CHECKING:
    from textmol.engine import TextMol


@pytest.fixture(scope="module")
def vocabulary(engine: TextMol) -> Vocabulary:
    path = engine.checkpoint.folder / "tokenizer.json"
    return Vocabulary.from_json(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        "The committee will meet on Thursday to discuss the budget for next year.",
        "hello",
        "asdf qwer zxcv",
        "To be or not to be, that is the question.",
        "My cat sleeps on the sofa all day.",
        "the of and",
        "12345",
        "",
    ],
)
def test_everyday_texts_are_no_chemistry(vocabulary: Vocabulary, text: str) -> None:
    assert not is_chemistry(vocabulary, text, structure_terms())


@pytest.mark.parametrize(
    "text",
    [
        "an alcohol",
        "relieves pain",
        "sweet-smelling ester",
        "a plant metabolite",
        "2-(diethylamino)-N-(2,6-dimethylphenyl)acetamide",
        "COOH",
        "a β-lactam made by Streptomyces wadayamensis",
    ],
)
def test_descriptions_are_chemistry(vocabulary: Vocabulary, text: str) -> None:
    assert is_chemistry(vocabulary, text, structure_terms())


def test_familiarity_is_the_share_of_known_pieces() -> None:
    learned = learn_vocabulary(["ester"], least_pieces=1, least_pairs=1)
    assert measure_familiarity(learned, "an ester of 4") == 1
    assert measure_familiarity(learned, "ester qqqqq") == 0.5
    assert measure_familiarity(learned, "it is") == 0


def test_terms_are_found_in_any_spelling() -> None:
    terms = {"carboxylic acid", "beta-lactam"}
    assert has_term("two Carboxylic acids", terms)
    assert has_term("a β-lactam", terms)
    assert not has_term("a carboxylic thing, acid", terms)
