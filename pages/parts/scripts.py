"""What runs in the browser: Enter searches, drawings follow the theme, a first visit is known."""

from __future__ import annotations

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

# Streamlit's text area commits on Ctrl+Enter only. In a search box a plain Enter has to search
# too; Shift+Enter is left to start a new line, and pasted MOL blocks keep their lines.
_ENTER_SEARCHES = """
export default function ({ data, parentElement }) {
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
  // Streamlit calls again whenever something changes, and ends only what the last call began.
  parentElement.end?.();
  document.addEventListener("keydown", search, true);
  return (parentElement.end = () => document.removeEventListener("keydown", search, true));
}
"""

# Streamlit does not run the page again when the person takes another theme, so images made for
# the old one would stay.
_FOLLOW_THEME = """
export default function ({ data, parentElement, setTriggerValue }) {
  const app = document.querySelector("[data-testid=stApp]");
  let told = data.ground;
  const watch = new MutationObserver(() => {
    const parts = getComputedStyle(app).backgroundColor.match(/\\d+/g).slice(0, 3);
    const ground = `#${parts.map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`;
    if (ground === told) return;
    told = ground;
    setTriggerValue("theme", ground);
  });
  parentElement.end?.();
  watch.observe(app, { attributes: true });
  return (parentElement.end = () => watch.disconnect());
}
"""


# Kept by the browser under this page's address and sent nowhere; where it keeps nothing, every
# visit is a first one until the session says otherwise.
_REMEMBER_TOUR = """
export default function ({ data }) {
  let seen = data.seen;
  try {
    if (seen) localStorage.setItem("textmol-tour", "seen");
    seen ||= localStorage.getItem("textmol-tour") === "seen";
  } catch {}
  document.documentElement.dataset.tour = seen ? "seen" : "new";
}
"""


def let_enter_search(label: str) -> None:
    """Make a plain Enter in the text area with this label search; takes no room on the page."""
    _register("enter_searches", _ENTER_SEARCHES)(key="enter_searches", data={"label": label})


def follow_theme(ground: str) -> None:
    """Run the page again when its theme changes; takes no room on the page.

    ``ground`` is the colour of the page, as "#rrggbb", for which it was drawn.
    """
    _register("follow_theme", _FOLLOW_THEME)(
        key="follow_theme", data={"ground": ground.lower()}, on_theme_change=lambda: None
    )


def remember_tour(*, seen: bool) -> None:
    """Set ``data-tour`` of the page to "new" or "seen", and remember what was ``seen``."""
    _register("remember_tour", _REMEMBER_TOUR)(key="remember_tour", data={"seen": seen})


@st.cache_resource(show_spinner=False)
def _register(name: str, script: str) -> ComponentRenderer:
    return st.components.v2.component(f"textmol.{name}", js=script)
