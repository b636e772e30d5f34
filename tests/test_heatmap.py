"""The heatmap as one SVG."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import numpy as np

from textmol.aligning import Alignment
from textmol.heatmap import BLUES, draw_heatmap, shade
from textmol.molecules.fragments import Fragment
from textmol.text.phrases import TextSpan

SVG = "{http://www.w3.org/2000/svg}"


def _map(note: str = "") -> Alignment:
    text = "acid <&> ester"
    return Alignment(
        "CC(=O)OC",
        text,
        "fragment",
        (Fragment((1, 2, 3), "O=CO", "ester", "group"), Fragment((0,), "C", "β <methyl>", "piece")),
        (TextSpan("acid", 0, 4), TextSpan("ester", 9, 14)),
        np.array([[0.125, 0.25], [0.0, -0.1]], np.float32),
        0.5,
        0.225,
        note,
    )


def test_the_drawing_is_sound_xml_and_needs_nothing_else() -> None:
    svg = draw_heatmap(_map())
    root = ET.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    assert "href" not in svg and "<script" not in svg and "url(" not in svg
    texts = [one.text for one in root.iter(f"{SVG}text")]
    assert {"ester", "β <methyl>", "acid", "added to the score", "0.250"} <= set(texts)


def test_every_cell_tells_its_number() -> None:
    titles = [one.text for one in ET.fromstring(draw_heatmap(_map())).iter(f"{SVG}title")]
    assert "ester × ester: 0.2500" in titles
    assert "β <methyl> × ester: -0.1000" in titles
    assert len(titles) == 1 + 4


def test_score_and_note_stand_below() -> None:
    svg = draw_heatmap(_map("The map is left flat."))
    assert "Score 0.500: cells 0.275, rest 0.225. The map is left flat." in svg


def test_the_scale_runs_from_light_to_dark() -> None:
    assert (shade(0, 1), shade(1, 1), shade(-3, 1), shade(9, 1)) == (
        *(BLUES[0], BLUES[-1]),
        *(BLUES[0], BLUES[-1]),
    )
    shades = [sum(bytes.fromhex(shade(v, 1)[1:])) for v in np.linspace(0, 1, 20)]
    assert shades == sorted(shades, reverse=True)


def test_noise_is_not_drawn_as_a_finding() -> None:
    quiet = Alignment(
        "C", "a", "atom", (Fragment((0,), "C", "C1", "atom"),), (TextSpan("a", 0, 1),),
        np.array([[1e-5]], np.float32), 0.1, 0.1,
    )  # fmt: skip
    assert BLUES[-1] in draw_heatmap(_map())
    cells = [one for one in ET.fromstring(draw_heatmap(quiet)).iter(f"{SVG}rect") if len(one)]
    assert cells[0].get("fill") == shade(1e-5, 0.01)
