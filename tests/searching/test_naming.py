"""Which texts of a search box are names of molecules that the library does not know as such."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from textmol.engine import TextMol
from textmol.searching import naming
from textmol.searching.naming import LONGEST, looks_like_name, read_typed_name

NAMES = (
    "2-(4-chlorophenyl)acetic acid",
    "3-O-methylquercetin",
    "lithium citrate",
    "N,N-dimethylaniline",
    "benzyl methyl sulfide",
    "butanoic acid, 3-methyl-, hexyl ester",
    "(2E)-3,7-dimethylocta-2,6-dien-1-ol",
    "4'-bromo-3-methylbiphenyl",
)
DESCRIPTIONS = (
    "sweet ester",
    "sweet-smelling ester",
    "penicillin",
    "three chlorines",
    "azo dye",
    "indole alkaloid",
    "fatty acid",
    "an odorous alcohol",
    "methyl",
    "C9H8O4",
    "steroid without a hydroxy group",
    "pyridine carboxylic acid",
    "dichlorobenzene",
    "acetate",
    "hydroperoxide",
    "flavanone azide",
    "xanthone",
    "the ester of butanol and acetic acid",
)


@pytest.mark.parametrize("text", NAMES)
def test_names_are_read(text: str) -> None:
    assert looks_like_name(text)
    assert read_typed_name(text) is not None


@pytest.mark.parametrize("text", ["pGlu-His-Pro-NH2", "Ala-D-Ala", "tyr gly gly", "Fmoc-Gly-OH"])
def test_peptides_in_symbols_are_names(text: str) -> None:
    assert read_typed_name(text) is not None


@pytest.mark.parametrize("text", DESCRIPTIONS)
def test_descriptions_and_classes_are_left_alone(text: str) -> None:
    assert read_typed_name(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a bitter alkaloid from Cinchona bark",
        "sweet ester",
        "azo dye",
        "fatty acid",
        "antibiotic",
        "steroids",
        "smells of roses",
        "methane, ethane, propane, butane, pentane, hexane, heptane",
        f"2-{'methyl' * LONGEST}propane",
    ],
)
def test_what_does_not_look_like_a_name_waits_for_no_program(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(name: str) -> None:
        raise AssertionError(f"{name} was read")

    monkeypatch.setattr(naming, "read_named", refuse)
    assert read_typed_name(text) is None


def test_queries_of_chemists_stay_what_they_were(root: Path, engine: TextMol) -> None:
    queries = json.loads((root / "tests" / "data" / "queries.json").read_text())["queries"]
    texts = [query["text"] for query in queries]
    changed = [
        text for text in texts if read_typed_name(text) and not engine.library.find_named(text)
    ]
    assert changed == []
