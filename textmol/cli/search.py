"""``search``: descriptions, names, identifiers or structures in, ranked molecules out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textmol.cli.arguments import add_checkpoint, add_format, add_library, amount, count, share
from textmol.errors import MoleculeError, QueryError, TextMolError

if TYPE_CHECKING:
    from textmol.engine import SearchResult, TextMol
    from textmol.library.filters import Filters

# Those of ``textmol.molecules.recognise``, which takes RDKit to import.
READINGS = ("description", "name", "structure", "smarts", "identifier")
_EXAMPLES = """examples:
  python -m textmol search "a penicillin that carries a phenyl group"
  python -m textmol search "sweet-smelling ester" --max-mw 150 --format csv > esters.csv
  python -m textmol search --queries descriptions.txt --format json > hits.jsonl
"""


def add_parser(commands: Any) -> None:
    """Add the sub-command to the parser's commands."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "search",
        help="find molecules by a description, a name, an identifier or a structure",
        description="Rank the molecules of a library by how well they fit what is typed.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "text",
        nargs="?",
        metavar="TEXT",
        help="a description, name, CID, CAS number, InChIKey, SMILES, InChI or SMARTS",
    )
    parser.add_argument(
        "--queries",
        metavar="FILE",
        help='a file with a query on each line ("-": standard input); '
        "with --format json one object a line comes out, failures included",
    )
    parser.add_argument(
        "--top-k", type=count, default=10, metavar="N", help="how many hits (default: 10)"
    )
    parser.add_argument("--smarts", metavar="S", help="keep molecules that contain this pattern")
    parser.add_argument("--min-mw", type=amount, metavar="X", help="least molecular weight in Da")
    parser.add_argument("--max-mw", type=amount, metavar="X", help="most molecular weight in Da")
    parser.add_argument(
        "--plain",
        action="store_true",
        help="leave the reading to the model: do not turn counts, negations and named groups "
        "into a filter",
    )
    parser.add_argument(
        "--ignore",
        action="append",
        default=[],
        metavar="KEY",
        help="take one thing away that the text is read into, by its wording or key; repeatable",
    )
    parser.add_argument(
        "--read-as",
        choices=READINGS,
        help="what TEXT is, where it would be taken for something else",
    )
    for option, what in (
        ("--more", "rank molecules higher that are near this phrase"),
        ("--less", "rank molecules lower that are near this phrase"),
        ("--exclude", "leave out molecules with this group, element or part of a name"),
    ):
        parser.add_argument(
            option, action="append", default=[], metavar="PHRASE", help=f"{what}; repeatable"
        )
    parser.add_argument(
        "--tanimoto",
        type=share,
        default=0.0,
        metavar="WEIGHT",
        help="for a structure: share of the fingerprint in the score, 0 to 1 (default: 0)",
    )
    add_library(parser)
    add_checkpoint(parser)
    add_format(parser, "hits", "table", "json", "csv", "sdf", "smi")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Search for what the arguments say, write the hits, and return the exit status.

    Raises:
        TextMolError: for a query, filter, library or checkpoint that cannot be used.
    """
    if (args.text is None) == (args.queries is None):
        raise QueryError(
            "search takes either a TEXT or --queries FILE.",
            'Put the description in quotes: search "sweet-smelling ester of butyric acid".',
        )
    queries = None if args.queries is None else read_queries(args.queries)

    from textmol.engine import TextMol
    from textmol.library.filters import Filters
    from textmol.molecules.substructure import read_substructure

    filters = Filters(mw_min=args.min_mw, mw_max=args.max_mw, smarts=args.smarts)
    if filters.smarts is not None:
        # A pattern that cannot be read is told once, and before seconds of loading.
        read_substructure(filters.smarts)
    engine = TextMol.open(checkpoint=args.checkpoint, library=args.library)
    if queries is None:
        result = engine.search(args.text, top_k=args.top_k, filters=filters, **_reading(args))
        sys.stdout.write(format_result(result, args.format))
        if args.format not in ("table", "json"):  # these two hold the notes themselves
            for note in result.notes:
                print(note, file=sys.stderr)
        return 0
    return _search_all(engine, queries, args, filters)


def read_queries(name: str) -> list[str]:
    """Return the lines of a UTF-8 file, or of standard input for ``-``, as they stand.

    Raises:
        QueryError: where the file cannot be read, is not UTF-8 text, or is empty.
    """
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(
            f'"{name}" is not UTF-8 text (byte {error.start + 1} does not fit).',
            "Save it as UTF-8 with one query on each line.",
        ) from error
    except OSError as error:
        raise QueryError(
            f'Could not read "{name}": {error.strerror}.', "Check the path after --queries."
        ) from error
    # Only the line ends of text files part queries: splitlines() would also cut at
    # characters that a description may hold, such as U+2028.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines[-1] == "":
        lines.pop()
    if not lines:
        raise QueryError(f'"{name}" holds no query.', "Write one query on each line.")
    return lines


def format_result(result: SearchResult, form: str) -> str:
    """Return a result as text in one of the formats of ``--format``."""
    if form == "table":
        from textmol.cli.table import format_table

        return format_table(result)
    from textmol.exports import write_hits

    return write_hits(result, form)


def _search_all(
    engine: TextMol, queries: list[str], args: argparse.Namespace, filters: Filters
) -> int:
    """Search for each query in turn; one that fails is told of and the others go on.

    In JSON a failure has its object among the others, so the command has done its work; the
    other formats have no place for one, so the exit status has to say it.
    """
    failed = 0
    for number, (query, found) in enumerate(_outcomes(engine, queries, args, filters), 1):
        if isinstance(found, TextMolError):
            failed += 1
            if args.format == "json":
                print(json.dumps(_failure(query, found)), flush=True)
            else:
                print(f"textmol: query {number}: {' '.join(str(found).split())}", file=sys.stderr)
        elif args.format == "json":
            print(json.dumps(json.loads(format_result(found, "json"))), flush=True)
        else:
            sys.stdout.write(_part(format_result(found, args.format), args.format, number))
    if failed:
        print(
            f"textmol: {failed} of {len(queries)} queries could not be searched.", file=sys.stderr
        )
    return 2 if failed and args.format != "json" else 0


def _outcomes(
    engine: TextMol, queries: list[str], args: argparse.Namespace, filters: Filters
) -> Iterator[tuple[str, SearchResult | TextMolError]]:
    for query in queries:
        try:
            found = engine.search(query, top_k=args.top_k, filters=filters, **_reading(args))
            yield query, found
        except (MoleculeError, QueryError) as error:
            yield query, error


def _reading(args: argparse.Namespace) -> dict[str, Any]:
    """Return how a query is to be read, and what it is refined by."""
    from textmol.library.refinement import Refinement
    from textmol.molecules.requirements import make_key

    refinement = Refinement(
        more=tuple(args.more),
        less=tuple(args.less),
        exclude=tuple(args.exclude),
        tanimoto=args.tanimoto,
    )
    return {
        "plain": args.plain,
        "ignore": frozenset(map(make_key, args.ignore)),
        "read_as": args.read_as,
        "refinement": refinement,
    }


def _failure(query: str, error: TextMolError) -> dict[str, Any]:
    """Return the JSON object of a query that could not be searched."""
    failure: dict[str, Any] = {
        "query": query,
        "error": error.message,
        "remedy": error.remedy,
        "hits": [],
    }
    if isinstance(error, MoleculeError):
        failure |= {"position": error.position, "atom": error.atom}
    return failure


def _part(text: str, form: str, number: int) -> str:
    """Return the text of one of several results so that all of them make one good file."""
    if number == 1:
        return text
    if form == "csv":
        return text.partition("\n")[2]
    return "\n" + text if form == "table" else text
