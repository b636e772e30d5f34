"""Words, phrases and sentences: true spans, whole words, known terms."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from textmol.text.phrases import (
    FUNCTION_WORDS,
    TextSpan,
    read_phrases,
    read_sentences,
    read_words,
)

TEXTS = (
    "",
    "  \n ",
    "ester",
    "The molecule is N-acetyl-β-D-glucosamine, in which the hydroxy group at C-6 is oxidised.",
    "It derives from a (R)-lactic acid; it is a poly(ethylene) [sic] compound (GABA).",
    "Found in E. coli, e.g. strain K12. It has a role as a metabolite! Is it an alcohol?",
    "A 5'-phosphate, 2,4-dichlorophenol and an alcohol,ketone mix… “quoted ester”.",
    "αβγ 水 (((  )))  ---  . .. ;;; 3.5% NaCl\tH2O\r\nsecond line",
)


def _texts(spans: tuple[TextSpan, ...]) -> list[str]:
    return [span.text for span in spans]


def _random_texts() -> list[str]:
    chance = random.Random(3)
    signs = "ab β-D,.;:()[]'\"\n\t 19αµ水%+é"
    return ["".join(chance.choices(signs, k=chance.randrange(60))) for _ in range(300)]


@pytest.mark.parametrize("read", [read_words, read_phrases, read_sentences])
def test_spans_are_ordered_parts_of_the_text_as_typed(read) -> None:  # type: ignore[no-untyped-def]
    for text in (*TEXTS, *_random_texts()):
        spans = read(text)
        for span in spans:
            assert text[span.start : span.end] == span.text == span.text.strip() != ""
        assert all(a.end <= b.start for a, b in pairwise(spans))


def test_every_letter_and_digit_is_in_a_word_and_in_a_sentence() -> None:
    for text in (*TEXTS, *_random_texts()):
        for read in (read_words, read_sentences):
            spans = read(text)
            inside = {place for span in spans for place in range(span.start, span.end)}
            assert all(place in inside for place, sign in enumerate(text) if sign.isalnum())


def test_phrases_and_sentences_hold_whole_words() -> None:
    for text in (*TEXTS, *_random_texts()):
        words = read_words(text)
        for span in read_phrases(text):
            held = [word for word in words if word.overlaps(span.start, span.end)]
            assert held and held[0].start == span.start and held[-1].end == span.end


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("N-acetyl-β-D-glucosamine.", ["N-acetyl-β-D-glucosamine"]),
        ("a (R)-lactic acid,", ["a", "(R)-lactic", "acid"]),
        ("poly(ethylene)", ["poly(ethylene)"]),
        ("(GABA)", ["GABA"]),
        ("(an ester)", ["an", "ester"]),
        ("5'-AMP and 5'", ["5'-AMP", "and", "5'"]),
        ("'ester'", ["ester"]),
        ("2,4-dichlorophenol", ["2,4-dichlorophenol"]),
        ("alcohol,ketone", ["alcohol", "ketone"]),
        ("N,N-dimethyl", ["N,N-dimethyl"]),
        ("bis(2-ethylhexyl) phthalate", ["bis(2-ethylhexyl)", "phthalate"]),
        ("{[(1R)-1-phenylethyl]amino}", ["[(1R)-1-phenylethyl]amino"]),
        ("- -- …", []),
    ],
)
def test_words_are_never_pieces(text: str, words: list[str]) -> None:
    assert _texts(read_words(text)) == words


def test_abbreviations_end_no_sentence() -> None:
    text = "Found in E. coli, e.g. Strain K12. It is an acid.\nA new line."
    assert _texts(read_sentences(text)) == [
        "Found in E. coli, e.g. Strain K12.",
        "It is an acid.",
        "A new line.",
    ]


def test_phrases_lie_between_function_words_and_signs() -> None:
    text = "It is a bitter plant metabolite, a beta-lactam ring and a primary alcohol."
    assert _texts(read_phrases(text, ["β-lactam ring"])) == [
        "bitter plant metabolite",
        "beta-lactam ring",
        "primary alcohol",
    ]


def test_terms_are_kept_whole_longest_first() -> None:
    text = "a blue Azo Dye of the second kind"
    assert _texts(read_phrases(text, ["azo dye", "dye of the second kind"])) == [
        "blue Azo",
        "Dye of the second kind",
    ]
    assert _texts(read_phrases("two azo dyes", ["azo dye"])) == ["two", "azo dyes"]


def test_a_phrase_does_not_cross_a_sentence() -> None:
    assert _texts(read_phrases("An acid. Bitter taste", [])) == ["acid", "Bitter taste"]


def test_function_words_alone_are_no_phrase() -> None:
    assert read_phrases("it is of the and") == ()
    assert all(word == word.lower() for word in FUNCTION_WORDS)
