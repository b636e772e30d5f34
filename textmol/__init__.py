"""TextMol finds molecules by what they are, do or smell like.

>>> from textmol import TextMol
>>> engine = TextMol.open()
>>> for hit in engine.search("a penicillin that carries a phenyl group").hits:
...     print(hit.rank, hit.record.name)

The names below are loaded when they are first used, so that ``import textmol`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textmol.engine import Hit, SearchResult, TextMol
    from textmol.errors import MoleculeError, QueryError, TextMolError
    from textmol.library.filters import Filters
    from textmol.library.library import Library
    from textmol.library.records import Record
    from textmol.molecules import Molecule, parse_molecule

__version__ = "0.1.0"

__all__ = [
    "Filters",
    "Hit",
    "Library",
    "Molecule",
    "MoleculeError",
    "QueryError",
    "Record",
    "SearchResult",
    "TextMol",
    "TextMolError",
    "__version__",
    "parse_molecule",
]

_HOME = {
    "Filters": "textmol.library.filters",
    "Hit": "textmol.engine",
    "Library": "textmol.library.library",
    "Molecule": "textmol.molecules",
    "MoleculeError": "textmol.errors",
    "QueryError": "textmol.errors",
    "Record": "textmol.library.records",
    "SearchResult": "textmol.engine",
    "TextMol": "textmol.engine",
    "TextMolError": "textmol.errors",
    "parse_molecule": "textmol.molecules",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(set(globals()) | set(__all__))
