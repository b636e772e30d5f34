"""What a description is read into: what is plainly said, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from textmol.molecules.demands import read_requirements
from textmol.molecules.demands.terms import load_terms
from textmol.molecules.groups import groups_by_name
from textmol.molecules.requirements import PROPERTIES, Condition, make_key
from textmol.molecules.traits import RING_SIZES, SMARTS, STEREOCENTRES


def read(text: str) -> list[str]:
    return [requirement.wording for requirement in read_requirements(text)]


@pytest.mark.parametrize(
    ("text", "wordings"),
    [
        ("exactly 3 chlorine atoms", ["exactly 3 chlorine atoms"]),
        ("two bromines", ["exactly 2 bromine atoms"]),
        ("2 nitro groups", ["exactly 2 nitro groups"]),
        ("at least 1 sulfonamide", ["at least 1 sulfonamide"]),
        ("at least two sulphonamides", ["at least 2 sulfonamides"]),
        ("more than ten rings", ["at least 11 rings"]),
        ("fewer than 3 rings", ["at most 2 rings"]),
        ("no more than two oxygen atoms", ["at most 2 oxygen atoms"]),
        ("5 or more hydroxyl groups", ["at least 5 hydroxy groups"]),
        ("between two and four rings", ["2 to 4 rings"]),
        ("2-4 rings", ["2 to 4 rings"]),
        ("a pair of chlorines", ["exactly 2 chlorine atoms"]),
        ("four benzene rings", ["exactly 4 benzene rings"]),
        ("four stereocenters", ["exactly 4 stereocentres"]),
        ("dinitro compound", ["exactly 2 nitro groups"]),
        ("trichlorinated", ["exactly 3 chloro groups"]),
        ("tricarboxylic acid", ["exactly 3 carboxylic acids"]),
        ("dihydroxy steroid", ["exactly 2 hydroxy groups", "at least 1 steroid skeleton"]),
        ("dication", ["charge +2"]),
        ("dianions", ["charge −2"]),
        ("anion with charge -4", ["charge −4"]),
        ("charge 2+", ["charge +2"]),
        ("anion with two negative charges", ["charge −2"]),
        ("conjugated 1,3-diene", ["at least 1 conjugated diene"]),
        ("chlorinated hydrocarbon", ["chlorinated hydrocarbon"]),
        ("α,β-unsaturated ketone", ["at least 1 enone"]),
        ("positively charged", ["charge at least +1"]),
        ("a zwitterion", ["zwitterion"]),
        ("C18 fatty acid", ["exactly 18 carbon atoms", "fatty acid"]),
        ("MW at most 200 Da", ["MW at most 200 Da"]),
        ("molecular weight between 200 and 300", ["MW 200 to 300 Da"]),
        ("ester under 1,000 g/mol", ["at least 1 ester", "MW at most 1000 Da"]),
        ("logP above 5", ["cLogP at least 5"]),
        ("polar surface area < 60 A2", ["TPSA at most 60 Å²"]),
        ("C10H16O", ["formula C10H16O"]),
        ("C₁₀H₁₆O", ["formula C10H16O"]),
        ("C7H5O3-", ["formula C7H5O3(−)"]),
        ("C7H5O3(2-)", ["formula C7H5O3(2−)"]),
        ("exact mass 180.0423", ["exact mass 180.0423 ± 0.0018 Da"]),
        ("monoisotopic mass of 200.1 Da ± 5 ppm", ["exact mass 200.1 ± 0.001 Da"]),
        ("phenol, exact mass: 94.04 +/- 0.01", ["at least 1 phenol", "exact mass 94.04 ± 0.01 Da"]),
    ],
)
def test_counts_charges_and_sizes(text: str, wordings: list[str]) -> None:
    assert read(text) == wordings


@pytest.mark.parametrize(
    ("text", "wordings"),
    [
        ("no sulfur", ["no sulfur"]),
        ("without nitrogen or oxygen", ["no nitrogen or oxygen"]),
        ("no halogens, nitrogen or sulphur", ["no halogen, nitrogen or sulfur"]),
        ("neither nitrogen nor oxygen", ["no nitrogen or oxygen"]),
        ("free of phosphorus and sulfur", ["no phosphorus or sulfur"]),
        ("steroid without a hydroxy group", ["at least 1 steroid skeleton", "no hydroxy group"]),
        ("halogen compound without any ring", ["at least 1 carbon–halogen bond", "no ring"]),
        ("hydrocarbon, no heteroatoms", ["hydrocarbon", "no heteroatom"]),
        ("metal-free porphyrin", ["no metal", "at least 1 porphyrin ring"]),
        ("non-aromatic amine", ["no aromatic ring", "at least 1 amine"]),
        ("nonsteroidal anti-inflammatory", ["no steroid skeleton"]),
        ("a ketone but not an ester", ["at least 1 ketone", "no ester"]),
        ("chlorinated aromatic, no oxygen, sulfonamide",
         ["at least 1 aryl chloride", "at least 1 aromatic ring", "no oxygen",
          "at least 1 sulfonamide"]),
    ],
)  # fmt: skip
def test_negations(text: str, wordings: list[str]) -> None:
    assert read(text) == wordings


@pytest.mark.parametrize(
    ("text", "wordings"),
    [
        ("steroids", ["at least 1 steroid skeleton"]),
        ("free thiol", ["at least 1 thiol"]),
        ("boron compound", ["at least 1 boron atom"]),
        ("nitrile or isocyanide", ["at least 1 nitrile or isocyanide"]),
        ("chlorinated phenol", ["at least 1 aryl chloride", "at least 1 phenol"]),
        ("sodium salt of a sulfonic acid", ["sodium salt", "at least 1 sulfonate"]),
        ("saturated fatty acid", ["saturated fatty acid"]),
        ("bicyclic ketone", ["exactly 2 rings", "at least 1 ketone"]),
        ("4-membered ring", ["at least 1 four-membered ring"]),
        ("α-amino acid", ["at least 1 α-amino acid"]),
        ("alpha amino acids", ["at least 1 α-amino acid"]),
    ],
)
def test_named_groups_elements_and_skeletons(text: str, wordings: list[str]) -> None:
    assert read(text) == wordings


@pytest.mark.parametrize(
    "text",
    [
        "steroid derivative",
        "cholesterol esters and derivatives",
        "indole-like alkaloid",
        "similar to indole",
        "precursor of a phenol",
        "inhibitor of carbonic anhydrase",
        "alcohol dehydrogenase inhibitor",
        "sodium channel blocker",
        "calcium antagonist",
        "iron chelator",
        "made from benzene",
        "lead compound",
        "sugar-free sweetener",
        "folic acid",
        "indole alkaloid",
        "anabolic steroid or androgen",
        "2-nitrophenol",
        "1,2-dichloroethane",
        "ethyl acetate",
        "local anaesthetic",
        "smells of garlic",
        "MW 300",
        "no known activity",
        "not only sweet",
        "two sides of a coin",
        "amino acid derivatives",
    ],
)
def test_what_is_left_to_the_model(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The molecule is an organic sodium salt with two chlorine atoms and no sulfur.",
        "A steroid. It has no hydroxy group.",
        "a carboxylic acid anion that is the conjugate base of a carboxylic acid",
        "member of the class of phenols",
        "It has a role as a plant metabolite, no sulfur",
        "two methyl groups at position 3",
        " ".join(["no sulfur and exactly three chlorine atoms"] * 5),
        "x" * 5000 + " no sulfur",
    ],
)
def test_formal_and_long_descriptions_demand_nothing(text: str) -> None:
    assert read(text) == []


def test_a_longer_sentence_says_at_least_and_names_nothing() -> None:
    text = "an orally active steroid drug molecule bearing two methyl groups but no fluorine"
    assert read(text) == ["at least 2 methyl groups", "no fluorine"]
    assert read(f"{text}, exactly one ketone")[-1] == "exactly 1 ketone"


def test_half_of_a_count_is_not_read() -> None:
    assert read("at least 2 tetracycline skeletons") == []


def test_a_changed_amino_acid_is_no_residue() -> None:
    assert read("tyrosine") == ["at least 1 tyrosine residue"]
    assert read("iodinated tyrosine") == ["at least 1 iodo group"]


def test_an_acid_that_lost_its_proton_is_no_acid() -> None:
    (requirement,) = read_requirements("two carboxylic acids")
    assert requirement.conditions == (
        Condition(("carboxylic acid",), 2, 2),
        Condition(("carboxylate",), 0, 0),
    )
    (requirement,) = read_requirements("no carboxylic acid")
    assert requirement.conditions == (Condition(("carboxylic acid", "carboxylate"), 0, 0),)


def test_every_term_counts_something_that_is_counted() -> None:
    elements = {"C", "H", "N", "O", "P", "S", "F", "Cl", "Br", "I", "Si", "B", "Se"}
    known = {*groups_by_name(), *SMARTS, *RING_SIZES.values(), *PROPERTIES, *elements}
    known |= {"component", STEREOCENTRES}
    for phrase, term in load_terms().items():
        measures = set(term.measures)
        measures |= {name for condition in term.conditions for name in condition.measures}
        assert measures <= known, phrase
        assert measures or term.label == "ion", phrase


def test_keys_suit_a_url() -> None:
    assert make_key("exactly 3 chlorine atoms") == "exactly-3-chlorine-atoms"
    assert make_key("charge −4") != make_key("charge +4")
    assert make_key("cLogP at least 2.5") == "clogp-at-least-2.5"


SENTENCES = (
    "no not without exactly two 3 at least more than ring rings chlorine sulfur di nitro steroid",
    "or and , . - free of charge +2 -1 MW below 200 Da C18 fatty acid between to a non like 1,2",
)
WORDS = st.sampled_from(" ".join(SENTENCES).split())


@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join)))
@example("no")
@example("at least")
@example("between two and")
@example("non-")
@example("C18")
@example("a pair of")
def test_spans_lie_in_the_text_and_nothing_raises(text: str) -> None:
    for requirement in read_requirements(text):
        assert 0 <= requirement.start < requirement.end <= len(text)
        assert requirement.wording
        assert requirement.key
        assert requirement.conditions
        for condition in requirement.conditions:
            assert (
                condition.low is None or condition.high is None or condition.low <= condition.high
            )


@given(st.lists(WORDS, max_size=8).map(" ".join))
def test_reading_is_the_same_in_capitals(text: str) -> None:
    # "CO2H" and "Co" differ: only words are made capital, not formulas.
    if not any(sign.isdigit() for sign in text):
        assert read(text) == read(text.upper())
