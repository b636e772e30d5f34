"""Names of molecules: the key they are looked up by, the one that is shown, and their index."""

from __future__ import annotations

import hashlib
import re
import string
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import pyarrow as pa

from textmol.library.folder import view

# Longer systematic names say less than the drawing beside them.
LONGEST_SYSTEMATIC_NAME = 120
_REMEMBERED = 1024

# Unicode writes "LAMDA".
_GREEK = str.maketrans(
    {letter: unicodedata.name(letter).split()[-1].lower() for letter in "αβγδεζηθικμνξοπρστυφχψω"}
    | {"λ": "lambda"}
)
# "ß" is what many keyboards offer for a beta; the rest are look-alikes of ASCII signs.
_LOOK_ALIKES = str.maketrans(
    {"ß": "β", "ẞ": "β", "→": "->", '"': "''", "″": "''", "‴": "'''"}
    | dict.fromkeys("′’‘`´ʹʼ‛", "'")
    | dict.fromkeys("‐‑‒–—―−⁻﹣－", "-")
)
_RACEMIC = re.compile(r"\(\s*\+\s*[/,]?\s*-\s*\)|\+\s*/\s*-")
_NEGATIVE = re.compile(r"\(\s*(\d*)\s*-\s*\)|^-(?=[^\W\d_])|(?<=\d)-$")
_SEPARATORS = re.compile(r"[\s()\[\]{}_^-]+")
# U+2212 marks a minus that means something while the hyphens around it are dropped.
_MINUS = "−"

# What a name begins with where it says which stereoisomer is meant: "(-)-", "DL-", "(1R,2S)-".
_STEREO = re.compile(
    r"(?:(?:[(\[]\s*[±+−-](?:\s*[/,]?\s*[+−-])?\s*[)\]]"
    r"|[(\[]\s*\d*[a-z]?'*[rsez]\*?(?:\s*,\s*\d*[a-z]?'*[rsez]\*?)*\s*[)\]]"
    r"|[±+−-](?=[\s-]*[a-z])|±"
    r"|(?:dl|ld|[dlrsez]|rac|rel|meso|cis|trans)(?=[\s(\[±+−-]))[\s-]*)+",
    re.IGNORECASE,
)

_MOST_WORDS = 4  # of a name that is looked for without its prefix: looking takes milliseconds
_WORD, _TAIL = re.compile(r"[a-z]+"), 5
_GREEK_NAMES = frozenset(map(str, _GREEK.values()))
_CLOSING = string.digits + string.punctuation + string.whitespace + "".join(map(chr, _GREEK))

_REGISTRY = re.compile(
    r"\d{2,7}-\d\d-\d"
    r"|(?:schembl|chembl|chebi|dtxsid|dtxcid|zinc|akos|nsc|mls|mfcd|ncgc|bdbm|cid|sid|hmdb|ft|"
    r"brd|gtpl|einecs|cas|cas rn|stk|ccris|refchem|db|lmfa|lmsp|lmgp)[\s:_-]*[a-z]?\d[\d-]*"
    r"|unii[\s:_-]*[a-z0-9]{10}"
    r"|[a-z]{14}-[a-z]{10}-[a-z]",
    re.IGNORECASE,
)


def normalise_name(text: str) -> str:
    """Return the key under which a name is looked up.

    Case, hyphens, spaces, brackets, the shape of primes and dashes, accents, and Greek letters
    against their names make no difference. What tells molecules apart stays: the order of
    letters and digits ("L-", "alpha-"), commas, primes, "(+)-" and "(-)-", and charges such as
    "(2-)". A separator between two digits stays as a hyphen, as 1-2 is not 12.
    """
    text = unicodedata.normalize("NFKD", text.translate(_LOOK_ALIKES)).casefold()
    text = unicodedata.normalize("NFKD", text).translate(_LOOK_ALIKES)
    if not (text.isascii() and text.isprintable()):
        text = "".join(filter(_is_seen, text))
    text = text.translate(_GREEK).strip()
    text = _NEGATIVE.sub(rf"\1{_MINUS}", _RACEMIC.sub("±", text))
    text = _SEPARATORS.sub(_keep_between_digits, text)
    return text.replace(_MINUS, "(-)")


def choose_name(titles: Iterable[str], systematic: Iterable[str] = ()) -> str | None:
    """Return the name to show for a molecule, None where there is none.

    A title comes before a systematic (IUPAC) name of at most ``LONGEST_SYSTEMATIC_NAME``
    characters, and that before a title that is a registry number ("SCHEMBL123", a CAS number).
    Among titles the shortest is taken, and of equally long ones that with capitals.
    """
    titles = sorted({title.strip() for title in titles} - {""}, key=lambda name: (len(name), name))
    for title in titles:
        if not is_registry_number(title):
            return title
    short = (name.strip() for name in systematic if len(name.strip()) <= LONGEST_SYSTEMATIC_NAME)
    named = min(filter(None, short), key=lambda name: (len(name), name), default=None)
    return named or (titles[0].upper() if titles else None)


def is_registry_number(name: str) -> bool:
    """Return whether a name is a number in a registry and tells a chemist nothing."""
    return _REGISTRY.fullmatch(name.strip()) is not None


