"""The page of one molecule on the real engine."""

from __future__ import annotations

import pytest

from pages.parts import viewer
from tests.app.conftest import Screen
from tests.app.pages import go_to, list_cells, list_downloads, list_headings, open_page
from textmol.viewer import VIEWER

ASPIRIN = "CC(=O)Oc1ccccc1C(=O)O"


def test_a_molecule_of_the_library_has_everything() -> None:
    screen = open_page("molecule", id="2244")
    assert list_headings(screen) == [
        *("aspirin", "Properties", "Identifiers", "Rules of thumb", "Structural alerts"),
        "Nearest in the library",
    ]
    cells = list_cells(screen)
    assert cells["MW"][0] == "180.16 Da"
    assert cells["TPSA"][0] == "63.6 Å²"
    assert "Lipinski: passes, 0 of 4 broken" in screen.text
    assert "rotatable bonds 2, within 10" in screen.text
    assert "Brenk: phenol ester" in screen.text
    codes = [code.value for code in screen.app.code]
    assert {ASPIRIN, "BSYNRYMUTXBXSQ-UHFFFAOYSA-N", "2244", "C9H8O4"} <= set(codes)
    assert any(code.startswith("InChI=1S/C9H8O4/") for code in codes)
    assert "acetyloxybenzoic acid" in screen.text
    assert len(screen.alts) == 9
    assert screen.alts[0] == "Structure of aspirin, C9H8O4"


@pytest.mark.parametrize(
    "parameters",
    [
        {"id": "CID 2244"},
        {"id": "BSYNRYMUTXBXSQ-UHFFFAOYSA-N"},
        {"id": "aspirin"},
        {"id": "OC(=O)c1ccccc1OC(C)=O"},
        {"smiles": "OC(=O)c1ccccc1OC(C)=O"},
        {"id": "InChI=1S/C9H8O4/c1-6(10)13-8-5-3-2-4-7(8)9(11)12/h2-5H,1H3,(H,11,12)"},
    ],
)
def test_every_name_of_a_molecule_opens_it(parameters: dict[str, str]) -> None:
    assert list_headings(open_page("molecule", **parameters))[0] == "aspirin"


@pytest.mark.parametrize(
    ("name", "where"),
    [("2-(4-chlorophenyl)acetic acid", "in the library"), ("4'-bromo-3-methylbiphenyl", "not in")],
)
def test_a_name_that_the_library_does_not_know_opens_its_molecule(name: str, where: str) -> None:
    screen = open_page("molecule", id=name)
    assert not screen.errors
    assert list_headings(screen)[0] == name
    assert any(where in block.value for block in screen.app.markdown[:3])


@pytest.mark.parametrize(
    "smiles",
    [
        r"C#C/C=C\[C@H](N)C(=O)[O-].[Na+]",
        "N%10CC%10",
        "[13CH4]",
        "C*",
        "F/C=C/F",
        "CC(C)[C@@H]1CC1",
    ],
)
def test_a_structure_that_is_not_in_the_library(smiles: str) -> None:
    screen = open_page("molecule", smiles=smiles)
    assert not screen.errors
    assert screen.app.text_area[0].value == smiles
    assert len(screen.alts) == 9
    assert any("library" in block.value for block in screen.app.markdown[:2])


@pytest.mark.parametrize(
    ("parameters", "told"),
    [
        ({"id": "999999999"}, "no molecule with the CID 999999999"),
        ({"id": "AAAAAAAAAAAAAA-AAAAAAAAAA-A"}, "no molecule with the InChIKey"),
        ({"id": "a molecule nobody knows"}, "no name that the library"),
        ({"id": "dichlorobenzene"}, "fits several molecules"),
        ({"smiles": "C1CC"}, "never closed"),
        ({"smiles": "CC(C)(C)(C)C"}, "5 bonds"),
    ],
)
def test_what_cannot_be_opened_is_told_in_a_sentence(parameters: dict[str, str], told: str) -> None:
    screen = open_page("molecule", **parameters)
    (sentence,) = screen.errors
    assert told in sentence
    assert screen.app.text_area[0].value == next(iter(parameters.values()))


def test_the_empty_page_teaches_and_opens_an_example() -> None:
    screen = open_page("molecule")
    assert "Open a molecule from any hit" in screen.text
    screen.press("caffeine")
    assert list_headings(screen)[0] == "caffeine"
    screen.app.text_area[0].set_value("vanillin").run()
    screen.check()
    assert list_headings(screen)[0].lower() == "vanillin"
    assert screen.app.query_params["id"] == "vanillin"
    assert "caffeine" in [button.label for button in screen.app.button]


def test_groups_and_alerts_are_lit_and_atoms_numbered() -> None:
    screen = open_page("molecule", id="2244")
    plain = screen.drawings[0]
    group = next(one for one in screen.app.button_group if "Groups" in one.label)
    group.set_value("carboxylic acid").run()
    lit = screen.drawings[0]
    assert lit != plain
    screen.app.toggle[0].set_value(True).run()
    assert screen.drawings[0] not in {plain, lit}
    screen.check()


def test_the_nearest_by_structure() -> None:
    screen = open_page("molecule", id="2244")
    by_model = screen.alts[1:]
    nearest = next(one for one in screen.app.button_group if one.label == "Nearest")
    nearest.set_value("By structure (Tanimoto)").run()
    screen.check()
    assert screen.alts[1:] != by_model
    assert sum("Tanimoto 0." in caption for caption in screen.captions) == 8


def show_shape(screen: Screen) -> None:
    view = next(one for one in screen.app.button_group if one.label == "View")
    view.set_value("3D").run()
    screen.check()


def test_the_shape_in_space(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(viewer, "has_script", lambda: True)
    screen = open_page("molecule", id="2244")
    show_shape(screen)
    (frame,) = screen.app.get("iframe")
    assert "/app/static/3Dmol-min.js" in frame.proto.srcdoc
    assert "https://" not in frame.proto.srcdoc
    assert any("MMFF94" in caption for caption in screen.captions)


def test_without_the_viewer_the_shape_is_still_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(viewer, "has_script", lambda: False)
    screen = open_page("molecule", id="2244")
    show_shape(screen)
    assert "make run" in screen.app.info[0].value
    assert not screen.app.get("iframe")
    assert list_downloads(screen) == ["3D SDF"]
    screen.press("Load it from cdn.jsdelivr.net")
    (frame,) = screen.app.get("iframe")
    assert f"https://cdn.jsdelivr.net/npm/3dmol@{VIEWER.version}/" in frame.proto.srcdoc


def test_what_has_no_shape_says_why() -> None:
    screen = open_page("molecule", smiles="[Na+].[Cl-]")
    show_shape(screen)
    assert "2 components" in screen.errors[0]


def test_a_name_cannot_break_out_of_the_viewer() -> None:
    page = viewer.write_page(
        "block</script><script>alert(1)</script>",
        '"><script>alert(2)</script>',
        ground="#ffffff",
        ink="#000000",
        colours={},
    )
    assert "alert(2)</script>" not in page
    assert "</script><script>alert(1)" not in page


def test_keep_and_take_out() -> None:
    screen = open_page("molecule", id="2244")
    screen.press("Keep")
    screen.press("In the tray")
    screen.press("Keep")
    go_to(screen, "tray")
    assert "1 of 200 molecules" in screen.text
