"""The page of alignments on the real engine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from pages.parts import align_saving, align_trust
from pages.parts.align_question import EXAMPLES, write_address
from tests.app.conftest import Screen
from tests.app.pages import go_to, list_downloads, list_headings, open_page

SMILES, TEXT = EXAMPLES["aspirin"]
PARTS = ["Occlusion check", "Numbers and files", "How far to trust this"]


def open_pair(smiles: str = SMILES, text: str = TEXT, level: str = "fragment") -> Screen:
    return open_page("align", **write_address(smiles, text, level))


def mask(screen: Screen, label: str) -> None:
    box = next(one for one in screen.app.selectbox if one.label.startswith("Take away"))
    box.set_value(label).run()
    screen.check()


def figures(screen: Screen) -> dict[str, str]:
    return {metric.label: str(metric.value) for metric in screen.app.metric}


def test_a_url_opens_a_pair() -> None:
    screen = open_pair()
    assert list_headings(screen) == ["aspirin", *PARTS]
    assert [box.value for box in screen.app.text_area] == [SMILES, TEXT]
    assert any("is shared out in the cells" in caption for caption in screen.captions)
    assert list_downloads(screen) == ["SVG", "CSV", "JSON"]


def test_a_name_that_the_library_does_not_know_is_aligned() -> None:
    screen = open_pair("2-(4-chlorophenyl)acetic acid", TEXT)
    assert not screen.errors
    assert list_headings(screen) == ["2-(4-chlorophenyl)acetic acid", *PARTS]


def test_a_hit_and_a_molecule_are_sent_here_with_the_description() -> None:
    screen = open_page("find", q="a penicillin")
    first = screen.app.session_state["result"].hits[0].record
    sent = write_address(first.smiles, "a penicillin")
    assert list_sent(screen) == sent
    go_to(screen, "molecule", id=str(first.cid))
    assert list_sent(screen) == sent
    go_to(screen, "align", **sent)
    assert [box.value for box in screen.app.text_area] == [first.smiles, "a penicillin"]
    assert list_sent(open_page("molecule", id="2244")) == write_address(SMILES, "")


def list_sent(screen: Screen) -> dict[str, str]:
    """Return the parameters of the first link to the page of alignments, on a card or not."""
    links: list[Any] = list(screen.app.get("page_link"))
    queries = [link.proto.query_string for link in links if link.proto.label == "Align"]
    ways = [way for card in screen.cards for way in card["ways"] if way["label"] == "Align"]
    queries += [urlsplit(way["address"]).query for way in ways]
    return dict(parse_qsl(queries[0], keep_blank_values=True))


@pytest.mark.parametrize("level", ["atom", "fragment", "molecule"])
def test_every_level_has_its_table(level: str) -> None:
    screen = open_pair(level=level)
    table = screen.app.dataframe[0].value
    labels = table["label"].tolist()
    expected = {"atom": "C1", "fragment": "carboxylic acid", "molecule": "C9H8O4"}
    assert expected[level] in labels


def test_masking_a_fragment_and_a_phrase() -> None:
    screen = open_pair()
    assert not screen.app.metric
    mask(screen, "carboxylic acid")
    of_fragment = figures(screen)
    assert set(of_fragment) == {"Score", "Rank in the library", "The map claimed"}
    mask(screen, "“acetate ester”")
    assert figures(screen) != of_fragment
    assert any("Read without it" in caption for caption in screen.captions)


def test_the_level_and_the_boxes_go_into_the_url() -> None:
    screen = open_pair()
    screen.app.button_group(key="align_level").set_value("atom").run()
    screen.check()
    assert screen.app.query_params["level"] in ("atom", ["atom"])
    screen.app.text_area(key="align_description").set_value("a phenol").run()
    screen.check()
    assert screen.app.query_params["text"] in ("a phenol", ["a phenol"])


def test_the_empty_page_opens_an_example() -> None:
    screen = open_page("align")
    assert list_headings(screen) == [PARTS[-1]]
    screen.press("capsaicin")
    assert list_headings(screen)[0].lower() == "capsaicin"


def test_a_molecule_can_be_picked() -> None:
    screen = open_page("align", text=TEXT)
    screen.app.selectbox(key="align_pick_smiles").set_value("Example: aspirin").run()
    screen.check()
    assert list_headings(screen)[0] == "aspirin"


def test_a_text_without_chemistry_gives_a_flat_map_that_says_so() -> None:
    screen = open_pair(text="the meeting on Tuesday was moved to the large room upstairs")
    assert "A flat map" in screen.app.warning[0].value
    table = screen.app.dataframe[0].value
    assert not table[[name for name in table if name.startswith("word")]].to_numpy().any()


@pytest.mark.parametrize(
    ("smiles", "text", "told"),
    [
        ("C1CC", TEXT, "never closed"),
        ("a molecule nobody knows", TEXT, "no name that the library"),
        (SMILES, "…", "no words"),
    ],
)
def test_what_cannot_be_aligned_is_told_and_kept(smiles: str, text: str, told: str) -> None:
    screen = open_pair(smiles, text)
    assert told in screen.errors[0]
    assert [box.value for box in screen.app.text_area] == [smiles, text]


def test_threshold_and_size_cut_the_table() -> None:
    screen = open_pair(*EXAMPLES["penicillin G"])
    full = screen.app.dataframe[0].value.shape
    screen.app.slider(key="align_threshold").set_value(60).run()
    screen.check()
    cut = screen.app.dataframe[0].value.shape
    assert cut[0] < full[0]
    assert cut[1] < full[1]
    assert any("Not in the heatmap" in caption for caption in screen.captions)


def test_the_shape_takes_the_colours_of_the_map(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.parts.align_shape.has_script", lambda: True)
    screen = open_pair()
    screen.app.toggle(key="align_3d").set_value(True).run()
    screen.check()
    (frame,) = screen.app.get("iframe")
    assert '"index": 12' in frame.proto.srcdoc
    assert any("Coloured by all words" in caption for caption in screen.captions)


def test_files_hold_the_whole_map() -> None:
    from textmol.alignment_figure import choose_cells
    from textmol.engine import TextMol

    found = TextMol.open().align(SMILES, TEXT, level="fragment")
    choice = choose_cells(found.matrix, most_rows=2, most_columns=1)
    told: dict[str, Any] = json.loads(align_saving._write(found, choice, "json"))
    assert len(told["matrix"]) == len(found.fragments)
    csv = align_saving._write(found, choice, "csv").decode("utf-8-sig")
    assert len(csv.splitlines()) == len(found.fragments) + 1


def test_measured_figures_are_shown_where_there_are_any(tmp_path: Path) -> None:
    macro = {"pointing_game": 0.9, "auroc": 0.95, "average_precision": 0.8, "iou": 0.7}
    report = {
        "macro": {**macro, "interval95": {"iou": [0.6, 0.8]}},
        "baselines": {
            "random": {"macro": dict.fromkeys(macro, 0.2)},
            "another phrase": {},
            "degree": {"macro": dict.fromkeys(macro, 0.3)},
        },
        "classes": {"nitro": macro},
        "faithfulness": {"degree": {"deletion_auc": 0.2}, "map": {"deletion_auc": 0.3}},
        "words_for_atoms": {"macro": {**macro, "chance": 0.1}},
        "spot_check": {"pairs": 100, "wrong": 2, "error_rate": 0.02},
        "pairs": 10,
    }
    path = tmp_path / "grounding.json"
    path.write_text(json.dumps(report), encoding="utf-8")
    read = align_trust.read_measured(path)
    assert read is not None
    rows = align_trust.list_figures(read)
    assert [row[""] for row in rows] == ["**this map**", "degree", "random"]
    assert rows[0]["IoU"] == "0.70 (0.60–0.80)"
    assert align_trust.list_classes(read)[0]["group"] == "nitro"
    assert [row[""] for row in align_trust.list_faithfulness(read)] == ["this map", "degree"]
    told = align_trust.tell_limits(read, {"macro": {**macro, "classes": 7}})
    assert "7 further" in told[0]
    assert "chance is 0.10" in told[1]
    assert "2 were wrong" in told[2]
    path.write_text("{}", encoding="utf-8")
    assert align_trust.read_measured(path) is None
    assert align_trust.read_measured(tmp_path / "none.json") is None
