"""Libraries of molecules: built from a file, opened memory-mapped, searched by vector.

``Library`` opens and searches, ``Filters`` narrows, ``Refinement`` refines, and
``textmol.library.build`` builds.
"""

from __future__ import annotations

from textmol.library.filters import Filters
from textmol.library.library import Library
from textmol.library.records import Ranking, Record
from textmol.library.refinement import Refinement

__all__ = ["Filters", "Library", "Ranking", "Record", "Refinement"]
