"""Names of fatty acids that leave places to their stereo descriptors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdkit import Chem

from textmol.molecules.chains import STEMS, tell_places
from textmol.molecules.nomenclature import read_structure

COUNTS = ("", "di", "tri", "tetra", "penta", "hexa")


@st.composite
def unsaturated_acids(draw: st.DrawFn) -> tuple[str, str]:
    """A name without the places of its double bonds, and with them."""
    length = draw(st.integers(6, 30))
    most = min(6, (length - 2) // 2)
    starts = draw(st.sets(st.integers(1, (length - 2) // 2), min_size=1, max_size=most))
    places = [2 * start for start in sorted(starts)]
    told = ",".join(f"{place}{draw(st.sampled_from('EZ'))}" for place in places)
    count, stem = COUNTS[len(places) - 1], STEMS[length - 1]
    joint = "a" if count else ""
    spelt = f"({told})-{stem}{joint}-{','.join(map(str, places))}-{count}enoic acid"
    return f"{told}-{stem}{joint}{count}enoic acid", spelt


@given(unsaturated_acids())
def test_double_bonds_are_where_their_configuration_is_told(names: tuple[str, str]) -> None:
    bare, spelt = names
    assert tell_places(bare) == tell_places(spelt) == spelt
    descriptors = bare.partition("-")[0]
    assert tell_places(bare.replace(descriptors, f"({descriptors})", 1)) == spelt


@pytest.mark.parametrize(
    ("name", "smiles"),
    [
        ("(9Z)-octadecenoic acid", r"CCCCCCCC/C=C\CCCCCCCC(=O)O"),
        ("(2E,5Z)-tetradecadienoic acid", r"CCCCCCCC/C=C\C/C=C/C(=O)O"),
        ("all-cis-icosa-8,11,14-trienoic acid", r"CCCCC/C=C\C/C=C\C/C=C\CCCCCCC(=O)O"),
        ("(9Z,12Z)-9,12-octadecadienoic acid", r"CCCCC/C=C\C/C=C\CCCCCCCC(=O)O"),
        (
            "15S-hydroxy-5Z,8Z,11Z,13E-eicosatetraenoic acid",
            r"CCCCC[C@H](O)/C=C/C=C\C/C=C\C/C=C\CCCC(=O)O",
        ),
        (
            "(3R,7Z,10Z)-3-hydroxyhexadecadienoic acid",
            r"CCCCC/C=C\C/C=C\CCC[C@@H](O)CC(=O)O",
        ),
        (
            "(8S,9R)-epoxy-(5Z,11Z)-icosadienoic acid",
            r"CCCCCCCC/C=C\C[C@H]1O[C@H]1C/C=C\CCCC(=O)O",
        ),
        ("(2R,3S)-dihydroxyhexanoic acid", "CCC[C@H](O)[C@@H](O)C(=O)O"),
        ("1-(9Z-octadecenoyl)-sn-glycerol", r"CCCCCCCC/C=C\CCCCCCCC(=O)OC[C@@H](O)CO"),
    ],
)
def test_names_are_read(name: str, smiles: str) -> None:
    assert read_structure(name) == Chem.CanonSmiles(smiles)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "(9Z)-octadec-9-enoic acid",
        "(9Z)-octadecadienoic acid",  # two double bonds and one descriptor
        "(2S)-2-hydroxypropanoic acid",
        "octadecenoic acid",
        "(1R,2S)-1,2-dihydroxy-1-phenylpropane",
        "(E)-stilbene",
        "(3S)-dihydroxybutane",
    ],
)
def test_other_names_stay(name: str) -> None:
    assert tell_places(name) == name


@given(st.text(alphabet="0123456789EZRS,()-aehnopxytdcilr ", max_size=60))
def test_any_text_is_taken(text: str) -> None:
    assert isinstance(tell_places(text), str)
