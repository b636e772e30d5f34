"""Words are taken whole: what begins like one, what is one, and what brings it to its end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmol.writing.lexicon import MOST, Lexicon, find_last, list_words

ENZYME = "EC 3.1.1.7 (acetylcholinesterase)"
WORDS = ("acid", "acidic", "an", "benzoic", "2-(4-chlorophenyl)ethanol", ENZYME)
_SPELLED = "a|c|id|ac|ic| | b|b|ben|zo|.|ic,|ic.|x| 3|3"
PIECES = dict(enumerate(_SPELLED.split("|")))


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(WORDS, PIECES)


def test_words_of_a_text_have_no_stops_and_enzymes_their_names() -> None:
    text = f"It is an {ENZYME} inhibitor, an EC 1.1.1.1, and 2-(4-chlorophenyl)ethanol."
    expected = ["It", "is", "an", ENZYME, "inhibitor", "an", "EC 1.1.1.1", "and"]
    assert list(list_words(text)) == [*expected, "2-(4-chlorophenyl)ethanol"]


@given(st.lists(st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1)))
def test_a_text_is_its_words(words: list[str]) -> None:
    others = [word for word in words if word != "EC"]
    assert list(list_words(" ".join(others))) == others
    if others:
        assert find_last(" ".join(others)) == others[-1]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("", ""),
        ("It is an acid", "acid"),
        ("It is an ", ""),
        ("an EC", "EC"),
        ("an EC ", "EC "),
        ("an EC 3.1", "EC 3.1"),
        ("an EC 3.1.1.7 (acetyl cho", "EC 3.1.1.7 (acetyl cho"),
        (f"an {ENZYME}", ENZYME),
        (f"an {ENZYME} inhib", "inhib"),
        ("a SPEC 3.1", "3.1"),
    ],
)
def test_the_last_word_is_found(text: str, last: str) -> None:
    assert find_last(text) == last


def test_words_and_what_they_begin_with(lexicon: Lexicon) -> None:
    for word in WORDS:
        assert lexicon.holds(word) and lexicon.holds(f"{word}.") and lexicon.holds(f"{word},")
        assert all(lexicon.may_begin(word[:size]) for size in range(len(word) + 1))
        assert lexicon.may_begin(f"{word}.")
    for other in ("aci", "acidify", "2-(4-chlorophenyl)", "EC 3.1.1.7"):
        assert not lexicon.holds(other)
        assert not lexicon.may_begin(f"{other}?")
    assert not lexicon.may_begin("aci.")
    assert lexicon.holds("") and lexicon.holds(".")


def test_what_may_follow_is_listed(lexicon: Lexicon) -> None:
    def follow(beginning: str) -> set[str] | None:
        tokens = lexicon.list_next(beginning)
        return None if tokens is None else {PIECES[token] for token in tokens}

    assert follow("aci") == set()  # "d" is no piece
    assert follow("ac") == {"id"}
    assert follow("benz") == set()
    assert follow("benzo") == {"ic", "ic,", "ic."}
    assert follow("acid") is None  # it may end
    assert follow("EC") == {" ", " 3"}


def test_there_may_be_too_many_to_list() -> None:
    many = Lexicon((f"a{number}" for number in range(MOST + 1)), PIECES)
    assert many.list_next("a") is None
    assert many.list_next("a1") is None  # a word itself
