"""Classes of structural features for measuring alignment: what is said, and which atoms it means.

A class is a set of phrases (regular expressions, read case-insensitively in the text as written)
and of SMARTS; an atom belongs to the class where any of them covers it. The default file was
written before any alignment was measured; it says under "checked" what reading 200 of its masks
by hand found and which classes were corrected then.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from rdkit import Chem

from textmol.errors import DataError
from textmol.molecules.identity import quiet_rdkit

CLASSES = Path(__file__).with_name("grounding_classes.json")
MAX_MATCHES = 10_000
_SHAPE = 'Write {"classes": [{"name": "…", "phrases": ["…"], "smarts": ["…"]}]}.'


@dataclass(frozen=True)
class GroundingClass:
    """A structural feature with the ways of naming it and its patterns."""

    name: str
    phrases: tuple[re.Pattern[str], ...]
    patterns: tuple[Chem.Mol, ...]


@dataclass(frozen=True)
class Mention:
    """A class named in a text, from character ``start`` up to ``end``."""

    name: str
    start: int
    end: int


def load_classes(path: Path = CLASSES) -> tuple[GroundingClass, ...]:
    """Return the classes of a file, in its order.

    Raises:
        DataError: where the file cannot be read, is of another shape, names a class twice, or
            holds a regular expression or SMARTS that cannot be compiled.
    """
    path = Path(path)
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))["classes"]
        classes = tuple(_read_class(entry) for entry in entries)
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f'Could not read "{path.name}": {error}.', _SHAPE) from error
    except (ValueError, KeyError, TypeError, re.error) as error:
        raise DataError(f'"{path.name}" holds no classes: {error}.', _SHAPE) from error
    names = [one.name for one in classes]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice or not names:
        fault = f"names {twice[0]!r} twice" if twice else "holds no class"
        raise DataError(f'"{path.name}" {fault}.', _SHAPE)
    return classes


def read_spot_check(path: Path = CLASSES) -> dict[str, Any] | None:
    """Return how many masks of a file's classes were read by hand and how many were wrong.

    None where the file, which ``load_classes`` can read, does not say.
    """
    checked = json.loads(Path(path).read_text(encoding="utf-8")).get("checked")
    if not checked:
        return None
    last = checked["second"]
    return {"pairs": last["pairs"], "wrong": last["wrong"], "error_rate": checked["error_rate"]}


def _read_class(entry: dict[str, Any]) -> GroundingClass:
    name = str(entry["name"])
    patterns = []
    for smarts in entry["smarts"]:
        with quiet_rdkit():
            pattern = Chem.MolFromSmarts(smarts)
        if pattern is None or not pattern.GetNumAtoms():
            raise ValueError(f"the SMARTS {smarts!r} of {name!r} cannot be read")
        patterns.append(pattern)
    phrases = tuple(re.compile(phrase, re.IGNORECASE) for phrase in entry["phrases"])
    if not patterns or not phrases:
        raise ValueError(f"{name!r} has no phrase or no SMARTS")
    return GroundingClass(name, phrases, tuple(patterns))


def find_mentions(text: str, classes: Sequence[GroundingClass]) -> tuple[Mention, ...]:
    """Return the classes that ``text`` names, in its order.

    The longest phrase over all classes is read first and takes its characters, so that
    "carboxylic ester" is no carboxylic acid; of equally long ones the first in the text and then
    the first class wins.
    """
    found = [
        (match.start() - match.end(), match.start(), place, one.name, match.end())
        for place, one in enumerate(classes)
        for phrase in one.phrases
        for match in phrase.finditer(text)
        if match.end() > match.start()
    ]
    taken = np.zeros(len(text), bool)
    kept = []
    for _, start, _, name, end in sorted(found):
        if not taken[start:end].any():
            taken[start:end] = True
            kept.append(Mention(name, start, end))
    return tuple(sorted(kept, key=lambda mention: mention.start))


def cover_atoms(mol: Chem.Mol, patterns: Sequence[Chem.Mol]) -> np.ndarray:
    """Return (atoms,) bool, true where any of the patterns covers the atom."""
    mask = np.zeros(mol.GetNumAtoms(), bool)
    for pattern in patterns:
        for match in mol.GetSubstructMatches(pattern, maxMatches=MAX_MATCHES):
            mask[list(match)] = True
    return mask


@lru_cache(maxsize=1)
def default_classes() -> tuple[GroundingClass, ...]:
    """Return the classes of the default file."""
    return load_classes()
