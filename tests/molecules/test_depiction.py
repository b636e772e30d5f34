from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest

from textmol.errors import MoleculeError, QueryError
from textmol.molecules import depict, describe_alt
from textmol.molecules.depiction import (
    DARK,
    LIGHT,
    Theme,
    _draw,
    compact,
    lay_out,
    list_colours,
    parse_colour,
)

ASPIRIN = "CC(=O)Oc1ccccc1C(=O)O"
DRAWN = [
    *("C", "O", "*", "[Na+]", "[H][H]", "[Fe]", "CCO", "c1ccccc1", ASPIRIN, "CC(=O)[O-].[Na+]"),
    *("C[C@H](N)C(=O)O", "C/C=C\\C", "[13CH4]", "[2H]O[2H]", "*CC*", "[CH3]", "C" * 400),
    *("C1COCCOCCOCCOCCOCCO1", "Cl[Pt](Cl)(N)N", "C[N+](C)(C)CC(=O)[O-]", "CCN(CC)CC.Cl"),
]


def read_ends(svg: str) -> dict[str, set[str]]:
    """Return the ends of the thin lines of each bond, in pixels, highlights left out."""
    ends: dict[str, set[str]] = {}
    for name, path, rest in re.findall(r"<path class='(bond-\d+)[^']*' d='([^']*)'([^>]*)>", svg):
        if "fill:none" in rest:
            ends.setdefault(name, set()).update(re.findall(r"[\d.]+,[\d.]+", path))
    return ends


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb" as WCAG 2 defines it."""
    parts = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parse_colour(colour)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("smiles", DRAWN, ids=lambda smiles: smiles[:20])
def test_drawing_is_well_formed_and_repeats(smiles: str, dark: bool) -> None:
    svg = depict(smiles, dark=dark)
    root = ElementTree.fromstring(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert (root.get("width"), root.get("height")) == ("320px", "240px")
    assert "nan" not in svg
    lay_out.cache_clear()
    _draw.cache_clear()
    assert depict(smiles, dark=dark) == svg


def test_size_is_taken() -> None:
    root = ElementTree.fromstring(depict("CCO", width=200, height=100))
    assert root.get("viewBox") == "0 0 200 100"


def test_background_belongs_to_the_theme() -> None:
    assert f"fill:{LIGHT.background.upper()}" in depict(ASPIRIN)
    assert f"fill:{DARK.background.upper()}" in depict(ASPIRIN, dark=True)
    own = replace(LIGHT, background="#123456")
    assert "fill:#123456" in depict(ASPIRIN, theme=own, dark=True)


@pytest.mark.parametrize("dark", [False, True])
def test_highlight_moves_nothing(dark: bool) -> None:
    plain = depict(ASPIRIN, dark=dark)
    lit = depict(ASPIRIN, dark=dark, highlight=range(5))
    by_pattern = depict(ASPIRIN, dark=dark, smarts="C(=O)O")
    assert len(read_ends(plain)) == 13
    for name, ends in read_ends(plain).items():
        # A lit bond is drawn in one colour, so it has no joint in the middle.
        assert read_ends(lit)[name] <= ends
        assert read_ends(by_pattern)[name] <= ends
    assert len({plain, lit, by_pattern}) == 3


def test_themes_and_sizes_share_the_layout() -> None:
    assert read_ends(depict(ASPIRIN)) == read_ends(depict(ASPIRIN, dark=True))
    before = lay_out(ASPIRIN).GetConformer().GetPositions().copy()
    depict(ASPIRIN, highlight=[0, 1], smarts="c1ccccc1")
    assert np.array_equal(before, lay_out(ASPIRIN).GetConformer().GetPositions())


def test_pattern_lights_the_atoms_it_covers() -> None:
    colour = LIGHT.highlight.upper()
    assert colour not in depict(ASPIRIN)
    assert colour in depict(ASPIRIN, smarts="c1ccccc1")
    assert depict(ASPIRIN, smarts="c1ccccc1") == depict(ASPIRIN, highlight=[4, 5, 6, 7, 8, 9])
    assert depict(ASPIRIN, smarts="N") == depict(ASPIRIN)
    assert DARK.highlight.upper() in depict(ASPIRIN, smarts="c", dark=True)


def test_atoms_outside_the_molecule_are_left_out() -> None:
    assert depict("CCO", highlight=[-1, 2, 99]) == depict("CCO", highlight=[2])


def test_broken_input_is_refused() -> None:
    with pytest.raises(MoleculeError):
        depict("C1CC")
    with pytest.raises(QueryError):
        depict("CCO", smarts="C(")
    with pytest.raises(MoleculeError, match="heavy atoms"):
        depict("C" * 5_000)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_labels_can_be_read(theme: Theme) -> None:
    for colour in (theme.foreground, *(label for _, label in theme.atoms)):
        assert contrast(colour, theme.background) >= 4.5
        assert contrast(colour, theme.highlight) >= 3


def test_alternative_text() -> None:
    assert describe_alt("aspirin", "C9H8O4", ASPIRIN) == "Structure of aspirin, C9H8O4"
    bare = f"Structure with formula C9H8O4, SMILES {ASPIRIN}"
    assert describe_alt(None, "C9H8O4", ASPIRIN) == describe_alt("", "C9H8O4", ASPIRIN) == bare
    long = describe_alt(None, "C400H802", "C" * 400)
    assert long.endswith("C…") and len(long) < 200


def test_colours_are_parsed() -> None:
    assert parse_colour("#ff0080") == (1.0, 0.0, 128 / 255)


@pytest.mark.parametrize("smiles", ["CC(=O)Oc1ccccc1C(=O)[O-].[Na+]", "C[C@H](N)CSP(F)(Cl)(Br)I"])
def test_one_theme_becomes_the_other_by_its_colours(smiles: str) -> None:
    light, dark = (depict(smiles, theme=theme, smarts="[#6]") for theme in (LIGHT, DARK))
    colours = dict(zip(list_colours(LIGHT), list_colours(DARK), strict=True))
    assert re.sub("#[0-9A-F]{6}", lambda found: colours[found[0]], light) == dark


@pytest.mark.parametrize("smiles", ["CC(=O)Oc1ccccc1C(=O)[O-].[Na+]", "C[C@H](N)C(=O)O"])
def test_a_compact_drawing_draws_the_same_lines(smiles: str) -> None:
    drawing = depict(smiles, smarts="[#6]")
    short = compact(drawing)
    assert len(short) < 0.7 * len(drawing)
    ElementTree.fromstring(short)
    ends = re.compile(r"[\d.]+,[\d.]+")
    assert ends.findall(short) == ends.findall(drawing)
