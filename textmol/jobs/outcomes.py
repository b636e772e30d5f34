"""Captions of rows where none may stop the others, whatever happens to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textmol.errors import CheckpointError
from textmol.jobs.records import Outcome
from textmol.reading.rows import SourceRow
from textmol.writing.records import FAILED, Captioned

if TYPE_CHECKING:
    from textmol.engine import TextMol


def caption_outcomes(engine: TextMol, rows: Sequence[SourceRow], candidates: int) -> list[Outcome]:
    """Return what comes of each row; where TextMol itself fails on one, that is its reason.

    Raises:
        CheckpointError: where there is no captioner.
    """
    checkpoint, library = engine.captioner.checkpoint.identity, engine.library.identity
    captioned = _caption(engine, [row.structure for row in rows], candidates)
    return [
        Outcome(row, one, checkpoint, library) for row, one in zip(rows, captioned, strict=True)
    ]


def _caption(engine: TextMol, structures: Sequence[str], candidates: int) -> list[Captioned]:
    try:
        return engine.caption(structures, candidates=candidates)
    except CheckpointError:
        raise
    except Exception as error:
        if len(structures) == 1:
            reason = f"TextMol failed on this structure ({type(error).__name__}: {error})."
            return [Captioned(structures[0], "", "", FAILED, reason, (), None, ())]
        # One by one, so that only what it fails on is without captions.
        return [one for alone in structures for one in _caption(engine, [alone], candidates)]
