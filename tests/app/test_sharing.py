"""The code and the link below a page: the code runs, and gives what the page shows."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from pages.parts.sharing import write_code, write_link
from tests.app.conftest import Screen
from tests.app.pages import go_to, open_page
from textmol import TextMol

ASPIRIN = "CC(=O)Oc1ccccc1C(=O)O"
AWKWARD = r"C#C/C=C\[C@H](N)C(=O)[O-].[Na+]"


def run(code: str, engine: TextMol, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Run code that a page shows on the open engine, and return its names."""
    monkeypatch.setattr("textmol.TextMol.open", lambda: engine)
    names: dict[str, Any] = {}
    exec(code, names)
    return names


@pytest.mark.parametrize("asked", ["2244", "aspirin", ASPIRIN, AWKWARD])
def test_the_code_of_a_molecule(
    engine: TextMol, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    code = write_code("molecule", (("id", asked),))
    assert code is not None
    names = run(code, engine, monkeypatch)
    assert names["smiles"] == (AWKWARD if asked == AWKWARD else ASPIRIN)


def test_the_code_of_an_alignment(engine: TextMol, monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'a benzoic "acid" that\'s an ester'
    code = write_code("align", (("smiles", ASPIRIN), ("text", text), ("level", "atom")))
    assert code is not None
    alignment = run(code, engine, monkeypatch)["alignment"]
    assert (alignment.text, alignment.level) == (text, "atom")


def test_the_code_of_a_comparison(engine: TextMol, monkeypatch: pytest.MonkeyPatch) -> None:
    code = write_code("tray", (("compare", "2244"), ("compare", AWKWARD)))
    assert code is not None
    assert run(code, engine, monkeypatch)["compared"] == (ASPIRIN, AWKWARD)


def test_the_code_of_captions_and_molecules(
    engine: TextMol, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = write_code("caption", (("smiles", "CCO"),))
    assert code is not None
    assert run(code, engine, monkeypatch)["captioned"].candidates
    code = write_code("generate", (("text", "a methyl ester"), ("count", "2")))
    assert code is not None
    assert run(code, engine, monkeypatch)["generation"].query == "a methyl ester"


@pytest.mark.parametrize(
    ("page", "parameters"),
    [
        ("about", (("id", "2244"),)),
        ("molecule", ()),
        ("molecule", (("smiles", "C1CC"),)),
        ("align", (("smiles", "CCO"),)),
        ("generate", (("text", "  "),)),
        ("tray", (("compare", "2244"),)),
        ("caption", (("job", "x"),)),
    ],
)
def test_no_code_where_nothing_was_asked(
    page: str, parameters: tuple[tuple[str, str], ...]
) -> None:
    assert write_code(page, parameters) is None


def links(screen: Screen) -> dict[str, dict[str, list[str]]]:
    """Return the parameters of the links of a page, by what they say."""
    found: list[Any] = list(screen.app.get("page_link"))
    return {one.proto.label: parse_qs(one.proto.query_string) for one in found}


def test_a_hit_is_sent_to_every_page_that_goes_on(open_screen: Any) -> None:
    screen = open_screen(q="a nitro toluene & more")
    ways = {way["label"]: way["address"] for way in screen.cards[0]["ways"]}
    found = {label: parse_qs(urlsplit(address).query) for label, address in ways.items()}
    assert set(found["Details"]) == {"id"}
    assert ways["Details"].startswith("molecule?")
    assert found["Align"]["text"] == found["Generate"]["text"] == ["a nitro toluene & more"]
    assert set(found["Caption"]) == {"smiles"}
    assert set(found["Compare"]) == {"compare"}


def test_two_selected_hits_are_compared(open_screen: Any) -> None:
    screen = open_screen(q="flavonol with a catechol ring")
    screen.tick(*(hit.record.row for hit in screen.app.session_state["result"].hits[:2]))
    tokens = links(screen)["Compare them"]["compare"]
    assert len(tokens) == 2
    go_to(screen, "tray", compare=tokens)
    assert len(screen.alts) == 2


def test_the_url_holds_how_a_molecule_is_shown() -> None:
    screen = open_page("molecule", id="2244", show="numbers", lit="carboxylic acid", nearest="x")
    assert screen.app.toggle[0].value
    plain = open_page("molecule", id="2244")
    assert screen.drawings[0] != plain.drawings[0]
    assert any("Tanimoto of Morgan" in caption for caption in screen.captions)
    plain.app.toggle[0].set_value(True).run()
    plain.check()
    assert plain.app.query_params["show"] == "numbers"
    shape = open_page("molecule", id="2244", show="3D")
    assert any("possible shapes" in caption for caption in shape.captions)


def test_the_link_of_a_page_is_encoded() -> None:
    awkward = r"C#C/C=C\C@%+"
    address = write_link("http://localhost:8501/molecule?old=1", [("id", awkward)])
    assert address.startswith("http://localhost:8501/molecule?id=")
    assert parse_qs(urlsplit(address).query, strict_parsing=True) == {"id": [awkward]}
