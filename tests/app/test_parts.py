"""Small parts of the pages: wording, files, where an error points."""

from __future__ import annotations

import codecs
import csv
import io
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pages.parts.downloads import write_hits
from pages.parts.notices import point_at
from pages.parts.wording import escape, format_better_than, format_charge, format_number, slug

if TYPE_CHECKING:
    from textmol import TextMol


def test_markdown_is_shown_as_it_stands() -> None:
    assert escape("N[C@@H](C)C(=O)O\n*R*") == r"N\[C@@H\](C)C(=O)O \*R\*"
    assert escape("$x$ :red[y] <b>") == r"\$x\$ \:red\[y\] \<b\>"


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(1234.567, 2, "1,234.57"), (-0.5, 1, "−0.5"), (-0.001, 2, "0.00"), (0, 0, "0")],
)
def test_numbers(value: float, digits: int, text: str) -> None:
    assert format_number(value, digits) == text


def test_charges() -> None:
    assert [format_charge(charge) for charge in (-2, 0, 1)] == ["−2", "0", "+1"]


@pytest.mark.parametrize(
    ("share", "text"),
    [(12.34, "12.3 %"), (99.95, "99.95 %"), (99.9973, "99.997 %"), (99.99999, "99.999 %")],
)
def test_a_share_is_never_rounded_up_to_all(share: float, text: str) -> None:
    assert format_better_than(share) == text


def test_file_names() -> None:
    assert slug("A penicillin, that carries (a) phenyl group!") == (
        "a-penicillin-that-carries-a-phenyl-group"
    )
    assert slug("有香味的酯") == "molecules"
    assert len(slug("x" * 20_000)) == 48


def test_the_caret_stands_below_the_place() -> None:
    assert point_at("C1CC", 1) == "C1CC\n ^"
    assert point_at("one\nC1CC\nthree", 5) == "C1CC\n ^"
    line, caret = point_at("C" * 500, 250).split("\n")
    assert line.startswith("…") and line.endswith("…")
    assert len(line) < 130
    assert caret.index("^") == 61


def test_a_csv_opens_in_a_spreadsheet_with_its_provenance(engine: TextMol) -> None:
    result = engine.search("a penicillin", top_k=30)
    data = write_hits(result, "csv")
    assert data.startswith(codecs.BOM_UTF8)
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["inchikey"] for row in rows] == [hit.record.inchikey for hit in result.hits]
    assert {row["checkpoint"] for row in rows} == {engine.checkpoint.identity}
    assert {row["library"] for row in rows} == {engine.library.identity}


@pytest.mark.parametrize("ending", ["sdf", "smi"])
def test_files_hold_all_hits(engine: TextMol, ending: str) -> None:
    result = engine.search("a penicillin", top_k=30)
    text = write_hits(result, ending).decode()
    assert all(hit.record.smiles in text for hit in result.hits)
    assert all(f"CID{hit.record.cid}" in text for hit in result.hits if ending == "smi")


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb" (WCAG 2.2)."""
    parts = [value / 255 for value in bytes.fromhex(colour.removeprefix("#"))]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_theme_can_be_read(root: Path, name: str) -> None:
    theme = tomllib.loads((root / ".streamlit/config.toml").read_text())["theme"][name]
    for ground in ("backgroundColor", "secondaryBackgroundColor"):
        for ink in ("textColor", "linkColor", "grayTextColor", "greenTextColor"):
            assert contrast(theme[ink], theme[ground]) >= 4.5, (ink, ground)
    for colour in ("green", "gray", "red"):
        ratio = contrast(theme[f"{colour}TextColor"], theme[f"{colour}BackgroundColor"])
        assert ratio >= 4.5, colour
    # Streamlit writes white on primary buttons.
    assert contrast("#ffffff", theme["primaryColor"]) >= 4.5
    assert contrast(theme["primaryColor"], theme["backgroundColor"]) >= 3
    # Small print is the text colour at 60 per cent.
    assert (
        contrast(blend(theme["textColor"], theme["backgroundColor"], 0.6), theme["backgroundColor"])
        >= 4.5
    )


def blend(ink: str, ground: str, share: float) -> str:
    """Return a colour laid over another at a share."""
    pairs = zip(bytes.fromhex(ink[1:]), bytes.fromhex(ground[1:]), strict=True)
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02x}" for a, b in pairs)


def test_the_server_keeps_to_this_machine(root: Path) -> None:
    config = tomllib.loads((root / ".streamlit/config.toml").read_text())
    assert config["server"]["address"] == "127.0.0.1"
    assert config["browser"]["gatherUsageStats"] is False
    # Where it is not set, Streamlit asks the internet for this machine's address.
    assert config["browser"]["serverAddress"] == "localhost"
    assert config["client"]["showErrorLinks"] is False
