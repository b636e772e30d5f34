"""The frame around every page: settings, navigation, the one engine, and the footer.

Run it with ``streamlit run app.py``. Nothing heavy is imported here: the model and the library
open in the background from the moment the server starts, while the page is already there to
type in.
"""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.parts.engine import warm_engine
from pages.parts.frame import ASSETS, show_footer, show_logo
from pages.parts.help import show_bar
from pages.parts.sharing import show_sharing
from pages.parts.tour import show_tour


def show_app() -> None:
    """Draw the page that the person is on, in its frame."""
    st.set_page_config(page_title="TextMol", page_icon=ASSETS / "icon.svg", layout="wide")
    warm_engine()
    show_logo()
    page = st.navigation(
        [
            st.Page("pages/find.py", title="Find molecules", default=True),
            st.Page("pages/molecule.py", title="Molecule"),
            st.Page("pages/caption.py", title="Caption"),
            st.Page("pages/generate.py", title="Generate"),
            st.Page("pages/align.py", title="Alignment"),
            st.Page("pages/tray.py", title="Tray"),
            st.Page("pages/models.py", title="Models"),
            st.Page("pages/about.py", title="About"),
        ],
        position="top",
    )
    show_bar(page.url_path)
    with st.container():
        show_tour(page.url_path)
    page.run()
    with st.container():
        show_sharing(page.url_path)
    show_footer()


# The server imports this file once as it starts, and runs it for every visit.
if get_script_run_ctx(suppress_warning=True) is None:
    # Until the navigation has run once, Streamlit would show the files of pages/ on their own.
    PagesManager.uses_pages_directory = False
    warm_engine()
    app = st.App(__file__)
else:
    show_app()
