"""Slips of the pen in captions."""

from __future__ import annotations

import pytest

from textmol.writing.slips import is_unfinished, stutters


@pytest.mark.parametrize(
    "text",
    [
        "It derives from a 4-chloro-chloro-",
        "It derives from a (5Z)-13,13,13,13",
        "It derives from a (5Z)-13,13,13,13-",
        "It derives from a 2-2-",
        "It derives from a 2-methyl-2-methyl-2-methyl-",
        "It derives from a L-L-",
        "substituted by hydroxy groups at positions 7, 7, 7,",
        "It has a role as an EC 3.1.1.1.1",
    ],
)
def test_stuttering_is_heard(text: str) -> None:
    assert stutters(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It derives from a 1,1,1-",
        "It derives from a 13,13,13,1",
        "a 2,2,3,3,4,4,5,5-octafluoropentanol",
        "substituted by methyl groups at positions 2, 2,",
        "It derives from a 2-methyl-2-methyl-",
        "beta-D-Gal-(1->3)-beta-D-Gal-(1->3)-beta-D-Gal-(1->3)-",
        "It derives from a L-leucyl-L-",
        "tert-butyl-tert-pentyl-",
        "It has a role as an EC 3.1.1.1",
    ],
)
def test_other_words_do_not_stutter(text: str) -> None:
    assert not stutters(text)


@pytest.mark.parametrize(
    "text",
    [
        "It derives from a 4-(propan-2-ol",
        "It derives from a 2-[4-(propan-2-yl)phenyl",
        "It derives from a 4-methoxyphenyl)acetic",
        "It derives from a 4-chloro]phenyl)",
        "It is a diol (a 1,2). It derives from a phenyl)ethanol",
        "It has a role as an EC 3.1",
        "It has a role as an EC 3",
    ],
)
def test_what_lacks_its_end_is_unfinished(text: str) -> None:
    assert is_unfinished(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It derives from a 2-[4-(propan-2-yl)phenyl]ethanol",
        "It derives from a (4-chlorophenyl)acetic",
        "It is an ester (the methyl",
        "It is an ester (the methyl ester)",
        "It is a diol (a 1,2)",
        "It has a role as an EC 3.1.1.7",
        "It is a member of the class of alkaloids",
    ],
)
def test_other_words_are_finished(text: str) -> None:
    assert not is_unfinished(text)
