"""``align``: which part of a molecule answers to which words of a description."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from textmol.cli.arguments import add_checkpoint, add_format, add_library

if TYPE_CHECKING:
    from textmol.aligning import Alignment

LEVELS = ("atom", "fragment", "molecule")
WORDS_SHOWN = 3  # of each row in the table
_EXAMPLES = """examples:
  python -m textmol align "CC(=O)Oc1ccccc1C(=O)O" "an ester and a carboxylic acid"
  python -m textmol align "2-sulfanylethanol" "a thiol" --level atom --format json
  python -m textmol align "OCCS" "a thiol and an alcohol" --format svg > map.svg
"""


def add_parser(commands: Any) -> None:
    """Add the sub-command to the parser's commands."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "align",
        help="which part of a molecule answers to which words",
        description="Share out the score of a molecule and a description to their parts: atoms "
        "and words, fragments and phrases, or the molecule and sentences.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("molecule", metavar="MOLECULE", help="a SMILES, an InChI or a name")
    parser.add_argument("text", metavar="TEXT", help="a description, in quotes")
    parser.add_argument(
        "--level", choices=LEVELS, default="atom", help="what is aligned (default: atom)"
    )
    add_checkpoint(parser)
    add_library(parser)
    add_format(parser, "map", "json", "svg", "table")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Align what the arguments say, write the map, and return the exit status.

    Raises:
        TextMolError: for a structure, text, library or checkpoint that cannot be used.
    """
    from textmol.engine import TextMol

    engine = TextMol.open(checkpoint=args.checkpoint, library=args.library)
    alignment = engine.align(args.molecule, args.text, level=args.level)
    sys.stdout.write(format_alignment(alignment, args.format))
    if args.format == "json" and alignment.note:
        print(alignment.note, file=sys.stderr)
    return 0


def format_alignment(alignment: Alignment, form: str) -> str:
    """Return the map as "table", "json" or "svg"."""
    if form == "json":
        return json.dumps(alignment.to_json(), ensure_ascii=False) + "\n"
    if form == "svg":
        from textmol.alignment_figure import draw_alignment

        return draw_alignment(alignment)
    return _format_table(alignment)


def _format_table(alignment: Alignment) -> str:
    """Return a line for each row with the words that add most there."""
    from textmol.cli.table import align_columns

    rows = []
    for one, values in zip(alignment.fragments, alignment.matrix, strict=True):
        best = sorted(range(len(values)), key=lambda column: -values[column])[:WORDS_SHOWN]
        words = [
            f"{alignment.words[column].text} {values[column]:.3f}"
            for column in best
            if values[column] > 0
        ]
        atoms = " ".join(str(atom + 1) for atom in one.atoms)
        rows.append((one.label, atoms, f"{values.sum():.3f}", "; ".join(words)))
    lines = [align_columns(("fragment", "atoms", "score", "words that add most"), rows), ""]
    lines.append(alignment.account())
    if alignment.note:
        lines.append(f"Note: {alignment.note}")
    return "\n".join(lines) + "\n"
