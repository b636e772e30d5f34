"""``caption``: a structure or a file of them in, descriptions out."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textmol.cli.arguments import add_checkpoint, add_format, add_library, add_writers, count

if TYPE_CHECKING:
    from textmol.engine import TextMol
    from textmol.jobs.records import Outcome
    from textmol.reading.rows import SourceRow

CHUNK = 32  # rows between two reports of progress
REASONS_TOLD = 5
_EXAMPLES = """examples:
  python -m textmol caption "Cn1c(=O)c2c(ncn2C)n(C)c1=O"
  python -m textmol caption "2-(4-chlorophenyl)acetic acid" --candidates 1
  python -m textmol caption molecules.smi --format json > captions.json
  python -m textmol caption molecules.sdf.gz --candidates 1 --format csv > captions.csv
"""


def add_parser(commands: Any) -> None:
    """Add the sub-command to the parser's commands."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "caption",
        help="describe molecules in words",
        description="Write captions for molecules, best first, and search the library with "
        "each: the rank says at which place the molecule comes back. A row that cannot be read "
        "stays in its place with the reason, and the exit status is then 2.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "molecules",
        metavar="MOLECULE_OR_FILE",
        help="a SMILES, InChI or name, or a .smi, .csv, .tsv, .sdf or .mol file; .gz is accepted",
    )
    parser.add_argument(
        "--candidates",
        type=count,
        default=4,
        metavar="N",
        help="captions for each molecule, at most 8 (default: 4)",
    )
    add_writers(parser)
    add_library(parser)
    add_checkpoint(parser)
    add_format(parser, "captions", "table", "json", "csv")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Caption what the arguments name, write it, and return the exit status.

    Raises:
        TextMolError: for a file, library or checkpoint that cannot be used.
    """
    rows = read_molecules(args.molecules)

    from textmol.engine import TextMol
    from textmol.exports import write_captions

    engine = TextMol.open(checkpoint=args.checkpoint, library=args.library, writers=args.writers)
    outcomes = caption_all(engine, rows, args.candidates)
    if args.format == "table":
        sys.stdout.write(format_table(outcomes, engine.library.size))
    else:
        sys.stdout.write(write_captions(outcomes, args.format))
    return tell_failures(outcomes)


def read_molecules(text: str) -> list[SourceRow]:
    """Return the rows of a file, or the one that a structure is.

    Raises:
        DataError: for a file that cannot be read, is not there, or holds no row.
    """
    from textmol.errors import DataError
    from textmol.reading.files import find_kind, read_rows
    from textmol.reading.rows import SourceRow

    if not os.path.isfile(text):  # which, unlike pathlib, takes a SMILES too long for a name
        try:
            find_kind(text)
        except DataError:
            return [SourceRow(1, text)]
        raise DataError(f'There is no file "{text}".', "Check the path.")
    rows = list(read_rows(Path(text)))
    if not rows:
        raise DataError(f'"{text}" holds no molecule.', "Check that the file was saved whole.")
    return rows


def caption_all(engine: TextMol, rows: list[SourceRow], candidates: int) -> list[Outcome]:
    """Return what comes of each row, with progress on standard error where there are many.

    Raises:
        CheckpointError: where there is no captioner.
    """
    from textmol.cli.progress import make_progress
    from textmol.jobs.runner import caption_outcomes

    show = make_progress()
    outcomes: list[Outcome] = []
    for start in range(0, len(rows), CHUNK):
        outcomes += caption_outcomes(engine, rows[start : start + CHUNK], candidates)
        if len(rows) > CHUNK:
            show("captions", len(outcomes), len(rows))
    return outcomes


def format_table(outcomes: list[Outcome], library: int) -> str:
    """Return a block for each row: what it is, and its captions with the rank of each."""
    blocks = []
    for one in outcomes:
        captioned, known = one.captioned, one.captioned.known
        title = [str(one.row.number), captioned.smiles or one.row.shown, one.name]
        title += [f"known: CID {known.cid}"] if known and known.cid is not None else []
        lines = ["  ".join(filter(None, title))]
        if not one.done:
            lines.append(f"  not captioned: {captioned.error}")
        for place, caption in enumerate(captioned.candidates, 1):
            lines.append(f"  {place}. {caption.text}")
            lines.append(f"     rank when searched {caption.rank_when_searched:,} of {library:,}")
            for claim in caption.claims:
                lines.append(f"     {claim.verdict}: {claim.text}")
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def tell_failures(outcomes: list[Outcome]) -> int:
    """Say in one line how many rows have no captions and why; return the exit status."""
    failed = [one for one in outcomes if not one.done]
    if not failed:
        return 0
    if len(outcomes) == 1:
        sentence = failed[0].captioned.error
    else:
        rows = ", ".join(str(one.row.number) for one in failed[:REASONS_TOLD])
        more = f" and {len(failed) - REASONS_TOLD} more" if len(failed) > REASONS_TOLD else ""
        sentence = (
            f"{len(failed)} of {len(outcomes)} rows could not be captioned (row {rows}{more}); "
            "the output says why."
        )
    print(f"textmol: {' '.join(sentence.split())}", file=sys.stderr)
    return 2
