"""Drawings with a shade of its own behind every atom."""

from __future__ import annotations

from collections.abc import Mapping

from rdkit.Chem.Draw import rdMolDraw2D

from textmol.molecules.depiction import Theme, lay_out, parse_colour, start_drawing

RADIUS = 0.62  # Å: discs of bonded atoms, 1.5 Å apart, do not quite touch


def draw_shaded(
    smiles: str, colours: Mapping[int, str], *, width: int, height: int, theme: Theme
) -> str:
    """Return a drawing of one SMILES as SVG text with a disc behind some of its atoms.

    The disc of an atom is ``ellipse.atom-N`` below the bonds, with the same coordinates as in
    every other drawing of this SMILES.

    Args:
        smiles: the molecule.
        colours: "#rrggbb" by 0-based atom, in the order in which the SMILES writes them.
        width: in pixels.
        height: in pixels.
        theme: colours of everything else.

    Raises:
        MoleculeError: for a SMILES that is broken or too large to draw.
    """
    laid_out = lay_out(smiles)
    mol = rdMolDraw2D.PrepareMolForDrawing(laid_out, kekulize=True, addChiralHs=True)
    drawer = start_drawing(mol, width, height, theme)
    options = drawer.drawOptions()
    options.atomHighlightsAreCircles = True
    options.highlightRadius = RADIUS
    shades = {
        atom: parse_colour(colour)
        for atom, colour in colours.items()
        if 0 <= atom < laid_out.GetNumAtoms()
    }
    drawer.DrawMolecule(
        mol,
        highlightAtoms=sorted(shades),
        highlightAtomColors=shades,
        highlightBonds=[],
        highlightBondColors={},
    )
    drawer.FinishDrawing()
    svg = str(drawer.GetDrawingText())
    return svg[svg.index("<svg") :]
