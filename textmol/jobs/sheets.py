"""What came of rows, as the cells of a table and as the objects of JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textmol.jobs.records import Outcome
from textmol.writing.records import Caption

_DECIMALS = 6  # of a score


def list_cells(outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    """Return the cells of each row by their titles; "" stands for what is not there.

    Every row has the same titles: as many captions as the row with most of them.
    """
    most = max((len(one.captioned.candidates) for one in outcomes), default=0)
    return [_list_row(one, most) for one in outcomes]


def describe_outcome(outcome: Outcome) -> dict[str, Any]:
    """Return a row as the JSON of the command line has it."""
    captioned, known = outcome.captioned, outcome.captioned.known
    return {
        "input": captioned.input,
        "smiles": captioned.smiles,
        "inchikey": captioned.inchikey,
        "status": captioned.status,
        "error": captioned.error or None,
        "candidates": [_describe_caption(one) for one in captioned.candidates],
        "row": outcome.row.number,
        "name": outcome.name or None,
        "known_cid": known.cid if known else None,
        "notes": list(captioned.notes),
        "checkpoint": outcome.checkpoint,
        "library": outcome.library,
    }


def _list_row(outcome: Outcome, most: int) -> dict[str, Any]:
    captioned, known = outcome.captioned, outcome.captioned.known
    cells: dict[str, Any] = {
        "row": outcome.row.number,
        "name": outcome.row.name,
        "input": outcome.row.shown,
        "status": captioned.status,
        "reason": captioned.error,
        "smiles": captioned.smiles,
        "inchikey": captioned.inchikey,
        "known_cid": known.cid if known else None,
        "known_name": known.name if known else None,
        "notes": "; ".join(captioned.notes),
    }
    for place in range(most):
        there = place < len(captioned.candidates)
        cells |= _list_caption(captioned.candidates[place] if there else None, place + 1)
    cells |= {"checkpoint": outcome.checkpoint, "library": outcome.library}
    return {title: "" if cell is None else cell for title, cell in cells.items()}


def _list_caption(caption: Caption | None, place: int) -> dict[str, Any]:
    titles = ("caption", "log_probability", "rank_when_searched", "verified", "contradicted")
    cells: tuple[Any, ...] = ("",) * len(titles)
    if caption is not None:
        claims = (
            "; ".join(claim.text for claim in caption.claims if claim.verdict == verdict)
            for verdict in ("verified", "contradicted")
        )
        score = round(caption.score, _DECIMALS)
        cells = (caption.text, score, caption.rank_when_searched, *claims)
    return {f"{title}_{place}": cell for title, cell in zip(titles, cells, strict=True)}


def _describe_caption(caption: Caption) -> dict[str, Any]:
    return {
        "text": caption.text,
        "score": round(caption.score, _DECIMALS),
        "rank_when_searched": caption.rank_when_searched,
        "claims": [vars(claim) for claim in caption.claims],
    }
