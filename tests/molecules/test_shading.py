"""Discs behind atoms."""

from __future__ import annotations

import re

from textmol.molecules import depict
from textmol.molecules.depiction import LIGHT
from textmol.molecules.shading import draw_shaded

SMILES = "CC(=O)Nc1ccc(O)cc1"


def discs(svg: str) -> dict[int, str]:
    found = re.findall(r"<ellipse [^>]*class='atom-(\d+)'[^>]*fill:(#\w{6})", svg)
    return {int(atom): colour.lower() for atom, colour in found}


def test_each_atom_has_its_own_colour_and_strangers_have_none() -> None:
    colours = {0: "#112233", 4: "#445566", 99: "#ffffff"}
    svg = draw_shaded(SMILES, colours, width=320, height=240, theme=LIGHT)
    assert discs(svg) == {0: "#112233", 4: "#445566"}


def test_discs_do_not_move_the_drawing() -> None:
    plain = draw_shaded(SMILES, {}, width=320, height=240, theme=LIGHT)
    lit = draw_shaded(
        SMILES, dict.fromkeys(range(11), "#9ecae1"), width=320, height=240, theme=LIGHT
    )
    ends = re.compile(r"class='bond-0 [^>]*d='M ([\d.,]+)")
    assert ends.findall(plain)[0] == ends.findall(lit)[0]
    assert ends.findall(depict(SMILES, width=320, height=240))[0] == ends.findall(lit)[0]
