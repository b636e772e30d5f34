"""A molecule in 3D that can be turned, drawn by 3Dmol.js from this machine."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.frame import is_dark, read_ground
from textmol.viewer import VIEWER

if TYPE_CHECKING:
    from textmol.molecules.conformers import Conformer

SCRIPT = Path(__file__).resolve().parents[2] / "static" / "3Dmol-min.js"
HEIGHT = 420  # pixels
_ALLOWED = "viewer_from_elsewhere"
# Hydrogens in white and carbons in grey are lost on the ground of one theme or the other.
_LIGHT = {"C": "#4b5563", "H": "#9ca3af"}
_DARK = {"C": "#c4ccd6", "H": "#7d8894"}
_NO_WEBGL = (
    "This browser shows no 3D graphics (WebGL is off). The drawing has the same atoms; the SDF "
    "below opens in any viewer."
)

# Without WebGL the viewer throws; its own message would be drawn on pink.
_PAGE = """<!doctype html><html lang="en"><head><title>{title}</title><style>
html, body {{ margin: 0; height: 100%; background: {ground}; overflow: hidden; }}
p {{ font: 1rem sans-serif; color: {ink}; padding: 1rem; margin: 0; }}
[id^=3dmolwarning] {{ display: none; }}
</style></head><body>
<p id="no-webgl" hidden>{no_webgl}</p>
<script>
const canvas = document.createElement("canvas");
const able = canvas.getContext("webgl2") || canvas.getContext("webgl");
if (!able) document.getElementById("no-webgl").hidden = false;
addEventListener("unhandledrejection", (event) => {{ if (!able) event.preventDefault(); }});
addEventListener("error", (event) => {{ if (!able) event.preventDefault(); }});
</script>
<div role="img" aria-label="{title}">{viewer}</div></body></html>"""


def has_script() -> bool:
    """Return whether the viewer was fetched at set-up."""
    return SCRIPT.is_file()


def may_load() -> bool:
    """Return whether there is a viewer, or the person let it be loaded from elsewhere."""
    return has_script() or bool(st.session_state.get(_ALLOWED))


def tell_of_absence() -> None:
    """Say that the viewer is not here, and offer to load it from elsewhere for this session."""
    st.info(
        "The viewer of 3D structures is not here yet: `make run` fetches it once, from npm, where "
        "there is a network. It can also be loaded from cdn.jsdelivr.net, for this session: your "
        "browser asks for the program alone, and no structure is sent.",
        icon=":material/cloud_off:",
    )
    st.button(
        "Load it from cdn.jsdelivr.net",
        icon=":material/cloud_download:",
        on_click=lambda: st.session_state.update({_ALLOWED: True}),
    )


def show_viewer(conformer: Conformer, title: str, atom_colours: Sequence[str] = ()) -> None:
    """Show a conformer that can be turned with the mouse or a finger.

    ``atom_colours`` are "#rrggbb" of its first atoms, in place of those of the elements.
    """
    page = write_page(
        conformer.block,
        title,
        ground=read_ground(),
        ink="#e6ebe8" if is_dark() else "#0f1817",
        colours=_DARK if is_dark() else _LIGHT,
        atom_colours=atom_colours,
    )
    st.iframe(page, height=HEIGHT, alt=title)


def find_script() -> str:
    """Return the address of the viewer: on this machine where it is there."""
    if not has_script():
        return f"https://cdn.jsdelivr.net/npm/{VIEWER.name}@{VIEWER.version}/build/{SCRIPT.name}"
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"{f'/{base}' if base else ''}/app/static/{SCRIPT.name}"


def write_page(
    block: str,
    title: str,
    *,
    ground: str,
    ink: str,
    colours: dict[str, str],
    atom_colours: Sequence[str] = (),
) -> str:
    """Return a page of HTML that draws a MOL block.

    Colours are "#rrggbb": ``colours`` by element, ``atom_colours`` of the first atoms.
    """
    import py3Dmol  # a page without a 3D view does not wait for it

    view = py3Dmol.view(js=find_script(), width="100%", height=HEIGHT)
    view.setBackgroundColor(ground)
    # A MOL block has no such sign; in a page of HTML one could end the script around it.
    view.addModel(block.replace("<", ""), "mol")
    shape = {"stick": {"radius": 0.13}, "sphere": {"scale": 0.23}}
    view.setStyle({}, {kind: {**size, "colorscheme": "Jmol"} for kind, size in shape.items()})
    for element, colour in colours.items():
        style = {kind: {**size, "color": colour} for kind, size in shape.items()}
        view.setStyle({"elem": element}, style)
    for atom, colour in enumerate(atom_colours):
        style = {kind: {**size, "color": colour} for kind, size in shape.items()}
        view.setStyle({"index": atom}, style)
    view.zoomTo()
    return _PAGE.format(
        title=html.escape(title, quote=True),
        ground=ground,
        ink=ink,
        no_webgl=html.escape(_NO_WEBGL),
        viewer=view._make_html(),
    )
