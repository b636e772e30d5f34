"""What stands around every page: the logo above it and the footer below."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.parts.engine import open_engine
from pages.parts.scripts import follow_theme
from pages.parts.wording import escape
from textmol.errors import TextMolError

ASSETS = Path(__file__).resolve().parents[2] / "assets"

# Streamlit writes what is chosen in the primary colour, which is too dim to read on dark ground,
# and shortcuts and code in small print too pale for theirs. It leaves room above a title, where
# the line with the help is, sets links further in than the buttons beside them, and breaks rows
# that just fit. The line of the selection is as high without buttons as with them, so that cards
# do not move when one is ticked.
_STYLE = """<style>
[data-testid="stMain"] [role="radio"][aria-checked="true"] p,
[data-testid="stMain"] button[aria-pressed="true"] p,
[data-testid="stSliderThumbValue"] p { color: light-dark(#0f1817, #e6ebe8); }
[data-testid="stMain"] button kbd { opacity: 1; }
[data-testid="stCaptionContainer"] code { background: none; }
[data-testid="stMain"] h1 { padding-top: 0; }
.st-key-hits [data-testid="stPageLink-NavLink"] { padding-inline: 0; }
.st-key-selection { min-height: 2.5rem; align-content: center; }
@media (max-width: 48rem) { .st-key-selection { min-height: 5rem; } }
@media (min-width: 48rem) { .st-key-downloads { flex-wrap: nowrap; } }
</style>"""

PRIVACY = "Runs on this machine: nothing you type leaves it. Links open only when you click them."


def is_dark() -> bool:
    """Return whether the person looks at the dark theme."""
    return st.context.theme.type == "dark"


def read_ground() -> str:
    """Return the colour of the page, as "#rrggbb"."""
    return str(st.get_option(f"theme.{'dark' if is_dark() else 'light'}.backgroundColor"))


def show_logo() -> None:
    """Show the logo that fits the theme."""
    st.html(_STYLE)
    st.logo(ASSETS / ("logo-dark.svg" if is_dark() else "logo.svg"), size="large")


def show_footer() -> None:
    """Show the privacy sentence, and which checkpoint and library answer."""
    st.space("medium")
    with st.container(key="footer", gap="xxsmall"):
        st.caption(f":material/lock: {PRIVACY}")
        follow_theme(read_ground())
        identity = st.empty()
        identity.caption("Opening the model and the library…")
        try:
            engine = open_engine()
        except TextMolError as error:
            identity.caption(f"The model is not open: {escape(str(error))}")
            return
        identity.caption(
            f"Checkpoint `{engine.checkpoint.identity}` · library `{engine.library.identity}`, "
            f"{engine.library.size:,} molecules"
        )
