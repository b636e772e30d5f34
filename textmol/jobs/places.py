"""Where TextMol keeps what it makes for a person, by the custom of each system."""

from __future__ import annotations

import os
import sys
from pathlib import Path

VARIABLE = "TEXTMOL_DATA"


def find_home() -> Path:
    """Return the folder of jobs; it need not be there yet.

    The environment variable TEXTMOL_DATA names another place than the system's own.
    """
    return _find_data() / "jobs"


def _find_data() -> Path:
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser()
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "TextMol"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "TextMol"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "textmol"
