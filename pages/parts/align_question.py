"""What is aligned: a molecule, a description and a level, which the URL holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.scripts import let_enter_search
from pages.parts.subject import list_opened
from pages.parts.tray import read_tray

if TYPE_CHECKING:
    from textmol.engine import SearchResult

PAGE = "pages/align.py"
MOLECULE, DESCRIPTION = "Molecule to align", "Description to align"
# What each level sets against what, as the page says it.
LEVELS = {
    "fragment": "Fragments × phrases",
    "atom": "Atoms × words",
    "molecule": "Molecule × sentences",
}
EXAMPLES = {
    "aspirin": ("CC(=O)Oc1ccccc1C(=O)O", "a benzoic acid that carries an acetate ester"),
    "penicillin G": (
        "CC1(C)S[C@@H]2[C@H](NC(=O)Cc3ccccc3)C(=O)N2[C@H]1C(=O)O",
        "A penicillin: a β-lactam ring fused to a thiazolidine, with a carboxylic acid. "
        "The side chain is a phenylacetamide.",
    ),
    "capsaicin": (
        "COc1cc(CNC(=O)CCCC/C=C/C(C)C)ccc1O",
        "a pungent phenol with a methoxy group and the amide of an unsaturated fatty acid",
    ),
}
_BOXES = {"smiles": "align_molecule", "text": "align_description", "level": "align_level"}
_HITS = 10  # of the last search, to pick from


@dataclass(frozen=True)
class Question:
    """What the page is asked.

    Attributes:
        molecule: structure, identifier or name, as typed.
        text: the description as typed.
        level: one of ``LEVELS``.
    """

    molecule: str
    text: str
    level: str

    @property
    def is_complete(self) -> bool:
        """Whether there is something to align with something."""
        return bool(self.molecule.strip() and self.text.strip())


def write_address(smiles: str, text: str, level: str = "fragment") -> dict[str, str]:
    """Return the parameters of the URL of an alignment, for links from hits and captions."""
    return {"smiles": smiles, "text": text, "level": level}


def show_question() -> Question:
    """Show the two boxes, what can be picked for them, and the level; return what is asked."""
    asked = _read_address()
    for name, value in (
        ("smiles", asked.molecule),
        ("text", asked.text),
        ("level", asked.level),
    ):
        if st.session_state.get(_BOXES[name]) != value:
            st.session_state[_BOXES[name]] = value
    let_enter_search(MOLECULE)
    left, right = st.columns(2, gap="medium")
    with left:
        st.text_area(
            MOLECULE,
            key=_BOXES["smiles"],
            height="content",
            placeholder="SMILES, InChI, MOL block, InChIKey, CID, or a name that the library knows",
            on_change=_take_boxes,
        )
        _show_picker("Or pick a molecule", "smiles", _list_molecules())
    with right:
        st.text_area(
            DESCRIPTION,
            key=_BOXES["text"],
            height="content",
            placeholder="What it is, what it does, what it holds. Ctrl+Enter aligns it.",
            on_change=_take_boxes,
        )
        _show_picker("Or pick a description", "text", _list_descriptions())
    st.segmented_control(
        "Level",
        tuple(LEVELS),
        key=_BOXES["level"],
        format_func=LEVELS.__getitem__,
        required=True,
        label_visibility="collapsed",
        on_change=_take_boxes,
    )
    return asked


def show_examples() -> None:
    """Show pairs to begin with."""
    st.caption("For example")
    with st.container(horizontal=True, gap="small"):
        for name, (smiles, text) in EXAMPLES.items():
            st.button(
                name,
                key=f"align_{name}",
                icon=":material/join_inner:",
                type="tertiary",
                on_click=_go,
                args=(write_address(smiles, text),),
                help=text,
            )


def _read_address() -> Question:
    values = st.query_params
    level = values.get("level", "")
    return Question(
        molecule=values.get("smiles") or values.get("id", ""),
        text=values.get("text", ""),
        level=level if level in LEVELS else "fragment",
    )


def _take_boxes() -> None:
    typed = {name: str(st.session_state[box] or "") for name, box in _BOXES.items()}
    _go(typed)


def _go(parameters: dict[str, str]) -> None:
    st.query_params.from_dict({name: value for name, value in parameters.items() if value.strip()})


def _show_picker(label: str, name: str, options: dict[str, str]) -> None:
    """Show a list from which a box is filled, where there is anything in it."""
    if not options:
        return
    key = f"align_pick_{name}"
    st.selectbox(
        label,
        tuple(options),
        key=key,
        index=None,
        placeholder=label,
        label_visibility="collapsed",
        on_change=_pick,
        args=(key, name, options),
    )


def _pick(key: str, name: str, options: dict[str, str]) -> None:
    picked = st.session_state[key]
    if picked in options:
        st.session_state[_BOXES[name]] = options[picked]
        st.session_state[key] = None
        _take_boxes()


def _list_molecules() -> dict[str, str]:
    """Return what can be picked, by label: hits, the tray, opened molecules and examples."""
    found: dict[str, str] = {}
    result = _read_last()
    for hit in result.hits[:_HITS] if result else ():
        name = hit.record.name or hit.record.properties.formula
        found[f"Hit {hit.rank}: {name}"] = hit.record.smiles
    for kept in read_tray():
        found[f"Tray: {kept.name or kept.properties.formula}"] = kept.smiles
    for label, address in list_opened():
        found[f"Opened: {label}"] = next(iter(address.values()))
    return found | {f"Example: {name}": smiles for name, (smiles, _) in EXAMPLES.items()}


def _list_descriptions() -> dict[str, str]:
    result = _read_last()
    last = {f"Last search: {result.query}": result.query} if result else {}
    return last | {f"Example: {text}": text for _, text in EXAMPLES.values()}


def _read_last() -> SearchResult | None:
    """Return the last search of this session, where it was one by description."""
    result: SearchResult | None = st.session_state.get("result")
    return result if result and result.reading.kind == "description" else None
