"""Slips of the pen in captions."""

from __future__ import annotations

import pytest

from textmol.writing.slips import ends_with_slip, leaves_open


@pytest.mark.parametrize(
    "text",
    [
        "It derives from a 4-methoxyphenyl)acetic",
        "It is an ester (the methyl ester))",
        "It is a diol (a 1,2). It derives from a phenyl]ethanol",
        "substituted by hydroxy groups at positions 7, 7, 7",
        "substituted by hydroxy groups at positions 6 and 6",
        "substituted by hydroxy groups at positions 6' and 6'",
        "It is a member of 1",
        "It derives from a phenol It",
        "It derives from a phenol. it",
    ],
)
def test_slips_are_seen(text: str) -> None:
    assert ends_with_slip(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It is an ester (the methyl ester)",
        "It derives from a 2-[4-(propan-2-yl)phenyl]ethanol",
        "substituted by methyl groups at positions 2, 2",
        "substituted by methyl groups at positions 6 and 16",
        "It is a member of phenols",
        "It",
        " It",
        "It is a drug. It",
        "It is a drug as it",
        "13",
    ],
)
def test_other_words_are_no_slips(text: str) -> None:
    assert not ends_with_slip(text)


def test_brackets_are_counted() -> None:
    assert leaves_open("It is an ester (the methyl")
    assert leaves_open("It derives from a 2-[4-(propan-2-yl)phenyl")
    assert not leaves_open("It is an ester (the methyl ester)")
