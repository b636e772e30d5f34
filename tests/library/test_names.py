from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmol.library import names as names_module
from textmol.library.names import (
    NameIndex,
    choose_name,
    index_names,
    is_registry_number,
    normalise_name,
)

marks = st.sampled_from([*"aAlLdDβα1290-−–()[]{}+±,'′ ^ß²⁻é", "(-)", "(2-)", "alpha"])
chemical = st.lists(marks, max_size=14).map("".join)


@given(st.text(max_size=30) | chemical)
def test_key_of_a_key_is_itself(text: str) -> None:
    assert normalise_name(normalise_name(text)) == normalise_name(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789,' +", max_size=30))
def test_case_and_outer_blanks_make_no_difference(text: str) -> None:
    assert normalise_name(f"  {text.upper()} \n") == normalise_name(text)


@given(st.lists(st.text(alphabet="abcxyz", min_size=1, max_size=6), min_size=1, max_size=6))
def test_separators_between_letters_make_no_difference(words: list[str]) -> None:
    keys = {normalise_name(sign.join(words)) for sign in ("-", " ", "", "–", "] (", "\u2011")}
    assert keys == {"".join(words)}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("α-pinene", "Alpha Pinene"),
        ("ß-carotene", "beta-carotene"),
        ("Δ9-THC", "delta(9)-thc"),
        ("λ⁶-sulfane", "lambda6-sulfane"),
        ("(−)-Menthol", "(-)-menthol"),
        ("-menthol", "(-)-menthol"),
        ("(+)-limonene", "+limonene"),
        ("(+/-)-nicotine", "(±)-nicotine"),
        ("1, 2-dichloroethane", "1,2-Dichloroethane"),
        ("2′-deoxyuridine", "2'-deoxyuridine"),
        ("bicyclo[2.2.1]heptane", "bicyclo(2.2.1)heptane"),
        ("sulfate 2-", "sulfate(2-)"),
        ("beta-D-Gal-(1→3)-D-GalNAc", "beta-D-Gal-(1->3)-D-GalNAc"),
        ("Ménthol", "menthol"),
        ("propan\u00ad-2-ol", "propan-2-ol"),
        ("50–78–2", "50-78-2"),
    ],
)
def test_ways_of_writing_a_name_meet(first: str, second: str) -> None:
    assert normalise_name(first) == normalise_name(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("L-alanine", "D-alanine"),
        ("L-alanine", "alanine"),
        ("(+)-limonene", "(-)-limonene"),
        ("(+)-limonene", "limonene"),
        ("(±)-limonene", "limonene"),
        ("alpha-pinene", "beta-pinene"),
        ("sulfate(2-)", "sulfate(1-)"),
        ("acetate(1-)", "acetate(1+)"),
        ("1,2-dichloroethane", "12-dichloroethane"),
        ("1-2", "12"),
        ("2'-deoxyuridine", "2-deoxyuridine"),
        ("2''-apiosyl", "2'-apiosyl"),
    ],
)
def test_names_of_different_molecules_stay_apart(first: str, second: str) -> None:
    assert normalise_name(first) != normalise_name(second)


@pytest.mark.parametrize("text", ["", "  ", "-", "()", "[ ]", "\u200b"])
def test_nothing_has_no_key(text: str) -> None:
    assert normalise_name(text) == ""
    assert NameIndex(index_names([0], [text])).find(text) == []


@pytest.mark.parametrize(
    "name",
    [
        *("schembl6709707", "CHEMBL25", "CHEBI:15365", "UNII-R16CO5Y76E", "NSC 40525", "50-00-0"),
        *("CID 5460550", "mls003106633", "ft-0668036", "zinc2516885", "DTXSID2044765"),
    ],
)
def test_registry_numbers_are_known(name: str) -> None:
    assert is_registry_number(name)


@pytest.mark.parametrize("name", ["MK-2206", "vitamin B12", "tin-115", "2-hexanone", "PCB 153"])
def test_names_with_numbers_are_names(name: str) -> None:
    assert not is_registry_number(name)


def test_the_name_shown() -> None:
    assert choose_name([]) is None
    assert choose_name(["nsc1", "warfarin", "Warfarin"], ["4-hydroxy-..."]) == "Warfarin"
    assert choose_name(["l-proline", "Proline"]) == "Proline"
    assert choose_name(["schembl123"], ["1-chlorobutane"]) == "1-chlorobutane"
    assert choose_name(["schembl123"], ["x" * 121]) == "SCHEMBL123"
    assert choose_name([], ["x" * 121]) is None
    assert choose_name(["  "], ["  "]) is None


@pytest.mark.parametrize(
    "name",
    [
        *("(-)-menthol", "(−)-Menthol", "DL-menthol", "L-menthol", "(+/-)-menthol", "(±)-menthol"),
        *("L-(-)-menthol", "l(-)-menthol", "(1R,2S,5R)-menthol", "(1R, 2S,5R)-(-)-menthol"),
        *("d-menthol", "rac-menthol", "[+]-menthol", "+-menthol", "-menthol", "(R)-menthol"),
    ],
)
def test_stereo_prefixes_are_told_from_names(name: str) -> None:
    index = NameIndex(index_names([3], [name]))
    assert index.find_stereoisomers("Menthol") == [3]


@pytest.mark.parametrize(
    "name",
    [
        *("menthol", "lactose", "dlmenthol", "n-butane", "N-methylaniline", "2,4-D", "transferrin"),
        *("(2-methylpropyl)benzene", "12-crown-4", "ribose", "zinc", "rutin"),
    ],
)
def test_what_is_no_stereo_prefix_stays(name: str) -> None:
    index = NameIndex(index_names([3], [name]))
    assert index.find(name) == [3]
    for rest in {name, *name.replace("-", " ").split(), name.partition("-")[2]}:
        assert index.find_stereoisomers(rest) == []


def test_every_stereoisomer_of_a_name_is_found() -> None:
    names = ["(+)-α-pinene", "(-)-alpha-Pinene", "beta-pinene", "L-alanine", "d-alanine"]
    index = NameIndex(index_names([5, 1, 2, 3, 4], names))
    assert index.find_stereoisomers("Alpha pinene") == [1, 5]
    assert index.find_stereoisomers("α-pinene") == [1, 5]
    assert index.find_stereoisomers("alanine") == [3, 4]
    assert index.find_stereoisomers("pinene") == index.find_stereoisomers("") == []


def test_index_finds_all_rows_of_a_name() -> None:
    index = NameIndex(index_names([4, 2, 2, 7], ["Glycerin", "glycerin", "Glycerin", "water"]))
    assert len(index) == 3
    assert index.find("GLYCERIN") == [2, 4]
    assert index.find("water ") == [7]
    assert index.find("wat") == []


def test_names_that_share_a_hash_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names_module, "_hash", lambda normalised: 5)
    index = NameIndex(index_names([0, 1], ["ethanol", "methanol"]))
    assert index.find("Ethanol") == [0]
    assert index.find("propanol") == []
