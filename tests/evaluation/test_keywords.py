from __future__ import annotations

from textmol.evaluation.keywords import KeywordSearch

NAMES = {
    "CCO": ["ethanol", "Ethyl alcohol"],
    "CO": ["methanol", "methyl alcohol"],
    "CC(=O)O": ["acetic acid"],
    "c1ccccc1": [],
    "CCCCCCCCO": ["1-octanol"],
}
SEARCH = KeywordSearch(list(NAMES), list(NAMES.values()))


def test_rare_words_count_more_than_common_ones() -> None:
    assert SEARCH("ethyl alcohol", 10) == ["CCO", "CO"]
    assert SEARCH("ethyl alcohol", 1) == ["CCO"]


def test_parts_of_words_are_found_when_long_enough() -> None:
    assert SEARCH("octan", 10) == ["CCCCCCCCO"]
    assert SEARCH("oct", 10) == []
    assert SEARCH("1", 10) == ["CCCCCCCCO"]


def test_case_and_signs_do_not_matter() -> None:
    assert SEARCH("ACETIC-acid!", 10) == ["CC(=O)O"]


def test_nothing_is_found_where_no_word_fits() -> None:
    assert SEARCH("steroid", 10) == []
    assert SEARCH("", 10) == []
