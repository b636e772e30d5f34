"""What descriptions say their molecule is a salt of."""

from __future__ import annotations

import pytest

from textmol.molecules.claims.salts import list_salts


@pytest.mark.parametrize(
    ("text", "parent", "partner", "times"),
    [
        ("The molecule is the hydrochloride salt of glycine.", "glycine", "hydrochloride", None),
        ("It is the disodium salt of malonic acid.", "malonic acid", "sodium", 2),
        ("It is the monohydrochloride of choline, a drug.", "choline", "hydrochloride", 1),
        ("sodium salt of benzoic acid", "benzoic acid", "sodium", None),
        ("the maleate salt of ethylamine", "ethylamine", "maleate", None),
        (
            "It is a hydrobromide obtained by reaction of ethylamine with one equivalent of "
            "hydrobromic acid.",
            "ethylamine",
            "hydrobromic acid",
            1,
        ),
        (
            "An acetate salt resulting from the reaction of equimolar amounts of tris and acetic "
            "acid. It has a role as a buffer.",
            "tris",
            "acetic acid",
            1,
        ),
        (
            "It is a hydrochloride obtained by combining pyridoxamine with two molar equivalents "
            "of hydrochloric acid.",
            "pyridoxamine",
            "hydrochloric acid",
            2,
        ),
    ],
)
def test_salts_are_read(text: str, parent: str, partner: str, times: int | None) -> None:
    (salt,) = list_salts(text)
    assert (salt.parent, salt.partner, salt.times) == (parent, partner, times)
    assert salt.words in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a salt",
        "a hydrochloride",
        "It is an organic acid. It is used as the sodium salt of it.",
        "an alkaloid obtained from Peganum harmala and Passiflora",
    ],
)
def test_other_texts_have_none(text: str) -> None:
    assert list(list_salts(text)) == []
