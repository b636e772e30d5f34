"""MOL blocks (V2000 and V3000): repair of common copying damage, and where a block is broken."""

from __future__ import annotations

import re

from textmol.molecules.scan import ELEMENTS, Fault

_VERSION = re.compile(r"\bV[23]000[ \t]*$", re.MULTILINE)
_END = re.compile(r"^M  END[ \t]*$", re.MULTILINE)
_PSEUDO_ATOMS = frozenset(["*", "R", "R#", "A", "Q", "X", "M", "L", "LP", "D", "T", "Pol"])
SHORTEST_BLOCK = 2  # newlines: counts line, one atom, M  END
_COPY_AGAIN = "Copy the whole block again, from its title line to M  END."


def is_mol_block(text: str) -> bool:
    """Return whether a text is meant as a MOL block (or the first record of an SD file)."""
    lines = _unify_newlines(text)
    marked = _VERSION.search(lines) or _END.search(lines)
    return bool(marked) and lines.count("\n") >= SHORTEST_BLOCK


def tidy_mol_block(text: str) -> str:
    """Return the first MOL block of ``text`` with one newline style and three header lines.

    Text boxes strip leading blank lines, and with them the empty title line that the format
    counts on; the header is filled up again from the place of the counts line.
    """
    lines = _unify_newlines(text).replace("\0", "").split("\n")
    for number, line in enumerate(lines):
        if _END.fullmatch(line):
            lines = lines[: number + 1]
            break
    counts = next((n for n, line in enumerate(lines) if _VERSION.search(line)), None)
    if counts is not None:
        header, rest = lines[:counts], lines[counts:]
        if not header:
            rest[0] = rest[0].lstrip()
            rest[0] = " " * max(0, 3 - len(rest[0].split(" ", 1)[0])) + rest[0]
        lines = [""] * (3 - len(header)) + header[-3:] + rest
    return "\n".join(lines) + "\n"


def find_block_fault(block: str) -> Fault | None:
    """Return the first fault of a tidy block that its layout shows, or None.

    The fault's position is the first character of the offending line.
    """
    lines = block.split("\n")
    if len(lines) < 5:
        return _fault(lines, 0, "The MOL block ends before its first atom.", _COPY_AGAIN)
    if "V3000" in lines[3]:
        if not any(line.startswith("M  V30 END CTAB") for line in lines):
            message = "The V3000 MOL block is not closed by M  V30 END CTAB."
            return _fault(lines, len(lines) - 1, message, _COPY_AGAIN)
        return None
    counts = [_read_count(lines[3][:3]), _read_count(lines[3][3:6])]
    if counts[0] is None or counts[1] is None:
        message = "Line 4 does not begin with the numbers of atoms and bonds."
        remedy = "The counts line is the fourth: check the lines before it."
        return _fault(lines, 3, message, remedy)
    atoms, bonds = counts[0], counts[1]
    for number in range(4, 4 + atoms + bonds):
        if number >= len(lines) or not lines[number].strip() or lines[number].startswith("M  "):
            message = f"Line 4 announces {atoms} atoms and {bonds} bonds, but there are fewer."
            return _fault(lines, min(number, len(lines) - 1), message, _COPY_AGAIN)
        problem = (
            _check_atom(lines[number]) if number < 4 + atoms else _check_bond(lines[number], atoms)
        )
        if problem:
            return _fault(lines, number, f"Line {number + 1} {problem}", _COPY_AGAIN)
    return None


def _unify_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _check_atom(line: str) -> str:
    symbol = line[31:34].strip()
    try:
        [float(line[start : start + 10]) for start in (0, 10, 20)]
    except ValueError:
        return "has no three coordinates."
    if not symbol:
        return "names no element."
    if symbol not in ELEMENTS and symbol not in _PSEUDO_ATOMS:
        return f"names {symbol}, which is not an element."
    return ""


def _check_bond(line: str, atoms: int) -> str:
    ends = [_read_count(line[:3]), _read_count(line[3:6])]
    if ends[0] is None or ends[1] is None:
        return "does not name the two atoms of a bond."
    if not all(end is not None and 1 <= end <= atoms for end in ends):
        return f"bonds atoms {ends[0]} and {ends[1]}, but there are {atoms} atoms."
    return ""


def _read_count(field: str) -> int | None:
    field = field.strip()
    return int(field) if field.isascii() and field.isdigit() else None


def _fault(lines: list[str], number: int, message: str, remedy: str) -> Fault:
    return Fault(message, remedy, sum(len(line) + 1 for line in lines[:number]))
