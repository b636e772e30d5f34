"""How values read on a page: Markdown-safe text, numbers, shares, file names."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MARKDOWN = re.compile(r"([\\`*_\[\]#|~<>$:&])")
_MINUS = "−"


def escape(text: str) -> str:
    """Return text that Markdown shows as it stands, on one line."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def format_number(value: float, digits: int) -> str:
    """Return a number with a true minus sign and no negative zero."""
    text = f"{value:,.{digits}f}"
    if float(text.replace(",", "")) == 0:
        text = text.lstrip("-")
    return text.replace("-", _MINUS)


def format_charge(charge: int) -> str:
    """Return a formal charge as chemists write it in a table: 0, +1, −2."""
    return f"{charge:+d}".replace("-", _MINUS) if charge else "0"


def format_better_than(per_cent: float) -> str:
    """Return the share of the library that scores lower, never rounded up to all of it."""
    digits = 1 if per_cent < 99.9 else 2 if per_cent < 99.99 else 3
    scale = 10**digits
    return f"{int(per_cent * scale) / scale:.{digits}f} %"


def tell_contradicted(statements: Sequence[str]) -> str:
    """Return which statements of a description a structure contradicts, as Markdown."""
    told = ", ".join(f"“{escape(one)}”" for one in statements)
    return f":orange[:material/close:] The structure contradicts {told}."


def slug(text: str, length: int = 48) -> str:
    """Return text as a part of a file name: lower case, words joined by hyphens."""
    words = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return words[:length].rstrip("-") or "molecules"
