"""Words are spans of the text as typed; pieces read chemical names inside."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from textmol.text.words import split_sentences, split_words, word_pairs, word_pieces


def test_names_are_cut_at_digits_hyphens_and_brackets() -> None:
    forms = [word.form for word in split_words("(2S)-2-Aminopropanoic acid")]
    assert forms == ["(", "2", "s", ")", "-", "2", "-", "aminopropanoic", "acid"]


def test_greek_letters_and_dashes_are_made_plain() -> None:
    assert [word.form for word in split_words("β–lactam")] == ["beta", "-", "lactam"]
    assert [word.form for word in split_words("beta-lactam")] == ["beta", "-", "lactam"]


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.text())
def test_spans_point_into_the_text_in_order(text: str) -> None:
    words = split_words(text)
    ends = [0, *(word.end for word in words)]
    for word, end in zip(words, ends, strict=False):
        assert end <= word.start < word.end <= len(text)
        assert not text[word.start : word.end].isspace()


def test_every_sign_is_in_some_word() -> None:
    text = "α-D-Glcp-(1→4); 5′-O"
    covered = {i for word in split_words(text) for i in range(word.start, word.end)}
    assert covered == {i for i, sign in enumerate(text) if not sign.isspace()}


def test_pieces_mark_the_ends_of_a_word() -> None:
    pieces = word_pieces("ethanol")
    assert pieces[0] == "<ethanol>"
    assert "nol>" in pieces and "<eth" in pieces and "tha" in pieces
    assert len(set(pieces)) == len(pieces)
    assert max(len(piece) for piece in pieces[1:]) == 6


def test_numbers_and_short_words_stay_whole() -> None:
    assert word_pieces("2024") == ("<2024>",)
    assert word_pieces("of") == ("<of>",)


def test_pairs_join_neighbours() -> None:
    assert word_pairs(["conjugate", "base", "of"]) == ["conjugate base", "base of"]
    assert word_pairs(["alone"]) == []


def test_sentences_end_before_a_capital() -> None:
    text = "It is found in E. coli. It is toxic; It smells."
    assert split_sentences(text) == ["It is found in E. coli.", "It is toxic;", "It smells."]
