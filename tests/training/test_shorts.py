"""Short texts are true: counts, negations and charges agree with the structure."""

from __future__ import annotations

import random
import re

import pytest
from rdkit import Chem

from tests.training.facts.test_lexicon import read_examples
from textmol.language import ELEMENT_NAMES, NUMBERS
from textmol.training.counts import list_measure_texts
from textmol.training.negations import ELEMENTS, NEGATIONS
from textmol.training.shorts import Traits, read_traits, short_texts, tally_traits
from textmol.training.wording import vary_spelling, write_plural

MOLECULES = list(read_examples().values())[::5]


def read(smiles: str) -> Traits:
    return read_traits(Chem.MolFromSmiles(smiles))


@pytest.fixture(scope="module")
def traits() -> list[Traits]:
    return [read(smiles) for smiles in MOLECULES]


def draw(traits: Traits, count: int, seed: int = 0) -> list[str]:
    return short_texts(traits, random.Random(seed), count=count)


def test_every_molecule_gets_several_plain_texts(traits: list[Traits]) -> None:
    tally = tally_traits(traits)
    rng = random.Random(1)
    for one in traits:
        texts = short_texts(one, rng, tally)
        assert 2 <= len(texts) <= 5 and len(set(texts)) == len(texts)
        assert all(text and text == text.strip() and len(text) < 130 for text in texts)


def test_the_same_seed_gives_the_same_texts(traits: list[Traits]) -> None:
    assert [draw(one, 5) for one in traits] == [draw(one, 5) for one in traits]


def test_written_counts_of_atoms_are_true(traits: list[Traits]) -> None:
    symbols = {name: symbol for symbol, name in ELEMENT_NAMES.items()}
    shape = re.compile(
        r"(exactly |at least |more than |over |only |just |a )?(?:has |contains |with )?"
        r"(\w+) (\w+?)(?: atom)?s?"
    )
    checked = 0
    for one in traits:
        rng = random.Random(5)
        for _ in range(10):
            for key, text in list_measure_texts(one, rng):
                match = shape.fullmatch(text)
                if not match or match[3] not in symbols or not _number(match[2]):
                    continue
                checked += 1
                found, said = one.symbols[symbols[match[3]]], _number(match[2])
                bound = (match[1] or "").strip()
                assert key[1] == found
                if bound == "at least":
                    assert found >= said
                elif bound in ("more than", "over"):
                    assert found > said
                else:
                    assert found == said, text
    assert checked > 200


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    return {"single": 1}.get(word) or (NUMBERS.index(word) if word in NUMBERS else 0)


def test_written_negations_of_elements_are_true(traits: list[Traits]) -> None:
    absent = re.compile(
        r"(?:no|without|without any|lacking|not containing) (\w+)(?: or (\w+))?$|^(\w+)[- ]free "
    )
    names = {ELEMENT_NAMES[symbol]: symbol for symbol in ELEMENTS}
    checked = 0
    for one in traits:
        for text in draw(one, 150):
            match = absent.search(text.replace("sulph", "sulf"))
            for name in match.groups() if match else ():
                if name in names:
                    checked += 1
                    assert names[name] not in one.symbols, text
    assert checked > 100


@pytest.mark.parametrize("negation", NEGATIONS, ids=lambda negation: negation.words[0])
def test_negations_hold_only_without_their_groups(negation, traits) -> None:  # type: ignore[no-untyped-def]
    for one in traits:
        if negation.holds(one):
            assert not set(negation.groups) & one.groups.keys()


@pytest.mark.parametrize(
    ("smiles", "text"),
    [
        ("ClC(Cl)(Cl)c1ccccc1", "three chlorines"),
        ("ClC(Cl)(Cl)c1ccccc1", "exactly 3 chlorine atoms"),
        ("BrCCBr", "two bromines"),
        ("C[N+](C)(C)CC[N+](C)(C)C", "dication"),
        ("[O-]C(=O)CC(=O)[O-]", "charge -2"),
        ("CCCCCCCCCCCCCCCCCC(=O)O", "saturated fatty acids"),
        ("CCCCCC", "no rings"),
    ],
)
def test_what_people_type_is_written(smiles: str, text: str) -> None:
    assert text in draw(read(smiles), 3000)


def test_pairs_and_negations_are_written() -> None:
    texts = draw(read("C[C@]12CCC3C(CCC4=CC(=O)CC[C@@]43C)C1CCC2=O"), 3000)
    denied = re.compile(r"steroids?\b.* (no|without|without an?|without any) (hydroxy|OH)")
    assert any(denied.search(text) for text in texts)
    texts = draw(read("Oc1ccccc1Cl"), 3000)
    assert any(text.startswith("chlorinated ") for text in texts)


@pytest.mark.parametrize(
    ("noun", "plural"),
    [
        ("azo dye", "azo dyes"),
        ("essential fatty acid of fish", "essential fatty acids of fish"),
        ("opiate", "opiates"),
        ("vitamin A", "vitamin A"),
        ("glycoside antibody", "glycoside antibodies"),
        ("alkoxy", "alkoxies"),
        ("penicillins", "penicillins"),
        ("fluorescein or rhodamine", "fluorescein or rhodamine"),
    ],
)
def test_plurals(noun: str, plural: str) -> None:
    assert write_plural(noun) == plural


def test_spellings_vary_on_both_sides_of_the_sea() -> None:
    rng = random.Random(0)
    seen = {vary_spelling("beta-blocker of colour", rng) for _ in range(60)}
    assert seen == {
        "beta-blocker of colour", "beta-blocker of color",
        "beta blocker of colour", "beta blocker of color",
    }  # fmt: skip