def index_names(rows: Sequence[int], names: Sequence[str]) -> pa.Table:
    """Return the columns ``key``, ``row`` and ``name`` of a name index, sorted by key.

    ``key`` is a 62-bit hash of the normalised name. Equal names of one row are kept once.
    """
    entries: dict[tuple[int, int, str], str] = {}
    for row, name in zip(rows, names, strict=True):
        normalised = normalise_name(name)
        if normalised:
            entries.setdefault((_hash(normalised), row, normalised), name)
    ordered = sorted(entries)
    return pa.table(
        {
            "key": pa.array([key for key, _, _ in ordered], pa.int64()),
            "row": pa.array([row for _, row, _ in ordered], pa.int32()),
            "name": pa.array([entries[entry] for entry in ordered], pa.string()),
        }
    )


class NameIndex:
    """Finds the rows of a library by any of their names."""

    def __init__(self, table: pa.Table) -> None:
        """Take a table of ``index_names``, each column in one piece."""
        self._keys = view(table["key"].chunk(0))
        self._rows = view(table["row"].chunk(0))
        self._names = table["name"]
        self._text, self._starts = b"", np.zeros(0, np.int64)
        # The words of descriptions are few, and looking through all names takes a millisecond.
        self._find_cached = lru_cache(maxsize=_REMEMBERED)(self._find_within)

    def __len__(self) -> int:
        return len(self._keys)

    def list_by_row(self, size: int) -> list[list[str]]:
        """Return the names of each of the ``size`` rows; most rows have none."""
        listed: list[list[str]] = [[] for _ in range(size)]
        for row, name in zip(self._rows.tolist(), self._names.to_pylist(), strict=True):
            listed[row].append(name)
        return listed

    def find_within(self, fragment: str) -> np.ndarray:
        """Return (m,) int64: the rows, in order, with a name that contains ``fragment``.

        Case makes no difference; hyphens and blanks do.
        """
        return self._find_cached(fragment)

    def _find_within(self, fragment: str) -> np.ndarray:
        return np.unique(self._rows[self._find_entries(fragment)].astype(np.int64))

    def _find_entries(self, fragment: str) -> np.ndarray:
        """Return (m,) int64: the places of the names that contain ``fragment``, in order."""
        if not self._text:
            # Bytes are searched several times faster than text with Greek letters in it.
            names = [name.lower().encode() for name in self._names.to_pylist()]
            # The text last, so that another thread never sees it without the starts.
            self._starts = np.cumsum([0, *(len(name) + 1 for name in names[:-1])])
            self._text = b"\n".join(names)
        wanted, places = fragment.lower().encode("utf-8", "replace"), []
        place = self._text.find(wanted) if wanted.strip() else -1
        while place >= 0:
            places.append(place)
            place = self._text.find(wanted, place + 1)
        return np.unique(np.searchsorted(self._starts, places, side="right") - 1)

    def find(self, text: str) -> list[int]:
        """Return the rows, in order, that have a name equal to ``text`` once normalised."""
        wanted = normalise_name(text)
        if not wanted:
            return []
        first, last = np.searchsorted(self._keys, [_hash(wanted), _hash(wanted) + 1])
        return sorted(
            {
                int(self._rows[place])
                for place in range(first, last)
                # Different names may share a hash.
                if normalise_name(self._names[place].as_py()) == wanted
            }
        )

    def find_stereoisomers(self, text: str) -> list[int]:
        """Return the rows, in order, with a name that is ``text`` after a stereo prefix.

        A text of more than ``_MOST_WORDS`` words is taken for a description: none is found.
        """
        if len(text.split()) > _MOST_WORDS:
            return []
        wanted, words = normalise_name(text), _WORD.findall(text.lower())
        # The end of the longest word is in the name however that is written; few names have it.
        tail = max(words, key=len, default="")[-_TAIL:]
        if not wanted or not tail:
            return []
        names = ((place, self._names[int(place)].as_py()) for place in self._find_entries(tail))
        last = "" if words[-1] in _GREEK_NAMES else words[-1][-_TAIL:]
        return sorted(
            {
                int(self._rows[place])
                for place, name in names
                # To compare normalised names takes long, and sentences end like no name.
                if name.lower().rstrip(_CLOSING).endswith(last)
                and (rest := _drop_stereo(name))
                and normalise_name(rest) == wanted
            }
        )


def _hash(normalised: str) -> int:
    digest = hashlib.blake2b(normalised.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    # 62 bits, so that the next integer fits int64 too.
    return int.from_bytes(digest, "little") >> 2


def _drop_stereo(name: str) -> str | None:
    """Return a name without the prefix that says which stereoisomer is meant, None without one."""
    text = name.translate(_LOOK_ALIKES).strip()
    found = _STEREO.match(text)
    return text[found.end() :] if found else None


def _is_seen(mark: str) -> bool:
    """Return whether a character is more than an accent, a control or a formatting mark."""
    return mark.isspace() or unicodedata.category(mark) not in ("Mn", "Cf", "Cc")


def _keep_between_digits(found: re.Match[str]) -> str:
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return "-" if before.isdigit() and after.isdigit() else ""
