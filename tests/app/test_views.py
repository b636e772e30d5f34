"""Cards, table and map of one result, and the selection that they share."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

import pytest

from pages.parts.histogram import count_bins, draw_histogram
from pages.parts.hit_table import list_columns
from tests.app.conftest import Screen
from textmol.library import folder as files
from textmol.library.library import Library

Open = Callable[..., Screen]
QUERY = "flavonol with a catechol ring"


def rows(screen: Screen) -> list[int]:
    return [hit.record.row for hit in screen.app.session_state["result"].hits]


def test_the_table_has_every_hit_with_its_structure(open_screen: Open) -> None:
    screen = open_screen(q=QUERY, view="Table")
    assert not screen.alts
    result = screen.app.session_state["result"]
    (table,) = screen.app.dataframe
    assert table.value["rank"].tolist() == [hit.rank for hit in result.hits]
    assert list(table.value.columns)[:3] == ["structure", "rank", "name"]
    assert list(table.value.columns).index("rank") < list(table.value.columns).index("score")
    first = table.value["structure"][0]
    assert unquote(first.removeprefix("data:image/svg+xml,")).startswith("<svg")
    assert table.value["mw"][0] == result.hits[0].record.properties.mw


def test_the_map_has_every_hit(open_screen: Open) -> None:
    screen = open_screen(q=QUERY, view="Map")
    (chart,) = screen.app.get("plotly_chart")
    assert f"the {len(rows(screen)):,} hits" in chart.proto.alt
    assert any("Near on the map means alike" in caption for caption in screen.captions)


def test_a_library_without_a_map_says_how_to_get_one(
    open_screen: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pages.parts.hit_map import _read_places

    _read_places.clear()
    monkeypatch.setattr(Library, "read_map", lambda library: None)
    screen = open_screen(q=QUERY, view="Map")
    _read_places.clear()
    assert any("library map DIR" in info.value for info in screen.app.info)
    assert files.MAP == "map.npy"


def test_views_share_the_selection(open_screen: Open) -> None:
    screen = open_screen(q=QUERY)
    chosen = rows(screen)[2]
    screen.tick(chosen)
    assert "1 selected" in screen.text
    screen.choose_view("Table")
    assert "1 selected" in screen.text
    screen.choose_view("Map")
    assert "rank 3] " in screen.text
    assert len(screen.alts) == 1
    screen.choose_view("Cards")
    assert screen.marks["selected"] == [chosen]
    screen.press("Clear selection")
    assert "selected" not in screen.text
    assert screen.marks["selected"] == []


def test_the_selection_is_kept_in_the_tray(open_screen: Open) -> None:
    screen = open_screen(q=QUERY)
    chosen = rows(screen)[:2]
    screen.tick(*chosen)
    screen.press("Keep them in the tray")
    kept = {molecule.smiles for molecule in screen.app.session_state["tray"]}
    hits = screen.app.session_state["result"].hits
    assert kept == {hit.record.smiles for hit in hits if hit.record.row in chosen}
    assert screen.marks["kept"] == chosen


def test_a_page_of_cards_is_in_the_url(open_screen: Open) -> None:
    screen = open_screen(q="a steroid", page="3")
    assert screen.ranks[0] == "41"
    screen.turn_to(2)
    assert screen.app.query_params["page"] == "2"
    screen.search("a flavonoid")
    assert screen.ranks[0] == "1"
    assert "page" not in screen.app.query_params


@pytest.mark.parametrize("page", ["0", "99", "x", "-1", "²"])
def test_a_page_that_is_none_breaks_nothing(open_screen: Open, page: str) -> None:
    assert open_screen(q="a steroid", page=page).alts


def test_columns_are_of_one_length(open_screen: Open) -> None:
    screen = open_screen(q="CID 2244", view="Table")
    result = screen.app.session_state["result"]
    lengths = {len(column) for column in list_columns(result).values()}
    assert lengths == {len(result.hits)}


def test_bars_hold_every_value() -> None:
    assert count_bins([0, 0, 1, 3]) == [2, 1, 0, 1]
    assert count_bins([5, 5]) == [2]
    assert sum(count_bins([x / 7 for x in range(100)])) == 100
    assert sum(count_bins(list(range(100)))) == 100


def test_a_histogram_is_drawn_for_each_theme() -> None:
    light, dark = (draw_histogram([1, 2, 2], ("1", "2"), dark=dark) for dark in (False, True))
    assert light.count("<rect") == 2
    assert light != dark


def test_every_range_has_a_histogram_of_the_hits(open_screen: Open) -> None:
    screen = open_screen(q=QUERY)
    alts = [image.proto.imgs[0].alt for image in screen.app.get("image")]
    assert sum(" hits: " in alt for alt in alts) == 8
