"""Drawings of molecules: SVG in a light and a dark palette, with coordinates that never move."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rdkit import Chem
from rdkit.Chem import rdDepictor
from rdkit.Chem.Draw import rdMolDraw2D
from rdkit.Geometry import Point2D

from textmol.errors import MoleculeError
from textmol.molecules.alignment2d import turn_to_pattern
from textmol.molecules.parse import MOST_HEAVY_ATOMS, read_smiles
from textmol.molecules.smarts import match_atoms

Colour = tuple[float, float, float]

# A bond of a tenth of the width keeps ethanol from filling a card; larger molecules shrink to fit.
MARGIN = 1.25  # Å around the outermost atoms, for their labels and highlights
BOND_LENGTH = 1.5  # Å, of RDKit's 2D coordinates
BOND_SHARE = 0.1
LONGEST_ALT_SMILES = 120
_NAMES = re.compile(r" class='[^']*'| xmlns:\w+='[^']*'|<!--.*?-->|<\?.*?\?>")
_LINE = re.compile(r"<path d='(?P<d>[^']*)' style='(?P<style>[^']*)' */>")
_DEFAULTS = re.compile(
    r"fill-rule:evenodd;|stroke-linecap:butt;|stroke-linejoin:miter;|(?:stroke|fill)-opacity:1;?"
)


@dataclass(frozen=True)
class Theme:
    """Colours of a drawing as "#rrggbb"; ``atoms`` pairs atomic numbers with label colours."""

    background: str
    foreground: str
    highlight: str
    atoms: tuple[tuple[int, str], ...]


# Every label keeps a contrast of 4.5 to the background and 3 to the highlight, and the
# highlight (amber, blue) is told apart from it with any colour vision.
LIGHT = Theme(
    background="#ffffff",
    foreground="#111827",
    highlight="#ffd97a",
    atoms=(
        (7, "#1d3fbf"),
        (8, "#b3121d"),
        (9, "#0b6b3a"),
        (15, "#8a3d00"),
        (16, "#6b5200"),
        (17, "#0b6b3a"),
        (35, "#7a2e12"),
        (53, "#5b1a8b"),
    ),
)
DARK = Theme(
    background="#0e1420",
    foreground="#e6eaf2",
    highlight="#22507f",
    atoms=(
        (7, "#a9c4ff"),
        (8, "#ffb0a8"),
        (9, "#8fe3b0"),
        (15, "#ffc58a"),
        (16, "#f2dc7a"),
        (17, "#8fe3b0"),
        (35, "#f5b89a"),
        (53, "#d9b8ff"),
    ),
)


def depict(
    smiles: str,
    *,
    width: int = 320,
    height: int = 240,
    dark: bool = False,
    highlight: Sequence[int] = (),
    smarts: str | None = None,
    theme: Theme | None = None,
    numbers: bool = False,
    aligned: bool = False,
) -> str:
    """Return a drawing of one SMILES as SVG text of ``width`` by ``height`` pixels.

    ``highlight`` lists 0-based atoms in the order the SMILES writes them (hydrogens written as
    atoms left out); all atoms that ``smarts`` covers are lit as well. ``theme`` overrides
    ``dark``. With ``numbers`` each atom carries its number from 1, as in a MOL block. The same
    SMILES has the same coordinates in every call; only with ``aligned`` the whole drawing is
    turned, so that ``smarts`` lies alike in all molecules. Raises MoleculeError for a broken
    SMILES and QueryError for a broken SMARTS.
    """
    mol = lay_out(smiles)
    lit = {index for index in highlight if 0 <= index < mol.GetNumAtoms()}
    if smarts:
        lit.update(match_atoms(mol, smarts))
    palette = theme or (DARK if dark else LIGHT)
    if smarts and aligned:
        turned = turn_to_pattern(mol, smarts)
        return draw_molecule(turned, width, height, palette, lit, numbers=numbers)
    return _draw(smiles, width, height, palette, tuple(sorted(lit)), numbers)


@lru_cache(maxsize=512)
def lay_out(smiles: str) -> Chem.Mol:
    """Return the molecule of one SMILES with 2D coordinates; callers must not change it.

    Raises MoleculeError.
    """
    mol = read_smiles(smiles)
    if mol.GetNumHeavyAtoms() > MOST_HEAVY_ATOMS:
        raise MoleculeError(
            f"This structure has {mol.GetNumHeavyAtoms():,} heavy atoms, too many to draw.",
            f"TextMol draws up to {MOST_HEAVY_ATOMS:,}.",
            text=smiles,
        )
    rdDepictor.Compute2DCoords(mol, canonOrient=True, useRingTemplates=True)
    return mol


def write_mol_block(smiles: str, title: str) -> str:
    """Return the MOL block of one SMILES with the coordinates it is drawn with.

    V2000, or V3000 where the molecule is too large for it. Raises MoleculeError.
    """
    mol = Chem.Mol(lay_out(smiles))
    mol.SetProp("_Name", title)
    return Chem.MolToMolBlock(mol)


def describe_alt(name: str | None, formula: str, smiles: str) -> str:
    """Return the alternative text of a drawing: name and formula, else formula and SMILES."""
    if name:
        return f"Structure of {name}, {formula}"
    short = smiles if len(smiles) <= LONGEST_ALT_SMILES else f"{smiles[:LONGEST_ALT_SMILES]}…"
    return f"Structure with formula {formula}, SMILES {short}"


@lru_cache(maxsize=256)
def _draw(
    smiles: str, width: int, height: int, theme: Theme, lit: tuple[int, ...], numbers: bool
) -> str:
    return draw_molecule(lay_out(smiles), width, height, theme, lit, numbers=numbers)


def draw_molecule(
    laid_out: Chem.Mol,
    width: int,
    height: int,
    theme: Theme,
    lit: Collection[int] = (),
    *,
    numbers: bool = False,
) -> str:
    """Return a molecule as SVG text, with the 2D coordinates that it has.

    ``lit`` holds the 0-based atoms that are lit, with the bonds between them.
    """
    mol = rdMolDraw2D.PrepareMolForDrawing(laid_out, kekulize=True, addChiralHs=True)
    drawer = start_drawing(mol, width, height, theme)
    bonds = [
        bond.GetIdx()
        for bond in mol.GetBonds()
        if bond.GetBeginAtomIdx() in lit and bond.GetEndAtomIdx() in lit
    ]
    if numbers:
        for atom in list(mol.GetAtoms())[: laid_out.GetNumAtoms()]:
            atom.SetProp("atomNote", str(atom.GetIdx() + 1))
    drawer.DrawMolecule(mol, highlightAtoms=sorted(lit), highlightBonds=bonds)
    drawer.FinishDrawing()
    # RDKit declares ISO 8859-1, which no longer holds once the text is stored as UTF-8.
    svg = str(drawer.GetDrawingText())
    return svg[svg.index("<svg") :]


def start_drawing(mol: Chem.Mol, width: int, height: int, theme: Theme) -> rdMolDraw2D.MolDraw2DSVG:
    """Return a drawer whose scale depends on the coordinates of ``mol`` alone.

    RDKit fits a drawing to what it shows, so that a highlight would move the molecule.
    """
    drawer = rdMolDraw2D.MolDraw2DSVG(width, height)
    _set_options(drawer.drawOptions(), width, theme)
    drawer.drawOptions().padding = 0
    places = mol.GetConformer().GetPositions()[:, :2]  # (atoms, 2) Å
    low, high = places.min(axis=0), places.max(axis=0)
    room = high - low + 2 * MARGIN
    scale = min(width / room[0], height / room[1], BOND_SHARE * width / BOND_LENGTH)
    middle, half = (low + high) / 2, (width / scale / 2, height / scale / 2)
    drawer.SetScale(width, height, Point2D(*(middle - half)), Point2D(*(middle + half)), mol)
    return drawer


def _set_options(options: rdMolDraw2D.MolDrawOptions, width: int, theme: Theme) -> None:
    foreground = parse_colour(theme.foreground)
    options.setBackgroundColour(parse_colour(theme.background))
    options.setSymbolColour(foreground)
    options.setLegendColour(foreground)
    options.setAnnotationColour(foreground)
    options.setAtomNoteColour(foreground)
    options.setBondNoteColour(foreground)
    options.setQueryColour(foreground)
    options.setHighlightColour(parse_colour(theme.highlight))
    colours: Iterable[tuple[int, str]] = ((-1, theme.foreground), (0, theme.foreground))
    options.setAtomPalette({z: parse_colour(text) for z, text in (*colours, *theme.atoms)})
    options.addStereoAnnotation = True
    options.fixedBondLength = BOND_SHARE * width
    options.maxFontSize = 20
    options.minFontSize = 7
    options.annotationFontScale = 0.6
    options.bondLineWidth = 1.6
    options.padding = 0.06
    options.highlightRadius = 0.38
    options.highlightBondWidthMultiplier = 14


def list_colours(theme: Theme) -> list[str]:
    """Return the colours of a theme as a drawing writes them, "#RRGGBB", in a fixed order.

    Nothing else in the drawings of two themes differs, so one becomes the other by exchanging
    them.
    """
    atoms = (colour for _, colour in theme.atoms)
    return [one.upper() for one in (theme.background, theme.foreground, theme.highlight, *atoms)]


def compact(svg: str) -> str:
    """Return a drawing as SVG text of about half the length that shows the same.

    RDKit names the atoms of each line and writes out what is the default. Lines that follow one
    another in one style become one path.
    """
    svg = _NAMES.sub("", svg)
    lines: list[str] = []
    style = None
    for line in filter(None, map(str.strip, svg.split("\n"))):
        found = _LINE.fullmatch(line)
        drawn = found and (found["d"], _DEFAULTS.sub("", found["style"]))
        if drawn and drawn[1] == style:
            lines[-1] = lines[-1].replace("' style=", f" {drawn[0]}' style=", 1)
            continue
        style = drawn[1] if drawn and "fill:none" in drawn[1] else None
        lines.append(f"<path d='{drawn[0]}' style='{drawn[1]}'/>" if drawn else line)
    return " ".join(lines)


def parse_colour(text: str) -> Colour:
    """Return "#rrggbb" as red, green and blue between 0 and 1."""
    red, green, blue = bytes.fromhex(text.removeprefix("#"))
    return red / 255, green / 255, blue / 255
