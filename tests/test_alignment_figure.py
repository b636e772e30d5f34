"""The picture of an alignment, without a model."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest

from textmol.aligning import Alignment
from textmol.alignment_figure import (
    LEAST_TOP,
    SHADES,
    choose_cells,
    choose_shade,
    draw_alignment,
    find_top,
    list_shades,
    shade_atoms,
)
from textmol.molecules import parse_molecule
from textmol.molecules.levels import split_level
from textmol.text.phrases import read_words

SMILES, TEXT = "CC(=O)O", "an acid <b>"
MATRIX = np.asarray([[0.1, -0.2, 0.0], [0.3, 0.05, 0.02]], np.float32)


def make_alignment(matrix: np.ndarray = MATRIX) -> Alignment:
    rows = split_level(parse_molecule(SMILES).mol, "fragment")
    words = read_words(TEXT)
    return Alignment(SMILES, TEXT, "fragment", rows, words, matrix, 0.5, 0.2, 0.03, "Noted.")


def luminance(colour: str) -> float:
    channels = [value / 255 for value in bytes.fromhex(colour[1:])]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("ground", "dark"), [("#ffffff", False), ("#12191b", True)])
def test_the_scale_goes_one_way_and_ends_far_from_the_ground(ground: str, dark: bool) -> None:
    shades = list_shades(ground, dark=dark)
    assert len(shades) == SHADES
    assert shades[0] == ground
    lights = [luminance(shade) for shade in shades]
    assert lights == sorted(lights, reverse=not dark)
    low, high = sorted((lights[0], lights[-1]))
    assert (high + 0.05) / (low + 0.05) >= 7


def test_nothing_and_less_have_the_colour_of_the_ground() -> None:
    shades = list_shades("#ffffff")
    assert choose_shade(shades, -1.0, 0.3) == choose_shade(shades, 0.0, 0.3) == "#ffffff"
    assert choose_shade(shades, 0.3, 0.3) == choose_shade(shades, 2.0, 0.3) == shades[-1]


def test_noise_does_not_look_like_a_finding() -> None:
    assert find_top(np.full((2, 2), 1e-5)) == LEAST_TOP
    assert find_top(np.zeros((0, 0))) == LEAST_TOP


def test_cells_are_the_strongest_in_order() -> None:
    assert choose_cells(MATRIX).rows == (0, 1)
    assert choose_cells(MATRIX, strongest_first=True).rows == (1, 0)
    few = choose_cells(MATRIX, most_rows=1, most_columns=2)
    assert (few.rows, few.columns) == ((1,), (0, 1))
    above = choose_cells(MATRIX, threshold=0.5)
    assert (above.rows, above.columns) == ((1,), (0,))
    assert choose_cells(np.zeros((0, 3))).columns == ()


def test_atoms_have_the_value_of_their_fragment() -> None:
    found = make_alignment()
    values = shade_atoms(found, 0)
    for fragment, row in zip(found.fragments, MATRIX, strict=True):
        assert values[list(fragment.atoms)] == pytest.approx(row[0])


@pytest.mark.parametrize("dark", [False, True])
def test_the_figure_stands_alone(dark: bool) -> None:
    found = make_alignment()
    svg = draw_alignment(found, dark=dark)
    root = ElementTree.fromstring(svg)
    said = " ".join(root.itertext())
    for label in (*(one.label for one in found.fragments), *(w.text for w in found.words)):
        assert label in said
    assert "Noted." in said
    assert "Score 0.500: cells 0.270, no atom 0.200, no word 0.030." in said
    assert "carboxylic acid × acid: +0.0500" in said
    assert "script" not in svg and "url(" not in svg
    assert {one.get("href") for one in root.iter() if one.get("href")} == {"#lines"}
    assert svg.count("<svg") == 2 + len(found.fragments)
