"""What a caption of a molecule must not say."""

from __future__ import annotations

import pytest
from rdkit import Chem

from textmol.engine import WRITERS
from textmol.molecules.claims.evidence import Evidence
from textmol.writing.folder import TOKENS
from textmol.writing.tokens import Tokens
from textmol.writing.truth import Truthful
from textmol.writing.wording import Wording

WORDS = (
    *("The", "molecule", "is", "a", "an", "It", "of", "and", "that", "not", "read", "as", "from"),
    *("member", "class", "benzoic", "acids", "acid", "monocarboxylic", "drug", "anything", "red"),
    *("derives", "salicylic", "conjugate", "acetylsalicylate", "benzenes", "primary", "amine"),
    *("the", "steroid", "pyridine", "anion"),
)
ASPIRIN = "CC(=O)Oc1ccccc1C(=O)O"


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return Tokens.from_json((WRITERS / "captioner" / TOKENS).read_text("utf-8"))


def _write(tokens: Tokens, text: str) -> str | None:
    """Return a text as far as it may be written of aspirin, None where it may not."""
    rule = Truthful(Wording(tokens, WORDS), Evidence(Chem.MolFromSmiles(ASPIRIN)))
    state = rule.begin()
    for token in tokens.read_words(text):
        following = rule.extend(state, token)
        if following is None:
            return None
        state = following
    return None if rule.count_open(state) else state.strip()


@pytest.mark.parametrize(
    "text",
    [
        "The molecule is a member of the class of benzoic acids. It is a monocarboxylic acid.",
        "The molecule is a drug that is not read as anything. It derives from a salicylic acid.",
        "It is a conjugate acid of an acetylsalicylate.",
        "The molecule is a member of benzenes and a monocarboxylic acid",
    ],
)
def test_what_holds_or_cannot_be_checked_is_written(tokens: Tokens, text: str) -> None:
    assert _write(tokens, text) == text


@pytest.mark.parametrize(
    "text",
    [
        "The molecule is a primary amine",  # at the end, where no stop follows
        "The molecule is a primary amine.",
        "The molecule is a primary amine that is red.",
        "The molecule is a monocarboxylic acid. It is a steroid and a drug.",
        "The molecule is a monocarboxylic acid, a pyridine and a drug.",
    ],
)
def test_what_is_contradicted_goes_on_no_further(tokens: Tokens, text: str) -> None:
    assert _write(tokens, text) is None


def test_what_is_said_twice_goes_on_no_further_either(tokens: Tokens) -> None:
    assert _write(tokens, "The molecule is a drug. It is a drug.") is None


def test_what_would_be_another_molecule_goes_on_no_further(tokens: Tokens) -> None:
    facts = Evidence(Chem.MolFromSmiles(ASPIRIN))
    rule = Truthful(Wording(tokens, WORDS), facts, lambda sentence: "red" in sentence)
    assert not rule.count_open("It is an acid.")
    assert rule.count_open("It is an acid that is red.")


def test_names_of_other_molecules_end_with_their_sentence(tokens: Tokens) -> None:
    facts = Evidence(Chem.MolFromSmiles(ASPIRIN))
    rule = Truthful(
        Wording(tokens, (*WORDS, "sulfate(1-)")),
        facts,
        names_other=lambda sentence: sentence.endswith("sulfate(1-)"),
    )
    state = rule.begin()
    *before, end = tokens.read_words("It is a conjugate acid of a sulfate(1-).")
    for token in before:
        following = rule.extend(state, token)
        assert following is not None
        state = following
    assert rule.extend(state, end) is None  # though the token is more than a stop
    assert rule.count_open("It is a conjugate acid of a sulfate(1-)")
    assert not rule.count_open("It is a conjugate acid")


def test_a_word_may_go_on_to_what_holds(tokens: Tokens) -> None:
    rule = Truthful(Wording(tokens, WORDS), Evidence(Chem.MolFromSmiles("CC(=O)[O-]")))
    assert rule.may_close("", 5)
    assert rule.count_open("It is a monocarboxylic acid")
    assert not rule.count_open("It is a monocarboxylic acid anion")
