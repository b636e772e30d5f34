"""What the words were read into: chips above the hits, pressed while they count."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.testing.v1.element_tree import ButtonGroup

from tests.app.conftest import Screen

Open = Callable[..., Screen]
QUERY = "steroid without a hydroxy group"
STEROID, NO_HYDROXY = "at-least-1-steroid-skeleton", "no-hydroxy-group"


def read_chips(screen: Screen) -> ButtonGroup:
    group = screen.app.get("button_group")[-1]
    assert isinstance(group, ButtonGroup)
    return group


def group(screen: Screen) -> Any:
    return next(g for g in screen.app.get("button_group") if "demands_" in g.proto.id)


def chips(screen: Screen) -> list[str]:
    return [option.content for option in group(screen).proto.options]


def pressed(screen: Screen) -> list[str]:
    return list(group(screen).value)


def press(screen: Screen, keys: list[str]) -> None:
    group(screen).set_value(keys).run()
    screen.check()


def found(screen: Screen) -> list[str]:
    return [item.key for item in screen.app.session_state["result"].requirements]


def test_a_chip_for_each_thing_that_was_read(open_screen: Open) -> None:
    screen = open_screen()
    screen.search(QUERY)
    assert chips(screen) == ["at least 1 steroid skeleton", "no hydroxy group"]
    assert pressed(screen) == [STEROID, NO_HYDROXY]
    assert "molecules that have what was read" in screen.heading


def test_a_chip_is_taken_away_kept_in_the_url_and_restored(open_screen: Open) -> None:
    screen = open_screen()
    screen.search(QUERY)
    before = screen.heading
    press(screen, [STEROID])
    assert found(screen) == [STEROID]
    assert NO_HYDROXY in screen.app.query_params["without"]
    assert chips(screen) == ["at least 1 steroid skeleton", "no hydroxy group"]
    assert screen.heading != before
    press(screen, [STEROID, NO_HYDROXY])
    assert found(screen) == [STEROID, NO_HYDROXY]
    assert "without" not in screen.app.query_params
    assert screen.heading == before


def test_all_chips_taken_away_leave_the_model_alone(open_screen: Open) -> None:
    screen = open_screen()
    screen.search(QUERY)
    press(screen, [])
    assert found(screen) == []
    assert screen.heading.startswith("The 200 closest of 37,229 molecules")
    assert len(chips(screen)) == 2


def test_a_link_opens_without_what_was_taken_away(open_screen: Open) -> None:
    screen = open_screen(q=QUERY, without=NO_HYDROXY)
    assert found(screen) == [STEROID]
    assert pressed(screen) == [STEROID]


def test_another_description_starts_afresh(open_screen: Open) -> None:
    screen = open_screen(q=QUERY, without=NO_HYDROXY)
    screen.search("ketone without a hydroxy group")
    assert found(screen) == ["at-least-1-ketone", NO_HYDROXY]
    assert "without" not in screen.app.query_params


def test_what_cannot_be_read_gets_no_chips(open_screen: Open) -> None:
    screen = open_screen(q="local anaesthetic", without="nonsense,,no-such-key")
    assert found(screen) == []
    groups = [group.proto.id for group in screen.app.get("button_group")]
    assert not any("demands" in name for name in groups)
