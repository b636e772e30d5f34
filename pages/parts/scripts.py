"""The two scripts that run in the browser: Enter searches, and drawings follow the theme."""

from __future__ import annotations

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

# Streamlit's text area commits on Ctrl+Enter only. In a search box a plain Enter has to search
# too; Shift+Enter is left to start a new line, and pasted MOL blocks keep their lines.
_ENTER_SEARCHES = """
export default function ({ data }) {
  const search = (event) => {
    const modified = event.shiftKey || event.ctrlKey || event.metaKey || event.altKey;
    if (event.key !== "Enter" || modified || event.isComposing) return;
    if (event.target.ariaLabel !== data.label) return;
    event.preventDefault();
    event.stopPropagation();
    event.target.dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true })
    );
  };
  document.addEventListener("keydown", search, true);
  return () => document.removeEventListener("keydown", search, true);
}
"""

# Streamlit does not run the page again when the person takes another theme, so images made for
# the old one would stay.
_FOLLOW_THEME = """
export default function ({ setTriggerValue }) {
  const app = document.querySelector("[data-testid=stApp]");
  const read = () => getComputedStyle(app).backgroundColor;
  let ground = read();
  const watch = new MutationObserver(() => {
    if (read() === ground) return;
    ground = read();
    setTriggerValue("theme", ground);
  });
  watch.observe(app, { attributes: true });
  return () => watch.disconnect();
}
"""


def let_enter_search(label: str) -> None:
    """Make a plain Enter in the text area with this label search; takes no room on the page."""
    _register("enter_searches", _ENTER_SEARCHES)(key="enter_searches", data={"label": label})


def follow_theme() -> None:
    """Run the page again when its theme changes; takes no room on the page."""
    _register("follow_theme", _FOLLOW_THEME)(key="follow_theme", on_theme_change=lambda: None)


@st.cache_resource(show_spinner=False)
def _register(name: str, script: str) -> ComponentRenderer:
    return st.components.v2.component(f"textmol.{name}", js=script)
