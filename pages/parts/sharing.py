"""The Python that gives what a page shows, and the address that opens it again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import streamlit as st

from pages.parts.engine import write_open
from textmol.errors import TextMolError

if TYPE_CHECKING:
    from pages.parts.last_search import Parameters

KEY = "sharing"  # of the part of the frame, so that others can have it drawn again
CODE = "code_and_link"
Values = Mapping[str, str]
_IMPORT = "from textmol import TextMol\n"
_COMPUTE = "from textmol.molecules import compute_properties, parse_molecule\n"
_SCAFFOLD = "from textmol.molecules.compare import compare_groups, find_scaffold\n"


@st.fragment(key=KEY)
def show_sharing(page: str) -> None:
    """Show code and link of the page that is drawn, where its URL asks for something."""
    parameters = [
        (name, value) for name in st.query_params for value in st.query_params.get_all(name)
    ]
    code = write_code(page, tuple(parameters))
    if code:
        show_code(code, write_link(st.context.url or "", parameters))


@st.fragment
def show_code(code: str, address: str) -> None:
    """Show Python and an address, each to be copied, once they are opened."""
    icon = ":material/code:"
    # What colours code is the largest script of all: first results would wait while the browser
    # reads it.
    with st.expander("Show code and link", icon=icon, key=CODE, on_change="rerun") as opened:
        if opened.open:
            st.caption("This Python gives the same:")
            st.code(code, language="python", wrap_lines=True)
            st.caption("This address opens the same page in TextMol on this machine:")
            st.code(address, language=None, wrap_lines=True)


def write_link(address: str, parameters: Sequence[tuple[str, str]]) -> str:
    """Return the address of a page with these parameters, percent-encoded."""
    return f"{address.partition('?')[0]}?{urlencode(parameters, quote_via=quote)}"


def write_code(page: str, parameters: Parameters) -> str | None:
    """Return the Python for a page, named by its path, with these parameters in its URL.

    None where the page has nothing to compute, or its parameters cannot be read.
    """
    write = _WRITERS.get(page)
    if write is None:
        return None
    try:
        return write(parameters)
    except TextMolError:
        return None  # the page itself says what is wrong


def _write_molecule(parameters: Parameters) -> str | None:
    values = dict(parameters)
    asked = _name_molecule(values)
    if asked is None:
        return None
    return (
        f"{_IMPORT}{_COMPUTE}{_open()}{asked}"
        "molecule = parse_molecule(smiles)\n"
        "print(molecule.smiles, molecule.inchikey)\n"
        "for name, value in vars(compute_properties(molecule.mol)).items():\n"
        "    print(name, value)\n"
        'for hit in engine.search(smiles, top_k=9, read_as="structure").hits:\n'
        "    print(hit.rank, round(hit.score, 3), hit.record.name or hit.record.smiles)\n"
    )


def _write_caption(parameters: Parameters) -> str | None:
    asked = _name_molecule(dict(parameters))
    if asked is None:
        return None
    return (
        f"{_IMPORT}{_open()}{asked}"
        "(captioned,) = engine.caption([smiles])\n"
        "for caption in captioned.candidates:\n"
        "    print(caption.rank_when_searched, caption.text)\n"
    )


def _write_align(parameters: Parameters) -> str | None:
    values = dict(parameters)
    asked, text = _name_molecule(values), values.get("text", "").strip()
    if asked is None or not text:
        return None
    level = values.get("level", "fragment")
    return (
        f"{_IMPORT}{_open()}{asked}"
        f"alignment = engine.align(smiles, {text!r}, level={level!r})\n"
        "print([word.text for word in alignment.words])\n"
        "for fragment, row in zip(alignment.fragments, alignment.matrix, strict=True):\n"
        "    print(fragment.label, row.round(3))\n"
    )


def _write_generate(parameters: Parameters) -> str | None:
    values = dict(parameters)
    text, count = values.get("text", "").strip(), values.get("count", "")
    if not text:
        return None
    many = int(count) if count.isdecimal() and count.isascii() else 10
    return (
        f"{_IMPORT}{_open()}generation = engine.generate({text!r}, count={many})\n"
        "for one in generation.molecules:\n"
        "    print(one.rank, round(one.score, 3), one.smiles)\n"
    )


def _write_comparison(parameters: Parameters) -> str | None:
    tokens = [value for name, value in parameters if name == "compare"]
    if len(tokens) < 2:
        return None
    lines = [f"    {_find(token)},\n" for token in tokens]
    return (
        f"{_IMPORT}{_COMPUTE}{_SCAFFOLD}{_open()}"
        f"compared = (\n{''.join(lines)})\n"
        "print(find_scaffold(compared))\n"
        "print(compare_groups(compared))\n"
        "for smiles in compared:\n"
        "    print(compute_properties(parse_molecule(smiles).mol))\n"
    )


def _open() -> str:
    return f"\nengine = {write_open()}\n"


def _name_molecule(values: Values) -> str | None:
    """Return the line that names the molecule of a URL, None where it names none."""
    text = (values.get("id") or values.get("smiles", "")).strip()
    return f"smiles = {_find(text)}\n" if text else None


def _find(text: str) -> str:
    """Return Python for the SMILES of a molecule as it was typed; raises MoleculeError."""
    from textmol.molecules.recognise import recognise

    molecule = recognise(text).molecule
    if molecule is not None:
        return repr(molecule.smiles)
    return f"engine.search({text!r}, top_k=1).hits[0].record.smiles"


_WRITERS: dict[str, Callable[[Parameters], str | None]] = {
    "molecule": _write_molecule,
    "caption": _write_caption,
    "align": _write_align,
    "generate": _write_generate,
    "tray": _write_comparison,
}
