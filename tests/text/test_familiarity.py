"""Everyday texts are told from descriptions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from textmol.molecules.fragment_names import structure_terms
from textmol.text.familiarity import is_chemistry, is_formula, measure_familiarity
from textmol.text.phrases import has_term
from textmol.text.vocabulary import Vocabulary, learn_vocabulary

if TYPE_CHECKING:
    from textmol.engine import TextMol


@pytest.fixture(scope="module")
def vocabulary(engine: TextMol) -> Vocabulary:
    path = engine.checkpoint.folder / "tokenizer.json"
    return Vocabulary.from_json(path.read_text(encoding="utf-8"))


EVERYDAY = (
    "What is the capital of France?",
    "This is a test.",
    "The weather is nice today.",
    "How are you?",
    "The train to Berlin leaves at nine.",
    "Who won the football match last night?",
    "Can you recommend a good restaurant nearby?",
    "She bought a new car last week.",
    "The price of houses has risen again.",
    "Where is the nearest railway station?",
    "He works as a teacher in a small town.",
    "Happy birthday to you",
    "The dog barked all night.",
    "How many people live in London?",
    "My phone is broken.",
    "The book is on the table.",
    "hello world",
    "I am learning to play chess.",
    "The library is closed on Sundays.",
    "The students passed the exam.",
    "It rained so hard that the river flooded the village.",
    "The quick brown fox jumps over the lazy dog.",
    "Pass the salt, please.",
    "I need a new pair of shoes.",
    "What should we have for dinner tonight?",
    "The cat sat on the mat.",
    "My grandmother lives by the sea.",
    "The company reported record profits this quarter.",
    "Can I pay by credit card?",
    "There is a concert in the park on Saturday.",
    "Her wedding ring was stolen.",
    "It is raining cats and dogs.",
    "The king of Norway visited Sweden.",
    "I lost my keys in the woods.",
    "How old are you?",
    "Please find attached the minutes of the meeting.",
    "Which team won the world cup in 1998?",
    "Click here to subscribe to our newsletter.",
    "The car would not start this morning.",
)
NO_WORDS = (
    "asdf qwer zxcv",
    "To be or not to be, that is the question.",
    "the of and",
    "12345",
    "",
)
CHEMIST = (
    "an alcohol",
    "relieves pain",
    "sweet-smelling ester",
    "a plant metabolite",
    "2-(diethylamino)-N-(2,6-dimethylphenyl)acetamide",
    "COOH",
    "a β-lactam made by Streptomyces wadayamensis",
    "red dye",
    "smells of roses",
    "bitter taste",
    "lowers blood pressure",
    "found in coffee",
    "anti-inflammatory drug",
    "kills bacteria",
    "used against malaria",
    "a local anaesthetic",
    "banana smell",
    "insect repellent",
    "a hormone made by plants",
    "poison from mushrooms",
    "sleeping pill",
    "yellow pigment of carrots",
    "fatty acid with two double bonds",
    "sugar",
    "vitamin",
    "sunscreen",
    "an explosive",
    "green odour of cut grass",
    "weed killer",
    "tear gas",
    "liquid crystal",
    "food colouring",
    "solvent for paints",
    "cooling agent in toothpaste",
    "toxin of the puffer fish",
    "salt of a weak acid",
    "chelates iron",
    "opioid",
    "statin",
    "PFAS",
)


@pytest.mark.parametrize("text", [*EVERYDAY, *NO_WORDS])
def test_everyday_texts_are_no_chemistry(vocabulary: Vocabulary, text: str) -> None:
    assert not is_chemistry(vocabulary, text, structure_terms())


@pytest.mark.parametrize("text", CHEMIST)
def test_descriptions_are_chemistry(vocabulary: Vocabulary, text: str) -> None:
    assert is_chemistry(vocabulary, text, structure_terms())


# Of the texts of data/familiarity.json these are told wrongly: sources and persons that no
# description names, a bare symbol, and everyday sentences made of a description's own words.
MISTAKEN = {
    "chemistry": {
        "found in the skin of frogs",
        "from sharks",
        "makes you sleepy",
        "two long chains and a headgroup",
        "MW below 200",
        "tBuOH",
        "Cl",
        "KCN",
    },
    "everyday": {
        "Roses are red, violets are blue.",
        "Please form a ring around the fire.",
        "Bees make honey.",
        "the derivative of a function at a point",
    },
}


@pytest.mark.parametrize("kind", ["chemistry", "everyday"])
def test_texts_of_many_kinds_are_told_apart(vocabulary: Vocabulary, root: Path, kind: str) -> None:
    texts = json.loads((root / "tests/data/familiarity.json").read_text(encoding="utf-8"))[kind]
    told = {text: is_chemistry(vocabulary, text, structure_terms()) for text in texts}
    wrong = {text for text, found in told.items() if found is not (kind == "chemistry")}
    assert wrong == MISTAKEN[kind]
    assert len(wrong) < 0.04 * len(texts)


@pytest.mark.parametrize("word", ["NaCl", "CH3CH2OH", "H2SO4", "Ca(OH)2", "[NH4+]", "O2", "PhOMe"])
def test_formulas_are_told_from_words(word: str) -> None:
    assert is_formula(word)


@pytest.mark.parametrize("word", ["HOW", "I", "Cosine", "42", "ester", "He", "In"])
def test_words_are_no_formulas(word: str) -> None:
    assert not is_formula(word)


def test_queries_are_chemistry(vocabulary: Vocabulary, root: Path) -> None:
    queries = json.loads((root / "tests/data/queries.json").read_text(encoding="utf-8"))["queries"]
    texts = [query["text"] for query in queries]
    assert [text for text in texts if not is_chemistry(vocabulary, text, structure_terms())] == []


def test_familiarity_is_the_share_of_known_pieces() -> None:
    learned = learn_vocabulary(["ester"], least_pieces=1, least_pairs=1)
    assert measure_familiarity(learned, "an ester of 4") == 1
    assert measure_familiarity(learned, "ester qqqqq") == 0.5
    assert measure_familiarity(learned, "it is") == 0
    assert measure_familiarity(learned, "one ester today") == 0.5


def test_terms_are_found_in_any_spelling() -> None:
    terms = {"carboxylic acid", "beta-lactam"}
    assert has_term("two Carboxylic acids", terms)
    assert has_term("a β-lactam", terms)
    assert not has_term("a carboxylic thing, acid", terms)
